package engine

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// ErrNotSigned is the error of a signing that has no agreement yet.
var ErrNotSigned = message.Errorf("nothing has been signed: there is no agreement to take to the merchant")

// Bills are the unified cashier's bills and signings, with the tokens of their pages (UNI-1 to UNI-10).
type Bills struct{ *core }

// CreateBill is Create for the unified cashier: an accepted request gets a token for the order's page, and the tokens before it open
// nothing any more (UNI-5). The ticket is nil where the request is refused.
func (e Bills) CreateBill(request uint64, m *domain.Merchant, c domain.Create) (out Created, ticket *domain.Ticket) {
	e.update(func(t *tx) {
		t.request, ticket = request, nil
		if out = t.create(m, c); out.Order == nil {
			return
		}
		o := out.Order
		ticket = t.issue(&domain.Ticket{Kind: domain.PageTicket, OidPartner: o.OidPartner, UserID: o.UserID, OidPaybill: o.OidPaybill,
			NoOrder: o.NoOrder, DtOrder: o.DtOrder, MoneyOrder: c.MoneyOrder})
		t.note(journal.Changed(SubjectOf(o), "UNI-1", string(o.State), message.New("token %s opens the order's page for 30 minutes", ticket.Token)))
	})
	return out, ticket
}

// CreateSigning gives out the token of a page that makes an agreement (E8). Nothing else comes of the request: no order, no money.
func (e Bills) CreateSigning(request uint64, s domain.Ticket) (ticket *domain.Ticket) {
	e.update(func(t *tx) {
		t.request = request
		signing := s
		signing.Kind = domain.SigningTicket
		ticket = t.issue(&signing)
		about := journal.Subject{OidPartner: s.OidPartner, NoOrder: s.NoOrder}
		t.note(journal.Decided(about, "CHK-7", string(wire.CodeSuccess), message.Message{}))
		t.note(journal.Changed(about, "UNI-1", "", message.New("token %s opens the signing page for 30 minutes", ticket.Token)))
	})
	return ticket
}

// Ticket returns the ticket with a token, whatever became of it, or nil, and platform time.
func (e Bills) Ticket(token string) (*domain.Ticket, time.Time) {
	r := e.present()
	return r.Ticket(token), e.clock.Now()
}

// PageTicket returns the ticket that opens an order's page, or did until it was too old; nil where no token was given out for it.
func (e Bills) PageTicket(oidPaybill string) *domain.Ticket {
	for _, x := range e.present().TicketsOf(oidPaybill) {
		if x.Kind == domain.PageTicket && x.Ended == domain.TicketOpen {
			return x
		}
	}
	return nil
}

// Sign binds the card that the payer has entered on a signing page. A card that is bound to the user already keeps its agreement, and a
// signing that has its agreement keeps that. The agreement is nil where the decision refuses: the token opens nothing any more, or the user is
// another person (BIND-1).
func (e Bills) Sign(token string, c domain.CardDetails) (a *domain.Agreement, d domain.Decision) {
	e.update(func(t *tx) {
		a = nil
		x := t.Ticket(token)
		if d = domain.DecidePageTicket(x, t.now); !d.OK() {
			return
		}
		if x.Ended == domain.TicketUsed {
			a = t.Agreement(x.NoAgree)
			return
		}
		bound := t.AgreementsOf(x.OidPartner, x.UserID)
		if d = domain.DecidePerson(bound, x.UserID, c); !d.OK() {
			return
		}
		if a = domain.BoundTo(bound, c.Number, domain.SigningPayType); a == nil {
			a = t.bind(x.OidPartner, x.UserID, domain.SigningPayType, c, "BIND-3")
		}
		x = x.Copy()
		x.Ended, x.NoAgree = domain.TicketUsed, a.NoAgree
		t.PutTicket(x)
	})
	return a, d
}

// SigningReturn is what a signing page posts to url_return, signed: the message of signApply.
func (e Bills) SigningReturn(x *domain.Ticket) wire.Fields {
	f := signingMessage(x)
	return f.Set("sign", signAs(Keys(e).Signer(e.store.Read().Merchant(x.OidPartner)), f))
}

// signingMessage is the message of signApply before it is signed.
func signingMessage(x *domain.Ticket) wire.Fields {
	return wire.FieldsOf("agreeno", x.NoAgree, "oid_partner", x.OidPartner, "repayment_no", x.NoOrder, "sign_type", x.SignType, "user_id", x.UserID)
}

// SigningForm is the form that the payer's browser posts to url_return: SigningReturn in the layout of the signing's channel.
func (e Bills) SigningForm(x *domain.Ticket) wire.Fields {
	return Posted(x.ReturnLayout(), e.SigningReturn(x))
}

// MayReturnSigning reports whether a payer can be sent back to the merchant of a signing. The error is ErrNoReturn, or says why the
// simulator does not send anything to the address.
func (e Bills) MayReturnSigning(ctx context.Context, x *domain.Ticket) error {
	if x.URLReturn == "" {
		return ErrNoReturn
	}
	return e.poster.Permits(ctx, x.URLReturn)
}

// ReturnSigning sends the payer of a signing back to the merchant, again where the payer asks for it. On success the caller must have the browser
// post SigningForm to url_return. ErrReturn is a fault.
func (e Bills) ReturnSigning(ctx context.Context, token string) (err error) {
	x, _ := e.Ticket(token)
	if x == nil || x.NoAgree == "" {
		return ErrNotSigned
	}
	if err := e.MayReturnSigning(ctx, x); err != nil {
		return err
	}
	posted := e.SigningReturn(x)
	e.update(func(t *tx) {
		err = nil
		text := message.New("the payer's browser takes the agreement to %s", x.URLReturn)
		if t.matchFault("return", posted) != nil {
			err, text = ErrReturn, message.New("the payer's browser never takes the agreement to %s", x.URLReturn)
		}
		t.note(journal.Delivered(ticketSubject(x), "UNI-4", "handed-over", text, journal.Delivery{URL: x.URLReturn, ContentType: wire.FormType,
			Body: wire.EncodeForm(Posted(x.ReturnLayout(), posted)), Variant: "return"}))
	})
	return err
}
