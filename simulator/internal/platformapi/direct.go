package platformapi

import (
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// decideDirect places an order (protocol section 5).
func decideDirect(x *exchange) verdict {
	f := x.fields
	fen, err := wire.ParseAmount(f.Get("money_order"))
	if err != nil {
		return verdict{Decision: domain.BadField("CHK-5", "money_order", err.Error())}
	}
	valid, _ := strconv.Atoi(f.Get("valid_order"))
	created := x.sandbox.Create(x.journal, x.merchant, domain.Create{
		API: domain.Direct, NoOrder: f.Get("no_order"), DtOrder: f.Get("dt_order"), MoneyOrder: f.Get("money_order"), Fen: fen,
		ValidOrder: valid, UserID: f.Get("user_id"), BusiPartner: f.Get("busi_partner"), NameGoods: f.Get("name_goods"),
		InfoOrder: f.Get("info_order"), NotifyURL: f.Get("notify_url"), URLReturn: f.Get("return_url"), PayType: f.Get("pay_type"),
		SignType: f.Get("sign_type"), ShareingData: f.Get("shareing_data"),
	}, func(o *domain.Order) string { return payload(x.baseURL, f.Get("appid"), o) })
	v := verdict{Decision: created.Decision, noted: true}
	if !v.OK() {
		return v
	}
	o := created.Order
	v.answer = present(
		"no_order", f.Get("no_order"),
		"user_id", f.Get("user_id"),
		"pay_type", f.Get("pay_type"),
		"oid_paybill", o.OidPaybill,
		"money_order", f.Get("money_order"), // the request's own spelling (RTY-2)
		"info_order", f.Get("info_order"),
		"payLoad", o.Payload,
	)
	v.settle = func() { x.sandbox.PayAndDeliver(x.http.Context(), o.OidPaybill) }
	return v
}

// present makes fields of names and values in turn, leaving out empty values.
func present(namesAndValues ...string) wire.Fields {
	f := make(wire.Fields, 0, len(namesAndValues)/2+4)
	for i := 0; i < len(namesAndValues); i += 2 {
		if namesAndValues[i+1] != "" {
			f = append(f, wire.Field{Name: namesAndValues[i], Value: namesAndValues[i+1]})
		}
	}
	return f
}
