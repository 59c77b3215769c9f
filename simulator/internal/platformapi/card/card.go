// Package card has the endpoints of card payment on the merchant's server (products-in section 5): payment with a code by SMS (E10, E11)
// and binding (E12, E13).
package card

import (
	"cmp"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Endpoints lists the endpoints of this product.
func Endpoints() []platformapi.Endpoint {
	endpoint := func(e wire.Endpoint, decide func(*platformapi.Request) platformapi.Verdict, echoed ...string) platformapi.Endpoint {
		return platformapi.Endpoint{Endpoint: e, Source: platformapi.AllowedIPs, FaultPoint: choice.AtAccept, Decide: decide, Answer: platformapi.SignedJSON, Echoed: echoed}
	}
	return []platformapi.Endpoint{
		endpoint(wire.CardPrepay, prepay, "no_order"),
		endpoint(wire.CardPay, pay, "no_order"),
		endpoint(wire.CardBind, bind),
		endpoint(wire.CardBindVerify, bindVerify),
	}
}

// prepay asks to pay with a card, and for a code.
func prepay(r *platformapi.Request) platformapi.Verdict {
	c := platformapi.WithTerms(r.Fields, domain.Card, domain.Terms{Offer: domain.OfferCards})
	if v := platformapi.Common(r, &c); !v.OK() {
		return v
	}
	out := r.Sandbox.Prepay(r.Journal.Request, r.Merchant, c)
	v := paid(r, out)
	switch {
	case !v.OK():
	case out.Ticket != nil:
		v.Answer = append(v.Answer, wire.FieldsOf("token", out.Ticket.Token, "sms_flag", "1")...)
	default:
		v.Answer = append(v.Answer, wire.FieldsOf("result_pay", string(domain.Success), "sms_flag", "0")...)
	}
	return v
}

// pay brings the code.
func pay(r *platformapi.Request) platformapi.Verdict {
	f := r.Fields
	fen, err := wire.ParseAmount(f.Get("money_order"))
	if err != nil {
		return platformapi.Verdict{Decision: domain.BadField("CHK-5", "money_order", "%s", message.Of(err))}
	}
	return paid(r, r.Sandbox.PayWithCode(r.Journal.Request, r.Merchant, platformapi.Code{Token: f.Get("token"), UserID: f.Get("user_id"), NoOrder: f.Get("no_order"), Fen: fen, Code: f.Get("verify_code")}))
}

// paid is the verdict on a card payment: the order, and once it is paid its clearing date and the agreement.
func paid(r *platformapi.Request, out platformapi.CardPaid) platformapi.Verdict {
	v := platformapi.Verdict{Decision: out.Decision, Noted: true, Order: out.Order}
	if !v.OK() {
		return v
	}
	o := out.Order
	v.Settle = func() { r.Sandbox.PayAndDeliver(r.HTTP.Context(), o.OidPaybill) }
	v.Answer = wire.FieldsOf("no_order", o.NoOrder, "dt_order", o.DtOrder, "oid_paybill", o.OidPaybill, "money_order", cmp.Or(r.Fields.Get("money_order"), o.MoneyOrder),
		"info_order", o.InfoOrder, "settle_date", string(o.SettleDate), "no_agree", o.PaidAgreement())
	return v
}

// bind asks to bind a card to a user, and for a code.
func bind(r *platformapi.Request) platformapi.Verdict {
	f := r.Fields
	card := domain.DetailsOf(f.Get("card_no"))
	card.AcctName, card.IDType, card.IDNo, card.BindMob = f.Get("acct_name"), f.Get("id_type"), f.Get("id_no"), f.Get("bind_mob")
	out := r.Sandbox.Bind(r.Journal.Request, r.Merchant, domain.Ticket{UserID: f.Get("user_id"), NoOrder: f.Get("no_order"), DtOrder: f.Get("dt_order"),
		PayType: f.Get("pay_type"), SignType: f.Get("sign_type"), Card: card})
	v := platformapi.Verdict{Decision: out.Decision, Noted: true}
	switch {
	case !v.OK():
	case out.Ticket != nil:
		v.Answer = wire.FieldsOf("user_id", f.Get("user_id"), "no_order", f.Get("no_order"), "dt_order", f.Get("dt_order"), "token", out.Ticket.Token)
	default:
		v.Answer = bound(out.Agreement, f.Get("no_order"))
	}
	return v
}

// bindVerify brings the code of a binding.
func bindVerify(r *platformapi.Request) platformapi.Verdict {
	f := r.Fields
	out := r.Sandbox.BindWithCode(r.Journal.Request, r.Merchant, f.Get("token"), f.Get("user_id"), f.Get("no_order"), f.Get("verify_code"))
	v := platformapi.Verdict{Decision: out.Decision, Noted: true}
	if v.OK() {
		v.Answer = bound(out.Agreement, out.Ticket.NoOrder)
	}
	return v
}

// bound is the answer of a card that has been bound: the last four digits of its number, and the agreement.
func bound(a *domain.Agreement, noOrder string) wire.Fields {
	number := a.Card.Number
	return wire.FieldsOf("user_id", a.UserID, "card_no", number[max(0, len(number)-4):], "no_agree", a.NoAgree, "no_order", noOrder)
}
