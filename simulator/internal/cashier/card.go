package cashier

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// cardForm is what a payer enters on the page for cards, and on the one for verified payment.
type cardForm struct {
	CardNo, Name, IDNo, Phone string
}

// The payer that a click on a test card enters, where the merchant names none.
const (
	testName  = "张三"
	testIDNo  = "11010119900307123X"
	testPhone = "13800138000"
)

// cardPage shows the form. wrong is a message for each field that is.
func (v *visit) cardPage(path string, f cardForm, wrong map[string]string) page.Page {
	v.prefill(&f)
	return v.render("card", view{Title: v.text(path), Self: "/" + path, Page: cardPage{f, wrong, v.text("wrongFields"), v.text("testCardsText"), v.pages + "/" + path,
		v.order.NameFixed(), v.order.IDNoFixed(), v.cardHints()}})
}

// cardPage is what the page of a card's form shows.
type cardPage struct {
	Form              cardForm
	Wrong             map[string]string
	WrongText         string // above the form where something is wrong
	TestsText         string // above the test cards
	Path              string
	NameKept, IDsKept bool // the merchant says who pays
	Cards             []hint
}

// prefill enters who pays as far as the merchant says it.
func (v *visit) prefill(f *cardForm) {
	f.Name, f.IDNo = cmp.Or(f.Name, v.order.AcctName), cmp.Or(f.IDNo, v.order.IDNo)
	if v.order.Terms != nil {
		f.Phone = cmp.Or(f.Phone, v.order.Terms.BindMob)
	}
}

// cardPath is the last part of the form's path: card, verified or newVerified.
func (v *visit) cardPath() string { return v.r.URL.Path[strings.LastIndex(v.r.URL.Path, "/")+1:] }

// verifiedTypes are the pay types of the card forms that make a verified payment.
var verifiedTypes = map[string]string{"verified": "D", "newVerified": "P"}

// cardTypes returns the pay types that a card form can end in.
func cardTypes(path string) []string {
	if payType := verifiedTypes[path]; payType != "" {
		return []string{payType}
	}
	return []string{wire.CardDebit, wire.CardCredit}
}

// card is the form; with ?card= of a test card it is filled in.
func (v *visit) card() {
	if !v.offered(cardTypes(v.cardPath())...) || !v.payable() {
		return
	}
	var f cardForm
	if number := v.testCard(); number != "" {
		f = cardForm{CardNo: number, Phone: testPhone}
		v.prefill(&f)
		f.Name, f.IDNo = cmp.Or(f.Name, testName), cmp.Or(f.IDNo, testIDNo)
	}
	v.show(v.cardPage(v.cardPath(), f, nil))
}

// testCard is the test card that the request asks for, or "".
func (v *visit) testCard() string {
	for _, card := range wire.Cards() {
		if card.Number == v.r.URL.Query().Get("card") {
			return card.Number
		}
	}
	return ""
}

// enterCard takes the form. What is not well-formed is shown again with a message at the field; nothing is an attempt yet.
func (v *visit) enterCard() {
	if !v.offered(cardTypes(v.cardPath())...) {
		return
	}
	if _, ok := v.attempt(); !ok || v.order.State != domain.Waiting {
		v.stale()
		return
	}
	f := v.enteredCard()
	wrong := v.checkCard(f, v.order.AcctName)
	if len(wrong) > 0 {
		v.refuse("PAY-2", "", message.New("the card's form is not well-formed: no attempt"))
		v.show(v.cardPage(v.cardPath(), f, wrong))
		return
	}
	v.decide("PAY-2", wire.CodeSuccess, message.New("the card's form is well-formed: the SMS code is asked for, no attempt yet"))
	e := entry{v.cardPath(), v.next(), f.entry()}
	key := v.tokens.Token(v.entryPurpose(e)...)
	v.entries.put(key, e, e.size(key))
	v.to("/sms/" + key)
}

func (v *visit) entered(name string) string { return strings.TrimSpace(v.r.PostForm.Get(name)) }

// enteredCard is the card's form as it was sent.
func (v *visit) enteredCard() cardForm {
	return cardForm{CardNo: v.entered("card_no"), Name: v.entered("acct_name"), IDNo: v.entered("id_no"), Phone: v.entered("phone")}
}

// entry is a well-formed form's card.
func (f cardForm) entry() domain.CardEntry {
	number, _ := digits(f.CardNo)
	phone, _ := digits(f.Phone)
	return domain.CardEntry{Number: number, Name: f.Name, IDNo: strings.ToUpper(f.IDNo), Phone: phone}
}

// checkCard returns a message for each field that is not well-formed. The name that the merchant gave, if any, may be anything.
func (v *visit) checkCard(f cardForm, named string) map[string]string {
	wrong := map[string]string{}
	say := func(field string, ok bool, message string) {
		if !ok {
			wrong[field] = v.text(message)
		}
	}
	number, ok := digits(f.CardNo)
	say("card_no", ok && len(number) >= 12 && len(number) <= 19, "wrongCard")
	say("acct_name", f.Name == named && f.Name != "" || wellFormedName(f.Name), "wrongName")
	say("id_no", wire.ValidIDNo(f.IDNo), "wrongID")
	phone, ok := digits(f.Phone)
	say("phone", ok && len(phone) == 11 && phone[0] == '1', "wrongPhone")
	return wrong
}

// digits takes a number as people write it, in groups, and tells whether it has nothing but digits beside them.
func digits(s string) (string, bool) {
	s = strings.NewReplacer(" ", "", "-", "", "\u3000", "").Replace(s)
	return s, s != "" && wire.AllDigits(s)
}

const maxName = 50

func wellFormedName(s string) bool {
	return s != "" && utf8.ValidString(s) && utf8.RuneCountInString(s) <= maxName && !strings.ContainsFunc(s, unicode.IsControl)
}
