package cashier

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// entry is a card entered for an attempt of an order.
type entry struct {
	path  string // of its form: card, verified
	n     int
	phone string
	card  domain.CardEntry
}

// entryPurpose is what the key of an entry is made for: two tabs with different cards do not get into each other's way.
func (v *visit) entryPurpose(e entry) []string {
	return append(v.purpose("entry", e.n), e.path, e.card.Number, e.card.Name, e.card.IDNo, e.phone)
}

// entry is the card that was entered before, or what became of the order where it is not known any more.
func (v *visit) entry() (e entry, ok bool) {
	key := mux.Vars(v.r)["entry"]
	if e, ok = v.entries.get(key); ok {
		ok = v.tokens.Valid(key, v.entryPurpose(e)...)
	}
	return e, ok
}

// sms asks for the code that was sent to the payer's phone.
func (v *visit) sms() {
	e, ok := v.entry()
	switch {
	case v.order.State != domain.Waiting, ok && e.n < v.next():
		v.to("/result")
	case !ok:
		v.notice = v.text("stale")
		v.methodsPage().Write(v.w, http.StatusConflict)
	default:
		v.show(v.smsPage(e, ""))
	}
}

func (v *visit) smsPage(e entry, wrong string) page.Page {
	bank, _, _, _ := wire.LookupBIN(e.card.Number)
	return v.render("sms", view{Title: v.text("sms"), Self: "/sms/" + mux.Vars(v.r)["entry"], N: e.n, Page: struct {
		Action, Back, Wrong, Card, Bank, Phone, Code string
	}{v.pages + "/sms/" + mux.Vars(v.r)["entry"], v.pages + "/" + e.path, wrong, domain.Masked(e.card.Number), bankName(bank, v.lang),
		e.phone[:3] + "****" + e.phone[7:], wire.SMSCode}})
}

// enterSMS pays with the card.
func (v *visit) enterSMS() {
	e, ok := v.entry()
	if !ok {
		v.stale()
		return
	}
	code := v.entered("sms_code")
	if code == "" {
		v.refuse("PAY-2", "", "no SMS code was entered: no attempt")
		v.show(v.smsPage(e, v.text("wrongSMS")))
		return
	}
	card := e.card
	card.SMSCode = code
	v.pay("PAY-2", domain.CardPayment(v.order, card, e.path == "verified"), "/result")
}
