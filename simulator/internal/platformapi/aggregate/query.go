package aggregate

import (
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// findPayment tells how a payment stands (protocol section 6).
func findPayment(r *platformapi.Request) platformapi.Verdict {
	f := r.Fields
	d, o := r.Sandbox.FindPayment(r.Merchant.OidPartner, domain.Name{NoOrder: f.Get("no_order"), DtOrder: f.Get("dt_order"), OidPaybill: f.Get("oid_paybill")})
	v := platformapi.Verdict{Decision: d}
	if !v.OK() {
		return v
	}
	v.Answer = append(wire.FieldsOf(
		"no_order", o.NoOrder,
		"dt_order", o.DtOrder,
		"oid_paybill", o.OidPaybill,
		"money_order", o.MoneyOrder,
		"result_pay", string(o.State),
		"settle_date", string(o.SettleDate),
		"pay_type", o.PaidPayType,
		"bank_code", o.ToldBankCode(r.Merchant),
		"info_order", o.InfoOrder,
	), detail(o, f.Get("query_version"))...)
	v.Settle = func() { r.Sandbox.PayAndDeliver(r.HTTP.Context(), o.OidPaybill) } // the answer is out of date when it comes
	return v
}

// detail is what a query's answer has outside the signature: query_version 1.1 and 4.0 add bank, reason of failure and card; otherwise
// the card is there for a verified payment alone.
func detail(o *domain.Order, version string) wire.Fields {
	paid, _ := o.Paid()
	card := paid.CardNo
	switch {
	case version == "1.1" || version == "4.0":
		memo := ""
		if code := o.LastFailure(); code != "" {
			memo = code.MessageFor("")
		}
		return wire.FieldsOf("bank_name", wire.BankName(o.PaidBankCode), "memo", memo, "card_no", card)
	case o.PaidPayType == "D":
		return wire.FieldsOf("card_no", card)
	}
	return nil
}

// findIssuer tells whose card it is (protocol section 11).
func findIssuer(r *platformapi.Request) platformapi.Verdict {
	number := r.Fields.Get("card_no")
	code, name, kind, ok := wire.LookupBIN(number)
	if !ok {
		return platformapi.Verdict{Decision: domain.Refused("CHK-7", wire.CodeUnknownBIN, "no bank is known for cards that begin with %s", strings.TrimSpace(number[:min(6, len(number))]))}
	}
	return platformapi.Verdict{
		Decision: domain.Accepted("CHK-7"),
		Answer:   wire.FieldsOf("card_no", number[len(number)-4:], "bank_code", code, "bank_name", name, "card_type", kind),
	}
}
