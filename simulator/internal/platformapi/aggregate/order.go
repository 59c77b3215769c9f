package aggregate

import (
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// placeRedirect places an order from the cashier form (protocol section 4).
func placeRedirect(r *platformapi.Request) platformapi.Verdict {
	f := r.Fields
	return platformapi.Place(r, domain.Create{API: domain.Redirect, URLReturn: f.Get("url_return"), URLOrder: f.Get("url_order"), BankCode: f.Get("bank_code"),
		AcctName: f.Get("acct_name"), IDNo: f.Get("id_no")})
}

// placeDirect places an order to be paid with WeChat Pay or Alipay (protocol section 5).
func placeDirect(r *platformapi.Request) platformapi.Verdict {
	f := r.Fields
	v := platformapi.Place(r, domain.Create{API: domain.Direct, URLReturn: f.Get("return_url"), AppID: f.Get("appid"), BaseURL: r.BaseURL})
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
