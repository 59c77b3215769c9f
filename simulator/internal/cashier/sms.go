package cashier

import (
	"fmt"
	"net/http"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// entry is a card entered for an attempt of an order.
type entry struct {
	path string // of its form: card, verified, newVerified
	n    int
	card domain.CardEntry
}

// size is about how many bytes an entry keeps alive under its key.
func (e entry) size(key string) int {
	return len(key) + len(e.card.Name) + len(e.card.IDNo) + len(e.card.Number)
}

// entryPurpose is what the key of an entry is made for: two tabs with different cards do not get into each other's way.
func (v *visit) entryPurpose(e entry) []string {
	return append(v.purpose("entry", e.n), e.path, e.card.Number, e.card.Name, e.card.IDNo, e.card.Phone)
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
	case !ok || !v.offers(cardTypes(e.path)...):
		v.notice = v.text("stale")
		v.methodsPage().Write(v.w, http.StatusConflict)
	default:
		v.show(v.smsPage(e, ""))
	}
}

func (v *visit) smsPage(e entry, wrong string) page.Page {
	return v.codePage("/sms/"+mux.Vars(v.r)["entry"], e.n, domain.CardDetails{Number: e.card.Number, BindMob: e.card.Phone}, v.pages+"/"+e.path, wrong)
}

// codePage asks for the code that was sent for a card. path is the page's own; other leads to another card, or is "".
func (v *visit) codePage(path string, n int, card domain.CardDetails, other, wrong string) page.Page {
	return v.render("sms", view{Title: v.text("sms"), Self: path, N: n,
		Page: v.codeForm(v.pages+path, card, other, wrong, fmt.Sprintf(v.text("payAmount"), v.order.MoneyOrder))})
}

// codeForm is what the page shows that asks for a code. button is what its button says.
func (v *visit) codeForm(action string, card domain.CardDetails, other, wrong, button string) any {
	bank, _, _, _ := wire.LookupBIN(card.Number)
	sent := v.text("smsSentBound")
	if phone := card.BindMob; len(phone) == 11 {
		sent = fmt.Sprintf(v.text("smsSent"), phone[:3]+"****"+phone[7:])
	}
	return struct {
		Action, Back, Wrong, Card, Bank, Sent, Code, Button string
	}{action, other, wrong, domain.Masked(card.Number), bankName(bank, v.lang), sent, wire.SMSCode, button}
}

// enterSMS pays with the card.
func (v *visit) enterSMS() {
	e, ok := v.entry()
	if !ok || !v.offers(cardTypes(e.path)...) {
		v.stale()
		return
	}
	code := v.entered("sms_code")
	if code == "" {
		v.refuse("PAY-2", "", message.New("no SMS code was entered: no attempt"))
		v.show(v.smsPage(e, v.text("wrongSMS")))
		return
	}
	card := e.card
	card.SMSCode = code
	v.pay("PAY-2", domain.CardPayment(v.order, card, verifiedTypes[e.path]), "/result")
}
