package engine

import (
	"iter"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Agreements are the cards that users have bound (BIND-1 to BIND-3, WEB-9).
type Agreements struct{ *core }

// Agreement returns the agreement with a no_agree, bound or not, or nil.
func (e Agreements) Agreement(noAgree string) *domain.Agreement {
	return e.present().Agreement(noAgree)
}

// AgreementsAfter yields the agreements above a no_agree, oldest first.
func (e Agreements) AgreementsAfter(noAgree string) iter.Seq[*domain.Agreement] {
	return e.present().AgreementsAfter(noAgree)
}

// AgreementsBefore yields the agreements below a no_agree, or all where it is "", newest first.
func (e Agreements) AgreementsBefore(noAgree string) iter.Seq[*domain.Agreement] {
	return e.present().AgreementsBefore(noAgree)
}

// OpenBindings returns the bindings that wait for their code, oldest first.
func (e Agreements) OpenBindings() []*domain.Ticket {
	var open []*domain.Ticket
	now, r := e.clock.Now(), e.present()
	for x := range r.Tickets() {
		if x.Kind == domain.BindingTicket && x.Lives(now) {
			open = append(open, x)
		}
	}
	slices.SortStableFunc(open, func(a, b *domain.Ticket) int { return a.IssuedAt.Compare(b.IssuedAt) })
	return open
}

// BoundCards returns the agreements of a merchant's user that can be paid with, oldest first.
func (e Agreements) BoundCards(oidPartner, userID string) []*domain.Agreement {
	return slices.DeleteFunc(e.store.Read().AgreementsOf(oidPartner, userID), func(a *domain.Agreement) bool { return !a.Bound() })
}

// AddAgreement binds a card for the operator, without a code. The error has the platform's code where a rule refuses (BIND-1, BIND-2,
// MPAY-14).
func (e Agreements) AddAgreement(oidPartner, userID, payType string, c domain.CardDetails) (a *domain.Agreement, err error) {
	e.update(func(t *tx) {
		a, err = nil, nil
		if t.Merchant(oidPartner) == nil {
			err = problem.New(problem.Invalid, "oid_partner", "there is no merchant %s in this sandbox", oidPartner)
			return
		}
		if err = refused(t.e.noBytes(t.Held().Bytes, 0)); err != nil {
			return
		}
		if d := t.decideBinding(&domain.Ticket{OidPartner: oidPartner, UserID: userID, PayType: payType, Card: c}); !d.OK() {
			err = problem.New(problem.Code(d.Code), "", "%s (%s, %s %s)", d.Reason, d.Rule, d.Code, d.Code.Message())
			return
		}
		from := len(t.batch.entries)
		a = t.bind(oidPartner, userID, payType, c, "BIND-3")
		t.detail(from, journal.Operation{Call: journal.CallBind}.With("user_id", userID).With("pay_type", payType).With("card_no", wire.MaskCards(c.Number)).
			With("acct_name", c.AcctName).With("id_type", c.IDType).With("id_no", c.IDNo).With("bind_mob", c.BindMob))
	})
	return a, err
}

// Unbind ends an agreement; orders that were paid with it stay as they are. It returns nil where there is none with that number, and a
// conflict where it has been unbound before.
func (e Agreements) Unbind(noAgree string) (a *domain.Agreement, err error) {
	e.update(func(t *tx) {
		err = nil
		if a = t.Agreement(noAgree); a == nil {
			return
		}
		if !a.Bound() {
			err = problem.Conflictf("agreement %s has been unbound before", noAgree)
			return
		}
		a = a.Copy()
		a.UnboundAt = t.now
		t.PutAgreement(a)
		t.note(journal.Operated(journal.Subject{OidPartner: a.OidPartner}, message.New("agreement %s of user %s unbound", noAgree, a.UserID),
			journal.Operation{Call: journal.CallUnbind}.With("no_agree", noAgree)))
	})
	return a, err
}

// bind makes an agreement (BIND-3).
func (t *tx) bind(oidPartner, userID, payType string, c domain.CardDetails, rule string) *domain.Agreement {
	a := &domain.Agreement{NoAgree: t.NextNumber(t.now), OidPartner: oidPartner, UserID: userID, PayType: payType, Card: c, CreatedAt: t.now}
	t.PutAgreement(a)
	t.note(journal.Changed(journal.Subject{OidPartner: oidPartner}, rule, "bound",
		message.New("card %s of user %s is bound with pay_type %s: no_agree %s", domain.Masked(c.Number), userID, payType, a.NoAgree)))
	return a
}

// bindPaid is WEB-9: the first success of a user with a card binds it. The attempt of the success then names the agreement.
func (t *tx) bindPaid(o *domain.Order, a *domain.Attempt) {
	if a.Card == nil || a.NoAgree != "" {
		return
	}
	if bound := domain.BoundTo(t.AgreementsOf(o.OidPartner, o.UserID), a.Card.Number, a.PayType); bound != nil {
		a.NoAgree = bound.NoAgree
		return
	}
	a.NoAgree = t.bind(o.OidPartner, o.UserID, a.PayType, *a.Card, "WEB-9").NoAgree
}
