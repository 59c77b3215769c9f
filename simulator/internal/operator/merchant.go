package operator

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// profile checks a profile and makes a merchant of it; omitted fields get their defaults. The error names the first invalid field. The
// merchant has the keys that were given and no private one.
func profile(p api.Merchant) (*domain.Merchant, error) {
	m := &domain.Merchant{
		OidPartner: p.OidPartner, Name: p.Name, Suspended: p.Status == choice.Suspended,
		Identity: choice.Identities.Or(p.OrderIdentity), Products: p.Products,
		AllowedIPs: p.AllowedIPs, AllowedDomains: p.AllowedDomains, BlockedUsers: p.BlockedUsers, OptionalFields: p.OptionalFields,
		RiskStrict: p.RiskStrict, ClearingCutoff: p.ClearingCutoff, FeeRate: cmp.Or(p.FeeRate, "0"), FileEdition: choice.Editions.Or(p.FileEdition),
		NoClearingTitle: p.ClearingTitle != nil && !*p.ClearingTitle, StrictAck: p.Ack == choice.Strict, FoldedOrder: p.SignOrder == string(sign.Folded), MD5Key: p.MD5Key,
		SMS: choice.SMSModes.Or(p.SMS), RetryFields: choice.RetryFieldsValues.Or(p.RetryFields), EbankBankCode: choice.EbankBankCodes.Or(p.EbankBankCode),
		NotifyIdentity: p.NotifyIdentity, PlainPayload: p.PlainPayload,
	}
	if m.Products == nil {
		m.Products = choice.Products.Values()
	}
	var v Validation
	v.Check("oid_partner", wire.IsOidPartner(m.OidPartner), "%q is no merchant number; write 18 digits such as 201304121000001004", m.OidPartner)
	v.OneOf("status", choice.Standings.Or(p.Status), choice.Standings.Values())
	v.OneOf("order_identity", string(m.Identity), choice.Identities.Values())
	for i, product := range m.Products {
		v.OneOf(fmt.Sprintf("products[%d]", i), product, choice.Products.Values())
	}
	for i, text := range m.AllowedIPs {
		v.Check(fmt.Sprintf("allowed_ips[%d]", i), isAddress(text), "%q is no address; write one such as 203.0.113.7, or a block such as 10.0.0.0/8", text)
	}
	for i, name := range m.AllowedDomains {
		v.Check(fmt.Sprintf("allowed_domains[%d]", i), hostName().MatchString(name), "%q is no host name; write it alone, such as shop.example.com", name)
	}
	for i, field := range m.OptionalFields {
		v.optional(fmt.Sprintf("optional_fields[%d]", i), field)
	}
	m.Limits = v.limits(p.Limits)
	m.Refund = domain.RefundPolicy{Outcome: cmp.Or(p.Refund.Outcome, domain.OutcomeSuccess), After: v.duration("refund.after", p.Refund.After)}
	v.outcome("refund.outcome", m.Refund.Outcome)
	v.timeOfDay("clearing_cutoff", m.ClearingCutoff)
	m.BankCutover = v.window("bank_cutover", p.BankCutover)
	v.Error("fee_rate", clearing.CheckRate(m.FeeRate))
	v.OneOf("file_edition", string(m.FileEdition), choice.Editions.Values())
	v.OneOf("sign_order", string(choice.SignOrders.Or(p.SignOrder)), choice.SignOrders.Values())
	v.Check("md5_key", sign.TrimMD5Key(p.MD5Key) == p.MD5Key, "has a line break, a blank or a byte order mark around the key; leave it out")
	v.OneOf("ack", choice.Acks.Or(p.Ack), choice.Acks.Values())
	v.OneOf("sms", string(m.SMS), choice.SMSModes.Values())
	v.OneOf("retry_fields", string(m.RetryFields), choice.RetryFieldsValues.Values())
	v.OneOf("ebank_bank_code", string(m.EbankBankCode), choice.EbankBankCodes.Values())
	for i, field := range m.NotifyIdentity {
		v.OneOf(fmt.Sprintf("notify_identity[%d]", i), field, choice.IdentityFields.Values())
	}
	if p.PublicKey != "" {
		key, err := sign.ParsePublicKey(p.PublicKey)
		v.Error("public_key", err)
		if err == nil {
			m.Register(key)
		}
	}
	for i, a := range p.AutomaticPayments {
		m.AutomaticPayments = append(m.AutomaticPayments, v.automatic(fmt.Sprintf("automatic_payments[%d].", i), a))
	}
	return m, v.first
}

var hostName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*$`)
})

func isAddress(text string) bool {
	if _, err := netip.ParseAddr(text); err == nil {
		return true
	}
	_, err := netip.ParsePrefix(text)
	return err == nil
}

func (v *Validation) optional(path, field string) {
	for _, e := range wire.Endpoints() {
		for _, row := range e.Fields.Rows {
			needed := row.Name == field && row.Required && !slices.Contains(choice.OptionalFields, field)
			v.Check(path, !needed, "no merchant may leave out %s, since the platform cannot do without it; write %s", field, strings.Join(choice.OptionalFields, ", "))
		}
	}
	v.OneOf(path, field, choice.OptionalFields)
}

func (v *Validation) limits(l api.Limits) domain.Limits {
	v.Check("limits.day_count", l.DayCount >= 0, "%d is negative; leave it out for no limit", l.DayCount)
	v.Check("limits.month_count", l.MonthCount >= 0, "%d is negative; leave it out for no limit", l.MonthCount)
	return domain.Limits{
		PerTransaction: v.amount("limits.per_transaction", l.PerTransaction),
		DayAmount:      v.amount("limits.day_amount", l.DayAmount), DayCount: l.DayCount,
		MonthAmount: v.amount("limits.month_amount", l.MonthAmount), MonthCount: l.MonthCount,
	}
}

func (v *Validation) automatic(prefix string, a api.AutomaticPayment) domain.AutomaticPayment {
	for _, field := range slices.Sorted(maps.Keys(a.Match)) {
		v.OneOf(prefix+"match", field, domain.AutomaticPaymentFields)
		v.Error(prefix+"match."+field, domain.CheckGlob(a.Match[field]))
	}
	v.outcome(prefix+"outcome", a.Outcome)
	v.method(prefix, a.PayType, a.BankCode)
	return domain.AutomaticPayment{Match: a.Match, Outcome: a.Outcome, After: v.duration(prefix+"after", a.After), PayType: a.PayType, BankCode: a.BankCode}
}
