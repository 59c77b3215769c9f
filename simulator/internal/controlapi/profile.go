package controlapi

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var (
	identities = []string{string(domain.ByNumber), string(domain.ByDateAndNumber), string(domain.ByFourElements)}
	editions   = []string{"2018", "2021"}
	payTypes   = []string{"0", "1", "2", "3", "8", "9", "D", "F", "I", "L", "M", "W", "Y"}
	matchable  = []string{"user_id", "money_order", "name_goods", "no_order", "pay_type"}
)

// Profile makes a merchant of a profile; what the profile leaves out gets its default. The error names the field that makes no
// sense. The merchant has the keys that were given and no private one.
func Profile(p api.Merchant) (*domain.Merchant, error) {
	m := &domain.Merchant{
		OidPartner: p.OidPartner, Name: p.Name, Suspended: p.Status == "suspended",
		Identity: domain.Identity(or(p.OrderIdentity, identities[0])), Products: p.Products,
		AllowedIPs: p.AllowedIPs, AllowedDomains: p.AllowedDomains, BlockedUsers: p.BlockedUsers, OptionalFields: p.OptionalFields,
		RiskStrict: p.RiskStrict, ClearingCutoff: p.ClearingCutoff, FeeRate: or(p.FeeRate, "0"), FileEdition: or(p.FileEdition, editions[0]),
		MD5Key: p.MD5Key,
	}
	if m.Products == nil {
		m.Products = sandbox.Products
	}
	var v validation
	v.check("oid_partner", isMerchantNumber(m.OidPartner), "%q is no merchant number; write 18 digits such as 201304121000001004", m.OidPartner)
	v.oneOf("status", or(p.Status, "active"), []string{"active", "suspended"})
	v.oneOf("order_identity", string(m.Identity), identities)
	for i, product := range m.Products {
		v.oneOf(fmt.Sprintf("products[%d]", i), product, sandbox.Products)
	}
	for i, text := range m.AllowedIPs {
		v.check(fmt.Sprintf("allowed_ips[%d]", i), isAddress(text), "%q is no address; write one such as 203.0.113.7, or a block such as 10.0.0.0/8", text)
	}
	for i, name := range m.AllowedDomains {
		v.check(fmt.Sprintf("allowed_domains[%d]", i), hostName.MatchString(name), "%q is no host name; write it alone, such as shop.example.com", name)
	}
	for i, field := range m.OptionalFields {
		v.oneOf(fmt.Sprintf("optional_fields[%d]", i), field, requiredFields())
	}
	m.Limits = v.limits(p.Limits)
	m.Refund = domain.RefundPolicy{Outcome: or(p.Refund.Outcome, domain.OutcomeSuccess), After: v.duration("refund.after", p.Refund.After)}
	v.outcome("refund.outcome", m.Refund.Outcome)
	v.timeOfDay("clearing_cutoff", m.ClearingCutoff)
	m.BankCutover = v.window("bank_cutover", p.BankCutover)
	v.error("fee_rate", clearing.CheckRate(m.FeeRate))
	v.oneOf("file_edition", m.FileEdition, editions)
	if p.PublicKey != "" {
		key, err := sign.ParsePublicKey(p.PublicKey)
		v.error("public_key", err)
		if err == nil {
			m.PublicKey = key.PEM()
		}
	}
	for i, a := range p.AutomaticPayments {
		m.AutomaticPayments = append(m.AutomaticPayments, v.automatic(fmt.Sprintf("automatic_payments[%d].", i), a))
	}
	return m, v.first
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
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

// requiredFields are the fields that some request must have, and that a merchant can be allowed to leave out.
func requiredFields() []string {
	var names []string
	for _, e := range wire.Endpoints() {
		for _, row := range e.Fields.Rows {
			if row.Required && !slices.Contains(names, row.Name) {
				names = append(names, row.Name)
			}
		}
	}
	return names
}

// validation keeps the first thing that is wrong; the checks after it do nothing.
type validation struct{ first error }

func (v *validation) check(field string, ok bool, format string, args ...any) {
	if !ok && v.first == nil {
		v.first = invalid("%s: "+format, append([]any{field}, args...)...)
	}
}

func (v *validation) error(field string, err error) { v.check(field, err == nil, "%v", err) }

func (v *validation) oneOf(field, value string, known []string) {
	hint := "write " + strings.Join(known, ", ")
	if near := api.Nearest(value, known); near != "" {
		hint = "did you mean " + near + "?"
	}
	v.check(field, slices.Contains(known, value), "%q is not known; %s", value, hint)
}

func (v *validation) amount(field, text string) int64 {
	if text == "" {
		return 0
	}
	fen, err := wire.ParseAmount(text)
	v.error(field, err)
	return fen
}

func (v *validation) date(field, text string) {
	if text != "" {
		_, err := wire.ParseDate(text)
		v.error(field, err)
	}
}

func (v *validation) limits(l api.Limits) domain.Limits {
	v.check("limits.day_count", l.DayCount >= 0, "%d is negative; leave it out for no limit", l.DayCount)
	v.check("limits.month_count", l.MonthCount >= 0, "%d is negative; leave it out for no limit", l.MonthCount)
	return domain.Limits{
		PerTransaction: v.amount("limits.per_transaction", l.PerTransaction),
		DayAmount:      v.amount("limits.day_amount", l.DayAmount), DayCount: l.DayCount,
		MonthAmount: v.amount("limits.month_amount", l.MonthAmount), MonthCount: l.MonthCount,
	}
}

// maxDelay bounds what is scheduled ahead: longer than any refund or validity, far below what overflows.
const maxDelay = 10 * 366 * 24 * time.Hour

func (v *validation) duration(field string, d api.Duration) time.Duration {
	v.check(field, d >= 0, "%s is negative; time only goes forward", d)
	v.check(field, time.Duration(d) <= maxDelay, "%s is more than ten years", d)
	return time.Duration(d)
}

// outcome checks success, processing or a failure code.
func (v *validation) outcome(field, outcome string) {
	if outcome != domain.OutcomeProcessing {
		v.result(field, outcome)
	}
}

// result checks success or a failure code.
func (v *validation) result(field, outcome string) {
	ok := outcome == domain.OutcomeSuccess || wire.KnownCode(outcome) && wire.Code(outcome) != wire.CodeSuccess
	v.check(field, ok, "%q is neither success nor a failure code of the platform, such as 1100", outcome)
}

func (v *validation) timeOfDay(field, text string) int {
	if text == "" {
		return 0
	}
	t, err := time.Parse("15:04", text)
	v.check(field, err == nil && len(text) == len("15:04"), "%q is no time of day; write HH:mm such as 23:50", text)
	return t.Hour()*60 + t.Minute()
}

func (v *validation) window(field string, w *api.Window) domain.Window {
	if w == nil {
		return domain.Window{}
	}
	v.check(field+".from", w.From != "", "it is missing; write HH:mm such as 23:50")
	v.check(field+".to", w.To != "", "it is missing; write HH:mm such as 00:10")
	window := domain.Window{From: v.timeOfDay(field+".from", w.From), To: v.timeOfDay(field+".to", w.To)}
	v.check(field, window.From != window.To, "it begins and ends at %s; leave it out for no window", w.From)
	return window
}

func (v *validation) method(prefix, payType, bankCode string) {
	if payType != "" {
		v.oneOf(prefix+"pay_type", payType, payTypes)
	}
	known := len(bankCode) == 8 && strings.Trim(bankCode, "0123456789") == ""
	v.check(prefix+"bank_code", bankCode == "" || known, "%q is no bank; write 8 digits such as 01020000", bankCode)
}

func (v *validation) automatic(prefix string, a api.AutomaticPayment) domain.AutomaticPayment {
	for field := range a.Match {
		v.oneOf(prefix+"match", field, matchable)
	}
	v.outcome(prefix+"outcome", a.Outcome)
	v.method(prefix, a.PayType, a.BankCode)
	return domain.AutomaticPayment{Match: a.Match, Outcome: a.Outcome, After: v.duration(prefix+"after", a.After), PayType: a.PayType, BankCode: a.BankCode}
}
