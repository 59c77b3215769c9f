package platformapi

import (
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Place fills in the fields that all requests for an order have, and lets the engine decide.
func Place(r *Request, c domain.Create) Verdict {
	f := r.Fields
	fen, err := wire.ParseAmount(f.Get("money_order"))
	if err != nil {
		return Verdict{Decision: domain.BadField("CHK-5", "money_order", err.Error())}
	}
	c.Fen = fen
	c.ValidOrder, _ = strconv.Atoi(f.Get("valid_order"))
	c.NoOrder, c.DtOrder, c.MoneyOrder = f.Get("no_order"), f.Get("dt_order"), f.Get("money_order")
	c.UserID, c.BusiPartner, c.NameGoods, c.InfoOrder = f.Get("user_id"), f.Get("busi_partner"), f.Get("name_goods"), f.Get("info_order")
	c.NotifyURL, c.PayType, c.SignType, c.ShareingData = f.Get("notify_url"), f.Get("pay_type"), f.Get("sign_type"), f.Get("shareing_data")
	created := r.Sandbox.Create(r.Journal.Request, r.Merchant, c)
	v := Verdict{Decision: created.Decision, Noted: true, Order: created.Order}
	if v.OK() {
		v.Settle = func() { r.Sandbox.PayAndDeliver(r.HTTP.Context(), v.Order.OidPaybill) }
	}
	return v
}

// PlaceWithTerms is Place for the products beside aggregate payment, whose requests say more of the payer, the card and the way back.
func PlaceWithTerms(r *Request, api domain.API, t domain.Terms) Verdict {
	f := r.Fields
	t.BackURL, t.IDType, t.BindMob = f.Get("back_url"), f.Get("id_type"), f.Get("bind_mob")
	t.CardNo, t.NoAgree = f.Get("card_no"), f.Get("no_agree")
	if t.NoAgree != "" { // the agreement says whose card it is
		t.CardNo = ""
	}
	return Place(r, domain.Create{API: api, Terms: &t, URLReturn: f.Get("url_return"), URLOrder: f.Get("url_order"), BankCode: f.Get("bank_code"),
		AcctName: f.Get("acct_name"), IDNo: f.Get("id_no")})
}
