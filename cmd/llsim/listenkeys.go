package main

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/receiver"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// known returns the keys that messages are verified with: those of the flags, else those that the server has of the merchant that a message
// names. A server must be there.
func (f listenFlags) known(ctx context.Context, r *remote) (receiver.Known, error) {
	if f.keyFile == "" && f.md5Key == "" {
		control, err := r.control()
		if err != nil {
			return nil, err
		}
		if _, err := control.Sandbox(ctx); err != nil {
			return nil, err
		}
		return func(oidPartner string) (sign.Evidence, error) { return platformOf(ctx, control, oidPartner) }, nil
	}
	keys := sign.Keys{MD5: f.md5Key}
	if f.keyFile != "" {
		var err error
		if keys.Public, err = readKeyFile(ctx, f.keyFile, parsePublicHalf); err != nil {
			return nil, err
		}
	}
	others, err := otherParties(keys)
	return func(string) (sign.Evidence, error) { return sign.Evidence{Keys: keys, Others: others}, nil }, err
}

// platformOf returns the platform's keys towards a merchant of the server.
func platformOf(ctx context.Context, control *client.Control, oidPartner string) (sign.Evidence, error) {
	profile, err := control.Merchant(ctx, oidPartner)
	if err != nil {
		return sign.Evidence{}, err
	}
	public, err := sign.ParsePublicKey(profile.Keys.PlatformPublicPEM)
	if err != nil {
		return sign.Evidence{}, err
	}
	keys := sign.Keys{Public: public, MD5: profile.MD5Key}
	others, err := otherParties(keys)
	return sign.Evidence{Keys: keys, Others: others}, err
}
