package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// keyFlags say whose keys an offline command uses: a file's, a built-in merchant's or the built-in platform's.
type keyFlags struct {
	file, merchant, md5 string
	platform            bool
}

func newKeyFlags(cmd *cobra.Command) *keyFlags {
	k := &keyFlags{}
	flags := cmd.Flags()
	flags.StringVar(&k.file, "key", "", "file with the key, PEM or one line of Base64")
	flags.StringVar(&k.merchant, "merchant", "", "use the keys of this built-in merchant")
	flags.BoolVar(&k.platform, "platform", false, "use the built-in platform's key")
	flags.StringVar(&k.md5, "md5-key", "", "the secret of sign_type MD5")
	cmd.MarkFlagsMutuallyExclusive("key", "merchant", "platform")
	return k
}

// given reports whether any flag names a key.
func (k *keyFlags) given() bool { return k.file != "" || k.merchant != "" || k.md5 != "" || k.platform }

// signer holds the keys that the flags name.
func (k *keyFlags) signer(ctx context.Context) (sign.Signer, error) {
	s := sign.Signer{MD5: k.md5}
	if sign.TrimMD5Key(k.md5) != k.md5 {
		return s, usagef("--md5-key has a line break, a blank or a byte order mark around the key; leave it out")
	}
	switch {
	case k.file != "":
		private, err := readPrivateKey(ctx, k.file)
		s.Private = private
		return s, err
	case k.platform:
		private, err := sign.ParsePrivateKey(simulator.PlatformPrivatePEM())
		s.Private = private
		return s, err
	case k.merchant != "":
		m, err := builtin(k.merchant)
		if err != nil {
			return s, err
		}
		if s.MD5 == "" {
			s.MD5 = m.MD5Key
		}
		s.Private, err = sign.ParsePrivateKey(m.PrivatePEM)
		return s, err
	}
	return s, nil
}

// keys are what verifies, by the flags.
func (k *keyFlags) keys(ctx context.Context) (sign.Keys, error) {
	keys := sign.Keys{MD5: k.md5}
	switch {
	case k.file != "":
		public, err := readPublicKey(ctx, k.file)
		keys.Public = public
		return keys, err
	case k.platform:
		public, err := sign.ParsePublicKey(simulator.PlatformPublicPEM())
		keys.Public = public
		return keys, err
	case k.merchant != "":
		m, err := builtin(k.merchant)
		if err != nil {
			return keys, err
		}
		named, err := keysOf(m)
		if k.md5 != "" {
			named.MD5 = k.md5
		}
		return named, err
	}
	return keys, nil
}

func keysOf(m simulator.MerchantKeys) (sign.Keys, error) {
	public, err := sign.ParsePublicKey(m.PublicPEM)
	return sign.Keys{Public: public, MD5: m.MD5Key}, err
}

// builtin finds a built-in merchant's keys.
func builtin(number string) (simulator.MerchantKeys, error) {
	all := simulator.BuiltinKeys()
	i := slices.IndexFunc(all, func(m simulator.MerchantKeys) bool { return m.OidPartner == number })
	if i < 0 {
		var known []string
		for _, m := range all {
			known = append(known, m.OidPartner)
		}
		return simulator.MerchantKeys{}, usagef("%s is no built-in merchant; there are %s (for another, give its key with --key FILE)", number, strings.Join(known, ", "))
	}
	return all[i], nil
}

func readPrivateKey(ctx context.Context, file string) (*sign.PrivateKey, error) {
	text, err := untilStopped(ctx, file, func() (string, error) { return readKey(file) })
	if err != nil {
		return nil, err
	}
	key, err := sign.ParsePrivateKey(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return key, nil
}

// readPublicKey takes the public half of a private key too.
func readPublicKey(ctx context.Context, file string) (*sign.PublicKey, error) {
	text, err := untilStopped(ctx, file, func() (string, error) { return readKey(file) })
	if err != nil {
		return nil, err
	}
	key, err := sign.ParsePublicKey(text)
	if err == nil {
		return key, nil
	}
	if private, privateErr := sign.ParsePrivateKey(text); privateErr == nil {
		return private.Public(), nil
	}
	return nil, fmt.Errorf("%s: %w", file, err)
}
