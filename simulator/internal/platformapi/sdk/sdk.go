// Package sdk stands in for the merchant's app and LianLian's SDK in it (products-in section 8): what the merchant's server signed for the
// app makes an order, which is paid, and the SDK's result comes back. It has no endpoint on the wire.
package sdk

import (
	"cmp"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Endpoint returns what takes an app's JSON, whose payer pays as the call says (SDK-3). A JSON with a token is of the new generation.
func Endpoint(c domain.AppCall) platformapi.Endpoint {
	if f, _ := wire.DecodeJSON(c.Request); f.Has("token") && !f.Has("sign") {
		return platformapi.Endpoint{Endpoint: wire.SDKToken, Source: anywhere, Decide: func(r *platformapi.Request) platformapi.Verdict { return open(r, c) }}
	}
	return platformapi.Endpoint{Endpoint: wire.SDKPay, Source: anywhere, Decide: func(r *platformapi.Request) platformapi.Verdict { return place(r, c) }}
}

// anywhere lets a request come from any address: apps are on the payers' phones.
func anywhere(*platformapi.Request) domain.Decision { return domain.Accepted("CHK-3") }

// place makes the order that the merchant's server signed, and pays it.
func place(r *platformapi.Request, c domain.AppCall) platformapi.Verdict {
	f := r.Fields
	offer := domain.OfferCards
	switch f.Get("pay_type") {
	case "D":
		offer = domain.OfferVerified
	case "P":
		offer = domain.OfferNew
	}
	v := platformapi.Place(r, platformapi.WithTerms(f, domain.SDK, domain.Terms{Offer: offer, Fixed: f.Get("flag_modify") == "1"}))
	switch {
	case !v.OK():
		return v
	case v.Order.State != domain.Waiting: // an automatic payment pays it
		return told(v.Order)
	}
	return pay(r, v.Order, c)
}

// open pays the bill of a token, or signs its agreement.
func open(r *platformapi.Request, c domain.AppCall) platformapi.Verdict {
	f := r.Fields
	ticket, now := r.Sandbox.Ticket(f.Get("token"))
	var order *domain.Order
	channel := ""
	switch {
	case ticket == nil:
	case ticket.Kind == domain.SigningTicket:
		channel = ticket.Terms.Channel
	default:
		_, order = r.Sandbox.FindPayment(ticket.OidPartner, domain.Name{OidPaybill: ticket.OidPaybill})
		if order != nil && order.Terms != nil {
			channel = order.Terms.Channel
		}
	}
	if d := domain.DecideAppToken(ticket, channel, r.Merchant.OidPartner, f, now); !d.OK() {
		return platformapi.Verdict{Decision: d}
	}
	if ticket.Kind == domain.SigningTicket {
		return bind(r, ticket, c)
	}
	return pay(r, order, c)
}

// pay pays an order as the app's payer does.
func pay(r *platformapi.Request, o *domain.Order, c domain.AppCall) platformapi.Verdict {
	var bound *domain.Agreement
	if c.CardNo == "" && c.Payment.PayType == "" {
		bound = r.Sandbox.Agreement(o.Terms.NoAgree)
	}
	paid, d := r.Sandbox.Pay(o.OidPaybill, domain.AppPayment(o, c, bound), c.Notify)
	if !d.OK() {
		return platformapi.Verdict{Decision: d, Order: o}
	}
	return told(paid)
}

// told is what the SDK tells the app of an order whose payment has been tried.
func told(o *domain.Order) platformapi.Verdict {
	v := platformapi.Verdict{Decision: domain.DecideAppPaid(o), Order: o}
	switch v.Code {
	case wire.CodeSuccess:
		v.Answer = domain.SDKResult(o)
	case wire.CodeStuck:
		v.Answer = wire.FieldsOf("result_pay", string(o.State))
	}
	return v
}

// defaultCard is the published card of a payer who names none.
func defaultCard() string {
	for _, card := range wire.Cards() {
		if card.Outcome == wire.OutcomeSuccess && card.Type == wire.CardDebit {
			return card.Number
		}
	}
	return ""
}

// bind makes the agreement of a signing (E8) with the payer's card, and gives back what signApply does.
func bind(r *platformapi.Request, t *domain.Ticket, c domain.AppCall) platformapi.Verdict {
	card := domain.DetailsOf(cmp.Or(c.CardNo, t.Card.Number, defaultCard()))
	card.AcctName, card.IDType, card.IDNo, card.BindMob = t.Card.AcctName, cmp.Or(t.Card.IDType, "0"), t.Card.IDNo, t.Card.BindMob
	switch outcome := cmp.Or(c.Payment.Outcome, domain.PaymentOf(domain.SigningPayType, "", card).Outcome); outcome {
	case domain.OutcomeSuccess:
	case domain.OutcomeProcessing:
		return platformapi.Verdict{Decision: domain.Refused("SDK-4", wire.CodeStuck, "the bank has not answered: nothing is signed")}
	default:
		return platformapi.Verdict{Decision: domain.Refused("SDK-4", wire.Code(outcome), "the bank refused the card: nothing is signed, and the token stays usable")}
	}
	if _, d := r.Sandbox.Sign(t.Token, card); !d.OK() {
		return platformapi.Verdict{Decision: d}
	}
	signed, _ := r.Sandbox.Ticket(t.Token)
	return platformapi.Verdict{Decision: domain.Accepted("SDK-1"), Answer: r.Sandbox.SigningReturn(signed)}
}
