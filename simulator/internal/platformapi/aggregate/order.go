package aggregate

import (
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// placeRedirect places an order from the cashier form (protocol section 4).
func placeRedirect(r *platformapi.Request) platformapi.Verdict {
	f := r.Fields
	return place(r, domain.Create{API: domain.Redirect, URLReturn: f.Get("url_return"), URLOrder: f.Get("url_order"), BankCode: f.Get("bank_code"),
		AcctName: f.Get("acct_name"), IDNo: f.Get("id_no")})
}

// placeDirect places an order to be paid with WeChat Pay or Alipay (protocol section 5).
func placeDirect(r *platformapi.Request) platformapi.Verdict {
	f := r.Fields
	v := place(r, domain.Create{API: domain.Direct, URLReturn: f.Get("return_url"), AppID: f.Get("appid"), BaseURL: r.BaseURL})
	if !v.OK() {
		return v
	}
	v.Answer = wire.FieldsOf(
		"no_order", f.Get("no_order"),
		"user_id", f.Get("user_id"),
		"pay_type", f.Get("pay_type"),
		"oid_paybill", v.Order.OidPaybill,
		"money_order", f.Get("money_order"), // the request's own spelling (RTY-2)
		"info_order", f.Get("info_order"),
		"payLoad", v.Order.Payload,
	)
	return v
}

// place fills in the fields that both interfaces have, and lets the engine decide.
func place(r *platformapi.Request, c domain.Create) platformapi.Verdict {
	f := r.Fields
	fen, err := wire.ParseAmount(f.Get("money_order"))
	if err != nil {
		return platformapi.Verdict{Decision: domain.BadField("CHK-5", "money_order", err.Error())}
	}
	c.Fen = fen
	c.ValidOrder, _ = strconv.Atoi(f.Get("valid_order"))
	c.NoOrder, c.DtOrder, c.MoneyOrder = f.Get("no_order"), f.Get("dt_order"), f.Get("money_order")
	c.UserID, c.BusiPartner, c.NameGoods, c.InfoOrder = f.Get("user_id"), f.Get("busi_partner"), f.Get("name_goods"), f.Get("info_order")
	c.NotifyURL, c.PayType, c.SignType, c.ShareingData = f.Get("notify_url"), f.Get("pay_type"), f.Get("sign_type"), f.Get("shareing_data")
	created := r.Sandbox.Create(r.Journal.Request, r.Merchant, c)
	v := platformapi.Verdict{Decision: created.Decision, Noted: true, Order: created.Order}
	if v.OK() {
		v.Settle = func() { r.Sandbox.PayAndDeliver(r.HTTP.Context(), v.Order.OidPaybill) }
	}
	return v
}
