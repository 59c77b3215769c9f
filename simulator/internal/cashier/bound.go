package cashier

import (
	"slices"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// boundCards are the agreements that the payer of an order with terms may choose among: those whose pay type and bank the cashier takes, and
// the one that the merchant names.
func (v *visit) boundCards() []*domain.Agreement {
	o := v.order
	if !o.OfTheFamily() || len(o.Offered()) == 0 || v.sandbox == nil {
		return nil
	}
	return slices.DeleteFunc(v.sandbox.BoundCards(o.OidPartner, o.UserID), func(a *domain.Agreement) bool {
		fits := o.Takes(a.PayType) && (o.OnlyBank() == "" || o.OnlyBank() == a.Card.BankCode)
		return !fits && a.NoAgree != o.Terms.NoAgree
	})
}

// agreement is the one of boundCards with a number, or nil.
func (v *visit) agreement(noAgree string) *domain.Agreement {
	for _, a := range v.boundCards() {
		if a.NoAgree == noAgree {
			return a
		}
	}
	return nil
}

func boundPath(a *domain.Agreement) string { return "/bound/" + a.NoAgree }

// bound asks for the SMS code of a card that the payer has bound.
func (v *visit) bound() {
	a := v.agreement(mux.Vars(v.r)["no_agree"])
	if a == nil {
		v.to("")
		return
	}
	if v.payable() {
		v.show(v.boundPage(a, ""))
	}
}

func (v *visit) boundPage(a *domain.Agreement, wrong string) page.Page {
	other := v.otherWays()
	return v.codePage(boundPath(a), v.next(), a.Card, other, wrong)
}

// enterBound pays with a card that the payer has bound.
func (v *visit) enterBound() {
	a := v.agreement(mux.Vars(v.r)["no_agree"])
	if a == nil {
		v.stale()
		return
	}
	code := v.entered("sms_code")
	if _, ok := v.attempt(); ok && code == "" && v.order.State == domain.Waiting {
		v.refuse("PAY-2", "", message.New("no SMS code was entered: no attempt"))
		v.show(v.boundPage(a, v.text("wrongSMS")))
		return
	}
	rule := "PAY-2"
	if a.NoAgree == v.order.Terms.NoAgree {
		rule = "WEB-7"
	}
	v.pay(rule, domain.AgreementPayment(v.order, a, code), "/result")
}
