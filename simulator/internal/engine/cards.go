package engine

import (
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Cards are the payments and bindings that a merchant's server makes with its users' cards (MPAY-1 to MPAY-15, BIND-1 to BIND-5).
type Cards struct{ *core }

// CardPaid is what came of a card payment. Order is nil where the request was refused before it was about an order, Ticket where no code
// was sent, Attempt zero where nothing was tried.
type CardPaid struct {
	Decision domain.Decision
	Order    *domain.Order
	Ticket   *domain.Ticket
	Attempt  domain.Attempt
}

// Prepay places an order, or takes its retry, and sends a code for it; where the merchant's profile wants none, it pays at once (E10).
func (e Cards) Prepay(request uint64, m *domain.Merchant, c domain.Create) (out CardPaid) {
	e.update(func(t *tx) {
		t.request = request
		created := t.create(m, c)
		out = CardPaid{Decision: created.Decision, Order: created.Order}
		if !created.Decision.OK() {
			return
		}
		if o := created.Order; o.State != domain.Waiting { // an automatic payment pays it
			out.Attempt = o.Attempts[len(o.Attempts)-1]
			out.Decision = bankSays(out.Attempt)
			t.noteDecision(m, o.NoOrder, o, out.Decision)
			return
		}
		card, bound := t.cardOf(m, c)
		if domain.NeedsCode(m, bound) {
			out.Decision = domain.Decision{Rule: "MPAY-2", Code: wire.CodeSMSSent}
			out.Ticket = t.sendCode(&domain.Ticket{Kind: domain.PaymentTicket, OidPartner: m.OidPartner, UserID: c.UserID, OidPaybill: out.Order.OidPaybill,
				NoOrder: c.NoOrder, DtOrder: out.Order.DtOrder, MoneyOrder: c.MoneyOrder, PayType: c.PayType, NoAgree: c.Terms.NoAgree, Card: card})
			return
		}
		t.payByCard(m, &out, domain.PaymentOf(c.PayType, c.Terms.NoAgree, card))
	})
	e.wake()
	return out
}

// cardOf returns the card of a request, and whether it is bound to the user.
func (t *tx) cardOf(m *domain.Merchant, c domain.Create) (card domain.CardDetails, bound bool) {
	if a := t.Agreement(c.Terms.NoAgree); a != nil {
		return a.Card, true
	}
	card = cardIn(c)
	return card, domain.BoundTo(t.AgreementsOf(m.OidPartner, c.UserID), card.Number, c.PayType) != nil
}

// cardIn is the card that a request spells out.
func cardIn(c domain.Create) domain.CardDetails {
	card := domain.DetailsOf(c.Terms.CardNo)
	card.AcctName, card.IDType, card.IDNo, card.BindMob = c.AcctName, c.Terms.IDType, c.IDNo, c.Terms.BindMob
	return card
}

// sendCode issues a ticket whose code goes to the payer's phone. Every phone is a test phone: the code is always the same, and shown.
func (t *tx) sendCode(x *domain.Ticket) *domain.Ticket {
	x.Code, x.CodeAt = wire.SMSCode, t.now
	t.issue(x)
	phone := x.Card.BindMob
	if phone == "" {
		phone = "the phone of the bound card"
	}
	t.note(journal.Changed(ticketSubject(x), "MPAY-2", "", fmt.Sprintf("code %s sent to %s; token %s", x.Code, phone, x.Token)))
	return x
}

// ticketSubject is what an entry about a ticket is about.
func ticketSubject(x *domain.Ticket) journal.Subject {
	return journal.Subject{OidPartner: x.OidPartner, NoOrder: x.NoOrder, OidPaybill: x.OidPaybill}
}

// PayWithCode pays with the code of a token (E11).
func (e Cards) PayWithCode(request uint64, m *domain.Merchant, token, noOrder string, fen int64, code string) (out CardPaid) {
	e.update(func(t *tx) {
		t.request = request
		out = CardPaid{}
		x := t.Ticket(token)
		out.Decision = t.decideCode(m, x, noOrder, fen, code)
		if x != nil && x.OidPartner == m.OidPartner {
			out.Order = t.Order(x.OidPaybill)
		}
		if out.Decision.OK() {
			t.payByCard(m, &out, domain.PaymentOf(x.PayType, x.NoAgree, x.Card))
			x = t.Ticket(token)
			t.endTicket(x, domain.TicketUsed)
			return
		}
		t.noteDecision(m, noOrder, out.Order, out.Decision)
	})
	e.wake()
	return out
}

// decideCode judges a code in the order of products-in section 14: token, its term, number and amount, the code's term, the code.
func (t *tx) decideCode(m *domain.Merchant, x *domain.Ticket, noOrder string, fen int64, code string) domain.Decision {
	if d := domain.DecideToken(x, domain.PaymentTicket, m.OidPartner, t.now); !d.OK() {
		if x != nil && x.OidPartner == m.OidPartner && x.Kind == domain.PaymentTicket && x.Ended == domain.TicketUsed {
			if paid := domain.DecidePay(m, t.Order(x.OidPaybill), domain.Usage{}); paid.Code == wire.CodeAlreadyPaid || paid.Code == wire.CodeInProgress {
				paid.Rule = "MPAY-11"
				return paid
			}
		}
		return d
	}
	if x.NoOrder != noOrder {
		return domain.BadField("MPAY-8", "no_order", "the token is for no_order "+x.NoOrder+", and this request says "+noOrder)
	}
	if due, _ := wire.ParseAmount(x.MoneyOrder); due != fen {
		return domain.BadField("MPAY-8", "money_order", "the token is for money_order "+x.MoneyOrder+", and this request says "+wire.FormatFen(fen))
	}
	next, d := domain.TryCode(x, code, t.now)
	if next != x {
		t.PutTicket(next)
	}
	return d
}

// payByCard makes an attempt, and the decision of what the bank says: MPAY-9 a success or a refusal, MPAY-10 nothing yet.
func (t *tx) payByCard(m *domain.Merchant, out *CardPaid, p domain.Payment) {
	before := len(out.Order.Attempts)
	o, d := t.pay(m, out.Order, p, true)
	out.Order, out.Decision = o, d
	if len(o.Attempts) > before {
		out.Attempt = o.Attempts[len(o.Attempts)-1]
		out.Decision = bankSays(out.Attempt)
	}
	t.noteDecision(m, o.NoOrder, o, out.Decision)
}

// bankSays is the decision that a new attempt comes to.
func bankSays(a domain.Attempt) domain.Decision {
	switch a.State {
	case domain.AttemptSuccess:
		return domain.Accepted("MPAY-9")
	case domain.AttemptFailed:
		return domain.Refused("MPAY-9", a.Code, fmt.Sprintf("the bank refused attempt %d: the order is WAITING and can be paid again (RTY-4)", a.N))
	}
	return domain.Refused("MPAY-10", wire.CodeStuck, fmt.Sprintf("attempt %d waits for the bank: notification and query will tell", a.N))
}

// CardBound is what came of a binding: the ticket of the code that was sent, or the agreement that was made.
type CardBound struct {
	Decision  domain.Decision
	Ticket    *domain.Ticket
	Agreement *domain.Agreement
}

// Bind takes a card to bind, and sends a code; where the merchant's profile wants none, it binds at once (E12). x says what is bound.
func (e Cards) Bind(request uint64, m *domain.Merchant, x domain.Ticket) (out CardBound) {
	e.update(func(t *tx) {
		t.request = request
		out = CardBound{}
		asked := x
		asked.Kind, asked.OidPartner = domain.BindingTicket, m.OidPartner
		out.Decision = t.decideBinding(&asked)
		switch {
		case !out.Decision.OK():
		case domain.NeedsCode(m, false):
			out.Decision = domain.Decision{Rule: "MPAY-2", Code: wire.CodeSMSSent}
			out.Ticket = t.sendCode(&asked)
		default:
			out.Agreement = t.bind(m.OidPartner, asked.UserID, asked.PayType, asked.Card, "BIND-3")
			out.Decision = domain.Accepted("BIND-3")
		}
		t.note(journal.Decided(ticketSubject(&asked), out.Decision.Rule, string(out.Decision.Code), out.Decision.Reason))
	})
	return out
}

// decideBinding judges what a binding asks for (BIND-1, BIND-2, MPAY-14).
func (t *tx) decideBinding(x *domain.Ticket) domain.Decision {
	if x.Card.BankCode == "" {
		return domain.Refused("PAY-2", wire.CodeBadCard, "no bank is known for this card: use one of the test cards")
	}
	bound := t.AgreementsOf(x.OidPartner, x.UserID)
	for _, d := range []domain.Decision{domain.DecideCard(x.PayType, "", x.Card), domain.DecidePerson(bound, x.UserID, x.Card),
		domain.DecideBinding(bound, x.UserID, x.PayType, x.Card)} {
		if !d.OK() {
			return d
		}
	}
	return domain.Accepted("BIND-3")
}

// BindWithCode binds the card of a token with its code (E13).
func (e Cards) BindWithCode(request uint64, m *domain.Merchant, token, userID, noOrder, code string) (out CardBound) {
	e.update(func(t *tx) {
		t.request = request
		out = CardBound{}
		x := t.Ticket(token)
		out.Decision = t.decideBindCode(m, x, userID, noOrder, code)
		about := journal.Subject{OidPartner: m.OidPartner, NoOrder: noOrder}
		if out.Decision.OK() {
			out.Agreement = t.bind(m.OidPartner, x.UserID, x.PayType, x.Card, "BIND-3")
			x = x.Copy()
			x.Ended, x.NoAgree = domain.TicketUsed, out.Agreement.NoAgree
			t.PutTicket(x)
			out.Ticket = x
		}
		t.note(journal.Decided(about, out.Decision.Rule, string(out.Decision.Code), out.Decision.Reason))
	})
	return out
}

func (t *tx) decideBindCode(m *domain.Merchant, x *domain.Ticket, userID, noOrder, code string) domain.Decision {
	if d := domain.DecideToken(x, domain.BindingTicket, m.OidPartner, t.now); !d.OK() {
		return d
	}
	if x.UserID != userID {
		return domain.Refused("BIND-4", wire.CodeDeadToken, "the token is for another user_id")
	}
	if noOrder != "" && x.NoOrder != noOrder {
		return domain.BadField("BIND-4", "no_order", "the token is for no_order "+x.NoOrder+", and this request says "+noOrder)
	}
	next, d := domain.TryCode(x, code, t.now)
	if next != x {
		t.PutTicket(next)
	}
	if d.OK() {
		return t.decideBinding(x)
	}
	return d
}
