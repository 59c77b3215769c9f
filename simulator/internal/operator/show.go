package operator

import (
	"cmp"
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// ShowClock is platform time and what depends on it.
func ShowClock(c engine.Clock) api.Clock {
	state := c.ClockState()
	out := api.Clock{Mode: string(state.Mode), Now: api.At(state.Now), PlatformDate: wire.FormatDate(state.Now), ClearingDate: string(c.ClearingDate())}
	if due, ok := c.NextDue(); ok {
		out.NextDue = api.AtOrNull(due)
	}
	return out
}

// ShowProgress is how far the advance under way has come; without one it is a problem.NotFound.
func ShowProgress(c engine.Clock) (api.Progress, error) {
	p, ok := c.Progress()
	if !ok {
		return api.Progress{}, problem.NotFoundf("no advance is running in this sandbox")
	}
	return api.Progress{From: api.At(p.From), To: api.At(p.To), Now: api.At(p.Now), Ran: p.Ran, Sent: p.Sent, Left: p.Left}, nil
}

// ShowMerchant is the profile with everything in it but keys.
func ShowMerchant(m *domain.Merchant) api.Merchant {
	p := api.Merchant{
		OidPartner: m.OidPartner, Name: m.Name, Status: choice.Active, OrderIdentity: string(m.Identity), Products: list(m.Products),
		AllowedIPs: list(m.AllowedIPs), AllowedDomains: list(m.AllowedDomains), BlockedUsers: list(m.BlockedUsers),
		OptionalFields: list(m.OptionalFields), RiskStrict: m.RiskStrict, ClearingCutoff: m.ClearingCutoff, FeeRate: cmp.Or(m.FeeRate, "0"),
		FileEdition: string(m.FileEdition), ClearingTitle: new(!m.NoClearingTitle), Ack: choice.Lenient, SignOrder: string(sign.ByBytes), PublicKey: m.PublicKey, MD5Key: m.MD5Key, AutomaticPayments: []api.AutomaticPayment{},
		SMS: string(choice.SMSModes.Or(string(m.SMS))), RetryFields: string(choice.RetryFieldsValues.Or(string(m.RetryFields))),
		EbankBankCode: string(choice.EbankBankCodes.Or(string(m.EbankBankCode))), NotifyIdentity: list(m.NotifyIdentity), PlainPayload: m.PlainPayload,
		Refund: api.RefundPolicy{Outcome: cmp.Or(m.Refund.Outcome, domain.OutcomeSuccess), After: api.Duration(m.Refund.After)},
		Limits: api.Limits{
			PerTransaction: yuanOrNone(m.Limits.PerTransaction), DayAmount: yuanOrNone(m.Limits.DayAmount), DayCount: m.Limits.DayCount,
			MonthAmount: yuanOrNone(m.Limits.MonthAmount), MonthCount: m.Limits.MonthCount,
		},
	}
	if m.Suspended {
		p.Status = choice.Suspended
	}
	if m.StrictAck {
		p.Ack = choice.Strict
	}
	if m.FoldedOrder {
		p.SignOrder = string(sign.Folded)
	}
	if w := m.BankCutover; w.From != w.To {
		p.BankCutover = &api.Window{From: timeOfDay(w.From), To: timeOfDay(w.To)}
	}
	for _, a := range m.AutomaticPayments {
		p.AutomaticPayments = append(p.AutomaticPayments, api.AutomaticPayment{Match: a.Match, Outcome: a.Outcome, After: api.Duration(a.After),
			PayType: a.PayType, BankCode: a.BankCode})
	}
	return p
}

// list makes a list that is written as [] when it is empty.
func list(l []string) []string { return append([]string{}, l...) }

func yuanOrNone(fen int64) string {
	if fen == 0 {
		return ""
	}
	return wire.FormatFen(fen)
}

func timeOfDay(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// ShowKeys is all key material of a merchant that the simulator has.
func ShowKeys(m *domain.Merchant, platform *sign.PublicKey) (*api.Keys, error) {
	k := &api.Keys{MD5Key: m.MD5Key, PlatformPublicPEM: platform.PEM(), PlatformPublicBase64: platform.Base64()}
	if public := m.Keys().Public; public != nil {
		k.MerchantPublicPEM, k.MerchantPublicBase64 = public.PEM(), public.Base64()
	}
	if m.PrivateKey != "" {
		private, err := sign.ParsePrivateKey(m.PrivateKey)
		if err != nil {
			return nil, fmt.Errorf("merchant %s: %w", m.OidPartner, err)
		}
		k.MerchantPrivatePEM, k.MerchantPrivateBase64 = private.PKCS8PEM(), private.PKCS8Base64()
		k.MerchantPrivatePKCS1PEM, k.MerchantPrivatePKCS1Base64 = private.PKCS1PEM(), private.PKCS1Base64()
	}
	return k, nil
}

// accounts are the merchants' accounts for SFTP in a sandbox.
type accounts interface {
	SFTPUser(oidPartner string) string
	SFTPPassword(oidPartner string) string
}

// ShowSFTP is how a merchant fetches its clearing files over SFTP. server is what is the same for all merchants, nil without SFTP.
// The key is in the form that every client reads.
func ShowSFTP(server *api.SFTP, s accounts, m *domain.Merchant, keys *api.Keys) *api.SFTP {
	if server == nil {
		return nil
	}
	out := *server
	out.User, out.Password = s.SFTPUser(m.OidPartner), s.SFTPPassword(m.OidPartner)
	out.PrivateKey = keys.MerchantPrivatePKCS1PEM
	return &out
}
