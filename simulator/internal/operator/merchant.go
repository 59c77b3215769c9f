package operator

import (
	"cmp"
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var (
	identities = []string{string(domain.ByNumber), string(domain.ByDateAndNumber), string(domain.ByFourElements)}
	editions   = []string{"2018", "2021"}
	acks       = []string{"lenient", "strict"}
	signOrders = []string{string(sign.ByBytes), string(sign.Folded)}
)

// profile makes a merchant of a profile; what the profile leaves out gets its default. The error names the field that makes no
// sense. The merchant has the keys that were given and no private one.
func profile(p api.Merchant) (*domain.Merchant, error) {
	m := &domain.Merchant{
		OidPartner: p.OidPartner, Name: p.Name, Suspended: p.Status == "suspended",
		Identity: domain.Identity(cmp.Or(p.OrderIdentity, identities[0])), Products: p.Products,
		AllowedIPs: p.AllowedIPs, AllowedDomains: p.AllowedDomains, BlockedUsers: p.BlockedUsers, OptionalFields: p.OptionalFields,
		RiskStrict: p.RiskStrict, ClearingCutoff: p.ClearingCutoff, FeeRate: cmp.Or(p.FeeRate, "0"), FileEdition: cmp.Or(p.FileEdition, editions[0]),
		NoClearingTitle: p.ClearingTitle != nil && !*p.ClearingTitle, StrictAck: p.Ack == "strict", FoldedOrder: p.SignOrder == string(sign.Folded), MD5Key: p.MD5Key,
	}
	if m.Products == nil {
		m.Products = builtin.Products
	}
	var v Validation
	v.Check("oid_partner", isMerchantNumber(m.OidPartner), "%q is no merchant number; write 18 digits such as 201304121000001004", m.OidPartner)
	v.OneOf("status", cmp.Or(p.Status, "active"), []string{"active", "suspended"})
	v.OneOf("order_identity", string(m.Identity), identities)
	for i, product := range m.Products {
		v.OneOf(fmt.Sprintf("products[%d]", i), product, builtin.Products)
	}
	for i, text := range m.AllowedIPs {
		v.Check(fmt.Sprintf("allowed_ips[%d]", i), isAddress(text), "%q is no address; write one such as 203.0.113.7, or a block such as 10.0.0.0/8", text)
	}
	for i, name := range m.AllowedDomains {
		v.Check(fmt.Sprintf("allowed_domains[%d]", i), hostName.MatchString(name), "%q is no host name; write it alone, such as shop.example.com", name)
	}
	for i, field := range m.OptionalFields {
		v.optional(fmt.Sprintf("optional_fields[%d]", i), field)
	}
	m.Limits = v.limits(p.Limits)
	m.Refund = domain.RefundPolicy{Outcome: cmp.Or(p.Refund.Outcome, domain.OutcomeSuccess), After: v.Duration("refund.after", p.Refund.After)}
	v.Outcome("refund.outcome", m.Refund.Outcome)
	v.timeOfDay("clearing_cutoff", m.ClearingCutoff)
	m.BankCutover = v.window("bank_cutover", p.BankCutover)
	v.Error("fee_rate", clearing.CheckRate(m.FeeRate))
	v.OneOf("file_edition", m.FileEdition, editions)
	v.OneOf("sign_order", cmp.Or(p.SignOrder, signOrders[0]), signOrders)
	v.Check("md5_key", sign.TrimMD5Key(p.MD5Key) == p.MD5Key, "has a line break, a blank or a byte order mark around the key; leave it out")
	v.OneOf("ack", cmp.Or(p.Ack, acks[0]), acks)
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

var hostName = regexp.MustCompile(`^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*$`)

func isMerchantNumber(text string) bool {
	return len(text) == 18 && strings.Trim(text, "0123456789") == ""
}

func isAddress(text string) bool {
	if _, err := netip.ParseAddr(text); err == nil {
		return true
	}
	_, err := netip.ParsePrefix(text)
	return err == nil
}

// optionalFields are the required fields that a merchant can be allowed to leave out: those that describe the sale. What names an
// order or a refund, its amount, its way to pay, and where its result goes, the platform needs.
var optionalFields = []string{"name_goods", "user_id", "busi_partner", "risk_item", "userreq_ip", "timestamp", "version"}

func (v *Validation) optional(path, field string) {
	for _, e := range wire.Endpoints() {
		for _, row := range e.Fields.Rows {
			needed := row.Name == field && row.Required && !slices.Contains(optionalFields, field)
			v.Check(path, !needed, "no merchant may leave out %s, since the platform cannot do without it; write %s", field, strings.Join(optionalFields, ", "))
		}
	}
	v.OneOf(path, field, optionalFields)
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
	v.Outcome(prefix+"outcome", a.Outcome)
	v.Method(prefix, a.PayType, a.BankCode)
	return domain.AutomaticPayment{Match: a.Match, Outcome: a.Outcome, After: v.Duration(prefix+"after", a.After), PayType: a.PayType, BankCode: a.BankCode}
}
