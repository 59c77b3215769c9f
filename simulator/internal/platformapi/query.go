package platformapi

import (
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// decideQuery tells how a payment stands (protocol section 6).
func decideQuery(x *exchange) verdict {
	f := x.fields
	found := x.sandbox.FindPayment(x.merchant.OidPartner, domain.Name{NoOrder: f.Get("no_order"), DtOrder: f.Get("dt_order"), OidPaybill: f.Get("oid_paybill")})
	v := verdict{Decision: found.Decision}
	if !v.OK() {
		return v
	}
	o := found.Order
	v.answer = present(
		"no_order", o.NoOrder,
		"dt_order", o.DtOrder,
		"oid_paybill", o.OidPaybill,
		"money_order", o.MoneyOrder,
		"result_pay", string(o.State),
		"settle_date", o.SettleDate,
		"pay_type", o.PaidPayType,
		"bank_code", o.PaidBankCode,
		"info_order", o.InfoOrder,
	)
	v.settle = func() { x.sandbox.PayAndDeliver(x.http.Context(), o.OidPaybill) } // the answer is out of date when it comes
	v.unsigned = detail(o, f.Get("query_version"))
	return v
}

// detail is what a query's answer has outside the signature: version 1.1, and 4.0 like it, add bank, reason of failure and card; 1.0
// has the card of a verified payment alone.
func detail(o *domain.Order, version string) wire.Fields {
	card := ""
	for _, a := range o.Attempts {
		if a.State == domain.AttemptSuccess {
			card = a.CardNo
		}
	}
	switch {
	case version == "1.1" || version == "4.0":
		memo := ""
		if code := o.LastFailure(); code != "" {
			memo = code.MessageFor("")
		}
		return present("bank_name", wire.BankName(o.PaidBankCode), "memo", memo, "card_no", card)
	case o.PaidPayType == "D":
		return present("card_no", card)
	}
	return nil
}

// decideCardBIN tells whose card it is (protocol section 11).
func decideCardBIN(x *exchange) verdict {
	number := x.fields.Get("card_no")
	code, name, kind, ok := wire.LookupBIN(number)
	if !ok {
		return verdict{Decision: domain.Refused("CHK-7", wire.CodeUnknownBIN, "no bank is known for cards that begin with "+strings.TrimSpace(number[:min(6, len(number))]))}
	}
	return verdict{
		Decision: domain.Accepted("CHK-7"),
		answer:   present("card_no", number[len(number)-4:], "bank_code", code, "bank_name", name, "card_type", kind),
	}
}
