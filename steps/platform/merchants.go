package platform

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var merchantSteps = []step{
	{English: `the merchant is {string}`,
		Chinese: `商户号是 {string}`,
		Run:     (*world).actAs},
	{English: `the merchant signs with {signtype}`,
		Chinese: `商户用 {signtype} 签名`,
		Run:     func(w *world, signType string) { w.account.signType = signType }},
	{English: `the merchant sorts the names it signs {nameorder}`,
		Chinese: `商户签名时，字段名{nameorder}排序`,
		Run:     func(w *world, how string) { w.account.signer.Order = nameOrders[how] }},
	{English: `there is a merchant {string}`,
		Chinese: `已有商户 {string}`,
		Run:     (*world).addMerchant},
	{English: `there is a merchant {string} with:`,
		Chinese: `已有商户 {string}，其中：`,
		Run:     (*world).addMerchant},
	{English: `the merchant {string} is removed`,
		Chinese: `删除商户 {string}`,
		Run: func(w *world, ctx context.Context, oidPartner string) error {
			return w.control.DeleteMerchant(ctx, oidPartner)
		}},
	{English: `the merchant's profile says:`,
		Chinese: `商户资料设为：`,
		Run:     (*world).changeProfile},
	{English: `the merchant's {field} is {string}`,
		Chinese: `商户资料的 {field} 设为 {string}`,
		Run: func(w *world, ctx context.Context, name string, value cellValue) error {
			return w.changeProfile(ctx, []cell{{name, string(value)}})
		}},
}

// account is a merchant number with the keys of both sides.
type account struct {
	oidPartner string
	signType   string
	signer     sign.Signer
	platform   sign.Keys
}

// actAs makes another account the one that acts.
func (w *world) actAs(ctx context.Context, oidPartner string) error {
	if w.account = w.accounts[oidPartner]; w.account != nil {
		return nil
	}
	profile, err := w.control.Merchant(ctx, oidPartner)
	if err != nil {
		return unknownName(err, "merchant", oidPartner, func() ([]string, error) { return w.merchantNumbers(ctx) })
	}
	m := &account{oidPartner: oidPartner, signType: "RSA", signer: sign.Signer{MD5: profile.MD5Key}, platform: sign.Keys{MD5: profile.MD5Key}}
	if profile.Keys.MerchantPrivatePEM != "" { // the platform does not have the private key of a merchant of its own
		if m.signer.Private, err = sign.ParsePrivateKey(profile.Keys.MerchantPrivatePEM); err != nil {
			return err
		}
	}
	if m.platform.Public, err = sign.ParsePublicKey(profile.Keys.PlatformPublicPEM); err != nil {
		return err
	}
	w.account, w.accounts[oidPartner] = m, m
	return nil
}

// nameOrders are what a scenario calls the orders of names in a signed text.
var nameOrders = map[string]sign.Order{"by bytes": sign.ByBytes, "without regard to case": sign.Folded}

// changeProfile changes members of the account's profile; limits.day_amount is a member of a member.
func (w *world) changeProfile(ctx context.Context, cells []cell) error {
	return w.putProfile(ctx, func(m *api.Merchant) error { return setAll(m, cells) })
}

// putProfile changes the account's profile.
func (w *world) putProfile(ctx context.Context, change func(*api.Merchant) error) error {
	profile, err := w.control.Merchant(ctx, w.account.oidPartner)
	if err != nil {
		return err
	}
	if err := change(&profile); err != nil {
		return err
	}
	stored, err := w.control.PutMerchant(ctx, profile)
	if err != nil {
		return err
	}
	w.account.signer.MD5, w.account.platform.MD5 = stored.MD5Key, stored.MD5Key
	return nil
}

// addMerchant adds a merchant with the simulator's own keys and a profile of which the cells name some members.
func (w *world) addMerchant(ctx context.Context, oidPartner string, cells []cell) error {
	profile := api.Merchant{OidPartner: oidPartner}
	if err := setAll(&profile, cells); err != nil {
		return err
	}
	delete(w.accounts, oidPartner) // one that was removed had other keys
	_, err := w.control.CreateMerchant(ctx, profile)
	return err
}

// ErrNoPrivateKey is the error of a request in the name of a merchant whose private key the platform does not have.
var ErrNoPrivateKey = message.Errorf("the platform does not have the merchant's private key, with which this request must be signed")

// signed completes a request of this account: its number, sign_type and sign.
func (m *account) signed(f wire.Fields) (wire.Fields, error) {
	if m.signType == "RSA" && m.signer.Private == nil {
		return nil, ErrNoPrivateKey
	}
	if !f.Has("oid_partner") {
		f = f.Set("oid_partner", m.oidPartner)
	}
	return m.signer.Sign(f, m.signType)
}
