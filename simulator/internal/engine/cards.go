package engine

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Cards are the payments and bindings that a merchant's server makes with its users' cards (MPAY-1 to MPAY-15, BIND-1 to BIND-5).
type Cards struct{ *core }

// CardPaid is what came of a card payment. Order is nil where the request was refused before it was about an order, Ticket where no code
// was sent.
type CardPaid struct {
	Decision domain.Decision
	Order    *domain.Order
	Ticket   *domain.Ticket
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
		if o := created.Order; created.Tried { // an automatic payment stands for the code and what the bank says
			out.Decision = bankSays(o.Attempts[len(o.Attempts)-1])
			t.noteDecision(m, o.NoOrder, o, out.Decision)
			return
		}
		card, bound := t.cardOf(m, c)
		if domain.NeedsCode(m, bound) {
			out.Decision = domain.Decision{Rule: "MPAY-2", Code: wire.CodeSMSSent}
			if created.Retry {
				out.Decision.Rule = "MPAY-4"
			}
			t.noteDecision(m, c.NoOrder, out.Order, out.Decision)
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
	card = domain.NamedCard(c.Terms, c.AcctName, c.IDNo)
	return card, domain.BoundTo(t.AgreementsOf(m.OidPartner, c.UserID), card.Number, c.PayType) != nil
}

// withOwnCard returns a payment that an operator or a rule makes with the card that the order's request spells out, unless it says with what
// else to pay.
func withOwnCard(p domain.Payment, o *domain.Order) domain.Payment {
	if !o.OfTheFamily() || o.Terms.CardNo == "" || p.Card != nil || p.NoAgree != "" || p.PayType != "" && p.PayType != o.PayType {
		return p
	}
	card := domain.NamedCard(o.Terms, o.AcctName, o.IDNo)
	if p.BankCode != "" && p.BankCode != card.BankCode {
		return p
	}
	if p.PayType == "" && o.PayType == "" && slices.Contains(o.Offered(), card.Kind) {
		p.PayType = card.Kind
	}
	p.BankCode, p.CardNo, p.Card = card.BankCode, domain.Masked(card.Number), &card
	return p
}

// sendCode issues a ticket whose code goes to the payer's phone. Every phone is a test phone: the code is always the same, and shown.
func (t *tx) sendCode(x *domain.Ticket) *domain.Ticket {
	x.Code, x.CodeAt = wire.SMSCode, t.now
	t.issue(x)
	phone := x.Card.BindMob
	if phone == "" {
		phone = "the phone of the bound card"
	}
	t.note(journal.Changed(ticketSubject(x), "MPAY-2", "", message.New("code %s sent to %s; token %s", x.Code, phone, x.Token)))
	return x
}

// ticketSubject is what an entry about a ticket is about.
func ticketSubject(x *domain.Ticket) journal.Subject {
	return journal.Subject{OidPartner: x.OidPartner, NoOrder: x.NoOrder, OidPaybill: x.OidPaybill}
}

// Code is what a merchant sends to pay with a code (E11). UserID is "" where it names no user.
type Code struct {
	Token, UserID, NoOrder, Code string
	Fen                          int64
}

// PayWithCode pays with the code of a token (E11). The token ends with the attempt that it makes; where none can be made, it stays.
func (e Cards) PayWithCode(request uint64, m *domain.Merchant, c Code) (out CardPaid) {
	e.update(func(t *tx) {
		t.request = request
		out = CardPaid{}
		x := t.Ticket(c.Token)
		if x != nil && x.OidPartner == m.OidPartner && x.Kind == domain.PaymentTicket {
			out.Order = t.Order(x.OidPaybill)
		}
		if out.Decision = t.decideCode(m, x, out.Order, c); !out.Decision.OK() {
			t.noteDecision(m, c.NoOrder, out.Order, out.Decision)
			return
		}
		if t.payByCard(m, &out, domain.PaymentOf(x.PayType, x.NoAgree, x.Card)) {
			t.endTicket(t.Ticket(c.Token), domain.TicketUsed)
		}
	})
	e.wake()
	return out
}

// decideCode judges a code in the order of products-in section 14: token, its term, number and amount, the code's term, the code. o is the
// token's order.
func (t *tx) decideCode(m *domain.Merchant, x *domain.Ticket, o *domain.Order, c Code) domain.Decision {
	if d := domain.DecideToken(x, domain.PaymentTicket, m.OidPartner, c.UserID, t.now); !d.OK() {
		if o != nil && x.Ended == domain.TicketUsed {
			if paid := unpayable(domain.DecidePay(m, o, domain.Usage{})); paid.Rule == "MPAY-11" {
				return paid
			}
		}
		return d
	}
	if x.NoOrder != c.NoOrder {
		return domain.BadField("MPAY-8", "no_order", "the token is for no_order %s, and this request says %s", x.NoOrder, c.NoOrder)
	}
	if due, _ := wire.ParseAmount(x.MoneyOrder); due != c.Fen {
		return domain.BadField("MPAY-8", "money_order", "the token is for money_order %s, and this request says %s", x.MoneyOrder, wire.FormatFen(c.Fen))
	}
	next, d := domain.TryCode(x, c.Code, t.now)
	if next != x {
		t.PutTicket(next)
	}
	return d
}

// unpayable gives the refusal of an order that is paid already, or being paid, the rule of card payment (MPAY-11).
func unpayable(d domain.Decision) domain.Decision {
	if d.Code == wire.CodeAlreadyPaid || d.Code == wire.CodeInProgress {
		d.Rule = "MPAY-11"
	}
	return d
}

// payByCard makes an attempt, and the decision of what the bank says: MPAY-9 a success or a refusal, MPAY-10 nothing yet. It returns false
// where there was none, since the order cannot be paid.
func (t *tx) payByCard(m *domain.Merchant, out *CardPaid, p domain.Payment) bool {
	before := len(out.Order.Attempts)
	o, d := t.pay(m, out.Order, p, true)
	tried := len(o.Attempts) > before
	switch {
	case !tried:
		d = unpayable(d)
	case d.Rule == "CLR-5":
		d = domain.Refused(d.Rule, wire.CodeBankCutover, "the bank refuses in its day-end cut-over: the order is WAITING and can be paid again (RTY-4)")
	default:
		d = bankSays(o.Attempts[len(o.Attempts)-1])
	}
	out.Order, out.Decision = o, d
	t.noteDecision(m, o.NoOrder, o, d)
	return tried
}

// bankSays is the decision that a new attempt comes to.
func bankSays(a domain.Attempt) domain.Decision {
	switch a.State {
	case domain.AttemptSuccess:
		return domain.Accepted("MPAY-9")
	case domain.AttemptFailed:
		return domain.Refused("MPAY-9", a.Code, "the bank refused attempt %d: the order is WAITING and can be paid again (RTY-4)", a.N)
	}
	return domain.Refused("MPAY-10", wire.CodeStuck, "attempt %d waits for the bank: notification and query will tell", a.N)
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
		if out.Decision = t.decideBinding(&asked); out.Decision.OK() {
			out.Decision = room(out.Decision, t.e.noBytes(t.Held().Bytes, 0))
		}
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
	if d := domain.DecideToken(x, domain.BindingTicket, m.OidPartner, userID, t.now); !d.OK() {
		return d
	}
	if noOrder != "" && x.NoOrder != noOrder {
		return domain.BadField("BIND-4", "no_order", "the token is for no_order %s, and this request says %s", x.NoOrder, noOrder)
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
