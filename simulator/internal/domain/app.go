package domain

import (
	"cmp"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// AppCall is what an app hands to the SDK, and how its payer pays.
type AppCall struct {
	Request []byte  // the app's JSON
	CardNo  string  // that the payer pays with; "" for the one that the request names
	Payment Payment // an Outcome of "" is that of the card, or success
	Notify  bool    // whether a success is notified
}

// AppResult is what the SDK gives back to the app, and what decided it.
type AppResult struct {
	Decision
	Fields  wire.Fields // in ascending order of names (SDK-1, SDK-4)
	Request uint64      // id in the journal
	Order   *Order      // nil where the request is about none
}

// AppPayment is the payment of an app's order: with the card that the payer or the request names, which has its outcome (PAY-2), unless
// the operator gives one, or with the agreement a. a is nil where the payer names a card or the request no agreement.
func AppPayment(o *Order, c AppCall, a *Agreement) Payment {
	p := c.Payment
	var card CardDetails
	switch number := cmp.Or(c.CardNo, o.Terms.CardNo); {
	case a != nil:
		card = a.Card
	case number == "" || p.PayType != "" && !ByCard(p.PayType):
		p.Outcome = cmp.Or(p.Outcome, OutcomeSuccess)
		return p
	default:
		card = DetailsOf(number)
		card.AcctName, card.IDType, card.IDNo, card.BindMob = o.AcctName, cmp.Or(o.Terms.IDType, "0"), o.IDNo, o.Terms.BindMob
	}
	payType := p.PayType
	if payType == "" {
		payType = cardPayType(o, card, a)
	}
	if !ByCard(payType) {
		p.Outcome = cmp.Or(p.Outcome, OutcomeSuccess)
		return p
	}
	paid := PaymentOf(payType, "", card)
	if a != nil {
		paid.NoAgree, paid.Card = a.NoAgree, nil
	}
	if d := DecideCard(payType, o.BankCode, card); !d.OK() && paid.Outcome != string(wire.CodeBadCard) {
		paid.Outcome = string(d.Code)
	}
	paid.Outcome, paid.After = cmp.Or(p.Outcome, paid.Outcome), p.After
	return paid
}

// cardPayType returns the pay type of an app's payment: the agreement's or the card's own, where the order takes it.
func cardPayType(o *Order, card CardDetails, a *Agreement) string {
	offered := o.Offered()
	if a != nil && slices.Contains(offered, a.PayType) {
		return a.PayType
	}
	if slices.Contains(offered, card.Kind) {
		return card.Kind
	}
	return offered[0]
}

// DecideAppToken reports whether an app can use a token of a bill or a signing (UNI-9): it is the merchant's and the user's, alive, made
// for an app, and for the order and amount that the app names. t is nil where it is not known.
func DecideAppToken(t *Ticket, channel, oidPartner string, f wire.Fields, now time.Time) Decision {
	if t != nil && t.OidPartner != oidPartner {
		t = nil
	}
	if d := DecidePageTicket(t, now); !d.OK() {
		return d
	}
	if t.Kind == SigningTicket && t.Ended == TicketUsed { // its page shows the agreement, an app has had it
		return Refused("UNI-1", wire.CodeDeadToken, "the token has been used")
	}
	if channel != "0" && channel != "1" {
		return Refused("UNI-9", wire.CodeDeadToken, "the token was made with flag_chnl %s, for a page: an app takes one that was made with 0 (Android) or 1 (iOS)", channel)
	}
	if user := f.Get("user_id"); user != "" && user != t.UserID {
		return Refused("UNI-9", wire.CodeDeadToken, "the token is of user %s, and the app says %s", t.UserID, user)
	}
	if number := f.Get("no_order"); number != "" && number != t.NoOrder {
		return BadField("UNI-9", "no_order", "the token is for no_order %s, and the app says %s", t.NoOrder, number)
	}
	if money := f.Get("money_order"); money != "" && t.MoneyOrder != "" {
		said, _ := wire.ParseAmount(money)
		if due, _ := wire.ParseAmount(t.MoneyOrder); said != due {
			return BadField("UNI-9", "money_order", "the token is for money_order %s, and the app says %s", t.MoneyOrder, money)
		}
	}
	return Accepted("UNI-9")
}

// SDKResult is what the SDK says of a paid order, with a field for all that the captured one has, empty ones too, and unsigned (SDK-1).
func SDKResult(o *Order) wire.Fields {
	return wire.Fields{
		{Name: "agreementno", Value: o.PaidAgreement()},
		{Name: "dt_order", Value: o.DtOrder},
		{Name: "info_order", Value: o.InfoOrder},
		{Name: "money_order", Value: o.MoneyOrder},
		{Name: "no_order", Value: o.NoOrder},
		{Name: "oid_partner", Value: o.OidPartner},
		{Name: "oid_paybill", Value: o.OidPaybill},
		{Name: "result_pay", Value: string(o.State)},
		{Name: "settle_date", Value: string(o.SettleDate)},
		{Name: "sign_type", Value: o.SignType},
	}
}

// DecideAppPaid is what the SDK tells of an order whose payment has been tried: SDK-1 where it is paid, else SDK-4 with the code of the
// failure, or with 2008 where the bank has not answered yet.
func DecideAppPaid(o *Order) Decision {
	n := len(o.Attempts)
	switch {
	case o.State == Success:
		return Accepted("SDK-1")
	case n > 0 && o.Attempts[n-1].State == AttemptFailed:
		code := o.Attempts[n-1].Code
		return Refused("SDK-4", code, "attempt %d failed with %s: order %s is %s", n, code, o.OidPaybill, o.State)
	}
	return Refused("SDK-4", wire.CodeStuck, "attempt %d waits for the bank: notification and query will tell", n)
}
