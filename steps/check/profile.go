package check

import (
	"cmp"
	"context"
	"errors"
	"reflect"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// putProfile puts what the merchant file says and the configuration's cut-offs over the profile that exists; without one it creates it.
func putProfile(ctx context.Context, control *client.Control, over api.Merchant, config api.Config) error {
	over.ClearingCutoff, over.BankCutover = config.ClearingCutoff, config.BankCutover
	profile, err := control.Merchant(ctx, over.OidPartner)
	if refused, ok := errors.AsType[*client.Error](err); ok && refused.Status == 404 {
		_, err = control.CreateMerchant(ctx, over)
		return err
	}
	if err != nil {
		return err
	}
	if reflect.DeepEqual(over, api.Merchant{OidPartner: over.OidPartner}) {
		return nil // the profile is as the file wants it
	}
	profile.Name = cmp.Or(over.Name, profile.Name)
	profile.PublicKey = cmp.Or(over.PublicKey, profile.PublicKey)
	profile.MD5Key = cmp.Or(over.MD5Key, profile.MD5Key)
	profile.OrderIdentity = cmp.Or(over.OrderIdentity, profile.OrderIdentity)
	profile.FileEdition = cmp.Or(over.FileEdition, profile.FileEdition)
	profile.SignOrder = cmp.Or(over.SignOrder, profile.SignOrder)
	profile.ClearingTitle = cmp.Or(over.ClearingTitle, profile.ClearingTitle)
	profile.ClearingCutoff = cmp.Or(over.ClearingCutoff, profile.ClearingCutoff)
	profile.BankCutover = cmp.Or(over.BankCutover, profile.BankCutover)
	_, err = control.PutMerchant(ctx, profile)
	return err
}

// platformOf returns what a merchant needs to know of its sandbox.
func platformOf(ctx context.Context, control *client.Control, oidPartner string) (harness.Platform, error) {
	sandbox, err := control.Sandbox(ctx)
	if err != nil {
		return harness.Platform{}, err
	}
	profile, err := control.Merchant(ctx, oidPartner)
	if err != nil {
		return harness.Platform{}, err
	}
	p := harness.Platform{BaseURL: sandbox.BaseURL, ClockURL: sandbox.ControlURL + "/clock", ProxyURL: sandbox.ProxyURL, Merchant: profile}
	if p.ProxyURL != "" {
		if p.CAPEM, err = control.CA(ctx); err != nil {
			return harness.Platform{}, err
		}
	}
	if profile.Keys != nil {
		p.PublicKeyPEM = profile.Keys.PlatformPublicPEM
	}
	if s := profile.SFTP; s != nil {
		p.SFTP = harness.SFTP{Address: s.Address, User: s.User, Password: s.Password, HostKey: s.HostKey}
	}
	return p, nil
}
