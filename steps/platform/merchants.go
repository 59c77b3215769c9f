package platform

import (
	"context"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var merchantSteps = []step{
	{English: `the merchant is "(\d+)"`, Run: (*world).actAs},
	{English: `the merchant signs with (RSA|MD5)`, Run: (*world).signsWith},
	{English: `the merchant sorts the names it signs (by bytes|without regard to case)`, Run: (*world).sortsNames},
	{English: `the merchant's profile says:`, Run: (*world).profileSays},
	{English: `the merchant's (\w+) is "([^"]*)"`, Run: (*world).profileFieldIs},
}

// merchant is one that acts in a scenario, with the keys of both sides.
type merchant struct {
	oidPartner string
	signType   string
	signer     sign.Signer
	platform   sign.Keys
}

// actAs makes another merchant the one that acts.
func (w *world) actAs(ctx context.Context, oidPartner string) error {
	if w.merchant = w.known[oidPartner]; w.merchant != nil {
		return nil
	}
	profile, err := w.control.Merchant(ctx, oidPartner)
	if err != nil {
		return err
	}
	m := &merchant{oidPartner: oidPartner, signType: "RSA", signer: sign.Signer{MD5: profile.MD5Key}, platform: sign.Keys{MD5: profile.MD5Key}}
	if m.signer.Private, err = sign.ParsePrivateKey(profile.Keys.MerchantPrivatePEM); err != nil {
		return err
	}
	if m.platform.Public, err = sign.ParsePublicKey(profile.Keys.PlatformPublicPEM); err != nil {
		return err
	}
	w.merchant, w.known[oidPartner] = m, m
	return nil
}

// orders are what a scenario calls the orders of names in what is signed.
var orders = map[string]sign.Order{"by bytes": sign.ByBytes, "without regard to case": sign.Folded}

func (w *world) sortsNames(how string) { w.merchant.signer.Order = orders[how] }

func (w *world) signsWith(signType string) { w.merchant.signType = signType }

// profileSays changes members of the merchant's profile; limits.day_amount is a member of a member.
func (w *world) profileSays(ctx context.Context, t *godog.Table) error {
	cells, err := w.pairs(t)
	if err != nil {
		return err
	}
	profile, err := w.control.Merchant(ctx, w.merchant.oidPartner)
	if err != nil {
		return err
	}
	if err := setAll(&profile, cells); err != nil {
		return err
	}
	_, err = w.control.PutMerchant(ctx, profile)
	return err
}

func (w *world) profileFieldIs(ctx context.Context, name, value string) error {
	return w.profileSays(ctx, twoColumns(name, value))
}

// signed completes a request of this merchant: its number, sign_type and sign.
func (m *merchant) signed(f wire.Fields) (wire.Fields, error) {
	if !f.Has("oid_partner") {
		f = f.Set("oid_partner", m.oidPartner)
	}
	return m.signer.Sign(f, m.signType)
}
