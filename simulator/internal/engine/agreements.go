package engine

import (
	"fmt"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// Agreements are the cards that users have bound (BIND-1 to BIND-3, WEB-9).
type Agreements struct{ *core }

// AgreementFilter selects agreements; an empty field is no condition.
type AgreementFilter struct {
	OidPartner string
	UserID     string
	Bound      bool // only those that can be paid with
}

// Agreement returns the agreement with a no_agree, bound or not, or nil.
func (e Agreements) Agreement(noAgree string) *domain.Agreement {
	return e.store.Read().Agreement(noAgree)
}

// ListAgreements returns the agreements that a filter selects, oldest first.
func (e Agreements) ListAgreements(f AgreementFilter) []*domain.Agreement {
	var found []*domain.Agreement
	r := e.store.Read()
	for a := range r.AgreementsAfter("") {
		if (f.OidPartner == "" || a.OidPartner == f.OidPartner) && (f.UserID == "" || a.UserID == f.UserID) && (!f.Bound || a.Bound()) {
			found = append(found, a)
		}
	}
	return found
}

// BoundCards returns the agreements of a merchant's user that can be paid with, oldest first.
func (e Agreements) BoundCards(oidPartner, userID string) []*domain.Agreement {
	return slices.DeleteFunc(e.store.Read().AgreementsOf(oidPartner, userID), func(a *domain.Agreement) bool { return !a.Bound() })
}

// AddAgreement binds a card for the operator, without a code. The error is a conflict where BIND-1 or BIND-2 refuses.
func (e Agreements) AddAgreement(oidPartner, userID, payType string, c domain.CardDetails) (a *domain.Agreement, err error) {
	e.update(func(t *tx) {
		a, err = nil, nil
		bound := t.AgreementsOf(oidPartner, userID)
		d := domain.DecidePerson(bound, userID, c)
		if d.OK() {
			d = domain.DecideBinding(bound, userID, payType, c)
		}
		if !d.OK() {
			err = problem.Conflictf("%s (%s, %s)", d.Reason, d.Rule, d.Code)
			return
		}
		a = t.bind(oidPartner, userID, payType, c, "BIND-3")
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
		t.note(journal.Operated(journal.Subject{OidPartner: a.OidPartner}, "agreement "+noAgree+" of user "+a.UserID+" unbound",
			journal.Operation{Call: journal.CallUnbind}.With("no_agree", noAgree)))
	})
	return a, err
}

// bind makes an agreement (BIND-3).
func (t *tx) bind(oidPartner, userID, payType string, c domain.CardDetails, rule string) *domain.Agreement {
	a := &domain.Agreement{NoAgree: t.NextNumber(t.now), OidPartner: oidPartner, UserID: userID, PayType: payType, Card: c, CreatedAt: t.now}
	t.PutAgreement(a)
	t.note(journal.Changed(journal.Subject{OidPartner: oidPartner}, rule, "bound",
		fmt.Sprintf("card %s of user %s is bound with pay_type %s: no_agree %s", domain.Masked(c.Number), userID, payType, a.NoAgree)))
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
