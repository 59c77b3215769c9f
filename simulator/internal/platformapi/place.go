package platformapi

import (
	"cmp"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Place lets the engine decide on a request for an order.
func Place(r *Request, c domain.Create) Verdict {
	if v := Common(r, &c); !v.OK() {
		return v
	}
	return placed(r, r.Sandbox.Create(r.Journal.Request, r.Merchant, c))
}

// PlaceBill is Place for an order whose page has a token.
func PlaceBill(r *Request, c domain.Create) (Verdict, *domain.Ticket) {
	if v := Common(r, &c); !v.OK() {
		return v, nil
	}
	created, ticket := r.Sandbox.CreateBill(r.Journal.Request, r.Merchant, c)
	return placed(r, created), ticket
}

// Common fills in the fields that all requests for an order have. The verdict refuses an amount that is none.
func Common(r *Request, c *domain.Create) Verdict {
	f := r.Fields
	fen, err := wire.ParseAmount(f.Get("money_order"))
	if err != nil {
		return Verdict{Decision: domain.BadField("CHK-5", "money_order", "%s", message.Of(err))}
	}
	c.Fen = fen
	c.ValidOrder, _ = strconv.Atoi(f.Get("valid_order"))
	c.NoOrder, c.DtOrder, c.MoneyOrder = f.Get("no_order"), f.Get("dt_order"), f.Get("money_order")
	c.UserID, c.BusiPartner, c.NameGoods, c.InfoOrder = f.Get("user_id"), f.Get("busi_partner"), f.Get("name_goods"), f.Get("info_order")
	c.NotifyURL, c.SignType, c.ShareingData = f.Get("notify_url"), f.Get("sign_type"), f.Get("shareing_data")
	c.PayType = cmp.Or(c.PayType, f.Get("pay_type"))
	return Verdict{Decision: domain.Accepted("CHK-7")}
}

// placed is the verdict on a request that the engine has decided.
func placed(r *Request, created engine.Created) Verdict {
	v := Verdict{Decision: created.Decision, Noted: true, Order: created.Order}
	if v.OK() {
		v.Settle = func() { r.Sandbox.PayAndDeliver(r.HTTP.Context(), v.Order.OidPaybill) }
	}
	return v
}

// WithTerms is what a request for one of the products beside aggregate payment says more of the payer, the card and the way back.
func WithTerms(f wire.Fields, api domain.API, t domain.Terms) domain.Create {
	t.BackURL, t.IDType, t.BindMob = f.Get("back_url"), f.Get("id_type"), f.Get("bind_mob")
	t.CardNo, t.NoAgree = f.Get("card_no"), f.Get("no_agree")
	if t.NoAgree != "" { // the agreement says whose card it is
		t.CardNo = ""
	}
	return domain.Create{API: api, Terms: &t, URLReturn: f.Get("url_return"), URLOrder: f.Get("url_order"), BankCode: f.Get("bank_code"),
		AcctName: f.Get("acct_name"), IDNo: f.Get("id_no")}
}
