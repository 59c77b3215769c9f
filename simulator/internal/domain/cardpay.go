package domain

import (
	"cmp"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// DecideCard judges a card that a request names before a code is sent: whether its type fits the pay_type, and its bank the bank_code,
// "" for any (MPAY-14). What the simulator does not know of a card is not judged.
func DecideCard(payType, bankCode string, c CardDetails) Decision {
	if payType == wire.CardDebit && c.Kind == wire.CardCredit || payType == wire.CardCredit && c.Kind == wire.CardDebit {
		return Refused("MPAY-14", wire.CodeWrongCardType, "pay_type is %s, and the card is %s", payType, cardKinds[c.Kind])
	}
	if bankCode != "" && c.BankCode != "" && bankCode != c.BankCode {
		return Refused("MPAY-14", wire.CodeWrongBank, "bank_code is %s, and the card is one of %s", bankCode, c.BankCode)
	}
	return Accepted("MPAY-14")
}

var cardKinds = map[string]message.Text{wire.CardDebit: "a debit card", wire.CardCredit: "a credit card"}

// NamedCard is the card that a request for an order spells out, with the person it belongs to.
func NamedCard(t *Terms, acctName, idNo string) CardDetails {
	c := DetailsOf(t.CardNo)
	c.AcctName, c.IDType, c.IDNo, c.BindMob = acctName, cmp.Or(t.IDType, "0"), idNo, t.BindMob
	return c
}

// DetailsOf returns a card with what its number says of it: bank and kind.
func DetailsOf(number string) CardDetails {
	c := CardDetails{Number: number}
	if bank, _, kind, ok := wire.LookupBIN(number); ok {
		c.BankCode, c.Kind = bank, kind
	}
	return c
}

// NeedsCode is MPAY-2: whether a payment or binding waits for a code by SMS. bound says that the card is bound to the user.
func NeedsCode(m *Merchant, bound bool) bool {
	switch m.SMS {
	case choice.SMSNever:
		return false
	case choice.SMSFirst:
		return !bound
	}
	return true
}

// DecideToken reports whether a code may be tried on a token: it is known, of this merchant and kind, and neither used, replaced, killed
// nor too old (MPAY-5, BIND-4). t is nil where it is not known, and userID "" where the request names no user.
func DecideToken(t *Ticket, kind TicketKind, oidPartner, userID string, now time.Time) Decision {
	rule := "MPAY-5"
	if kind == BindingTicket {
		rule = "BIND-4"
	}
	dead := func(text message.Text, args ...any) Decision {
		return Refused(rule, wire.CodeDeadToken, text, args...)
	}
	switch {
	case t == nil || t.Kind != kind || t.OidPartner != oidPartner:
		return dead("no such token of this merchant")
	case userID != "" && t.UserID != userID:
		return dead("the token is another user's than user_id %s", userID)
	case t.Ended == TicketReplaced:
		return dead("a newer token was given out for this order: use the newest (MPAY-4)")
	case t.Ended == TicketUsed:
		return dead("the token has been used")
	case t.Ended == TicketKilled:
		return dead("six wrong codes ended the token (MPAY-6): ask for a new code")
	case !now.Before(t.IssuedAt.Add(TicketLife)):
		return dead("the token was valid for 30 minutes, until %s: ask for a new code", human.Time(t.IssuedAt.Add(TicketLife)))
	}
	return Accepted(rule)
}

// TryCode judges a code and returns the ticket as it is then: a wrong one counts, the sixth ends the token (MPAY-6), one that came too late
// is told so (MPAY-7).
func TryCode(t *Ticket, code string, now time.Time) (*Ticket, Decision) {
	if !now.Before(t.CodeAt.Add(CodeLife)) {
		return t, Refused("MPAY-7", wire.CodeOldSMS, "the code was valid for 5 minutes, until %s: ask for a new one", human.Time(t.CodeAt.Add(CodeLife)))
	}
	if code == t.Code {
		return t, Accepted("MPAY-9")
	}
	next := t.Copy()
	next.Wrong++
	if next.Wrong < MaxCodes {
		return next, Refused("MPAY-6", wire.CodeBadSMS, "wrong code, the %d. of at most %d: the token stays usable", next.Wrong, MaxCodes-1)
	}
	next.Ended = TicketKilled
	return next, Refused("MPAY-6", wire.CodeTooManyCodes, "the sixth wrong code ends the token: ask for a new code")
}

// PaymentOf is the payment that a ticket is for, with the outcome that PAY-2 gives its card. card is the ticket's own or that of the
// agreement it names.
func PaymentOf(payType, noAgree string, card CardDetails) Payment {
	p := Payment{PayType: payType, BankCode: card.BankCode, CardNo: Masked(card.Number), Outcome: string(wire.CodeBadCard), NoAgree: noAgree, Card: &card}
	for _, known := range wire.Cards() {
		if known.Number == card.Number {
			p.Outcome = known.Outcome
		}
	}
	return p
}
