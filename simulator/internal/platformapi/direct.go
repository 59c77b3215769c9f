package platformapi

import (
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// decideDirect places an order (protocol section 5).
func decideDirect(x *exchange) verdict {
	f := x.fields
	v := x.place(domain.Create{API: domain.Direct, URLReturn: f.Get("return_url"), AppID: f.Get("appid"), BaseURL: x.baseURL})
	if !v.OK() {
		return v
	}
	v.answer = present(
		"no_order", f.Get("no_order"),
		"user_id", f.Get("user_id"),
		"pay_type", f.Get("pay_type"),
		"oid_paybill", v.order.OidPaybill,
		"money_order", f.Get("money_order"), // the request's own spelling (RTY-2)
		"info_order", f.Get("info_order"),
		"payLoad", v.order.Payload,
	)
	return v
}

// decideRedirect places an order from the cashier form (protocol section 4).
func decideRedirect(x *exchange) verdict {
	f := x.fields
	return x.place(domain.Create{API: domain.Redirect, URLReturn: f.Get("url_return"), URLOrder: f.Get("url_order"), BankCode: f.Get("bank_code"),
		AcctName: f.Get("acct_name"), IDNo: f.Get("id_no")})
}

// place fills in the fields that both interfaces have, and lets the engine decide.
func (x *exchange) place(c domain.Create) verdict {
	f := x.fields
	fen, err := wire.ParseAmount(f.Get("money_order"))
	if err != nil {
		return verdict{Decision: domain.BadField("CHK-5", "money_order", err.Error())}
	}
	c.Fen = fen
	c.ValidOrder, _ = strconv.Atoi(f.Get("valid_order"))
	c.NoOrder, c.DtOrder, c.MoneyOrder = f.Get("no_order"), f.Get("dt_order"), f.Get("money_order")
	c.UserID, c.BusiPartner, c.NameGoods, c.InfoOrder = f.Get("user_id"), f.Get("busi_partner"), f.Get("name_goods"), f.Get("info_order")
	c.NotifyURL, c.PayType, c.SignType, c.ShareingData = f.Get("notify_url"), f.Get("pay_type"), f.Get("sign_type"), f.Get("shareing_data")
	created := x.sandbox.Create(x.journal.Request, x.merchant, c)
	v := verdict{Decision: created.Decision, noted: true, order: created.Order}
	if v.OK() {
		v.settle = func() { x.sandbox.PayAndDeliver(x.http.Context(), created.Order.OidPaybill) }
	}
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
