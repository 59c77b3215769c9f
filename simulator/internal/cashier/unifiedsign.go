package cashier

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// signing is a visit to the page of a signing (E8): a card, the code that was sent for it, and then the agreement. There is no order.
type signing struct{ *visit }

// signingRoutes are the pages of a signing.
var signingRoutes = []route[signing]{
	{"", signing.entrance, signing.enter},
	{"/sms/{entry}", signing.sms, signing.enterSMS},
	{"/return", signing.entrance, signing.goBack},
	{"/back", signing.entrance, signing.back},
}

// serveSigning finds the signing of a request and keeps foreign pages out.
func (c *Cashier) serveSigning(h func(signing)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := c.visit(w, r, nil)
		if v.sandbox == nil {
			v.nothing("noSandbox", v.id)
			return
		}
		if !v.admit(mux.Vars(r)["token"], domain.SigningTicket) || r.Method == http.MethodPost && !v.receive() {
			return
		}
		h(signing{v})
	}
}

// formToken is for the forms of this signing.
func (s signing) formToken() string { return s.tokens.Token(s.formPurpose()...) }

func (s signing) formPurpose() []string { return []string{"sign", s.id, s.ticket.Token} }

func (s signing) ours() bool { return s.tokens.Valid(s.r.PostForm.Get("token"), s.formPurpose()...) }

// entryPurpose is what the key of a card entered is made for.
func (s signing) entryPurpose(e entry) []string {
	return append(s.formPurpose(), e.card.Number, e.card.Name, e.card.IDNo, e.card.Phone)
}

// entrance is the form for the card, or what came of it; with ?card= of a test card it is filled in.
func (s signing) entrance() {
	if s.ticket.Ended == domain.TicketUsed {
		s.show(s.signedPage())
		return
	}
	c := s.ticket.Card
	f := cardForm{CardNo: c.Number, Name: c.AcctName, IDNo: c.IDNo, Phone: c.BindMob}
	if number := s.testCard(); number != "" {
		f = cardForm{CardNo: number, Name: cmp.Or(c.AcctName, testName), IDNo: cmp.Or(c.IDNo, testIDNo), Phone: cmp.Or(c.BindMob, testPhone)}
	}
	s.show(s.formPage(f, nil))
}

func (s signing) formPage(f cardForm, wrong map[string]string) page.Page {
	return s.render("card", s.view(view{Title: s.text("signing"), Token: s.formToken(), Page: cardPage{
		Form: f, Wrong: wrong, WrongText: s.text("wrongToSign"), TestsText: s.text("cardsToSign"), Path: s.pages, Cards: s.cardHints()}}))
}

// view is x with what every page of a signing shows.
func (s signing) view(x view) view {
	x.Switch, x.Signing, x.Merchant = s.pages+x.Self, s.ticket, s.merchantName(s.ticket.OidPartner)
	if t := s.ticket.Terms; t != nil && t.Channel != "2" {
		x.Look = "h5"
	}
	x.StandIn = s.standIn()
	if s.backAddress() != "" && s.ticket.Ended == domain.TicketOpen {
		x.Back = s.pages + "/back"
	}
	return x
}

// enter takes the form. What is not well-formed is shown again with a message at the field.
func (s signing) enter() {
	if !s.ours() || s.ticket.Ended != domain.TicketOpen {
		s.outOfDate()
		return
	}
	f := s.enteredCard()
	if wrong := s.checkCard(f, s.ticket.Card.AcctName); len(wrong) > 0 {
		s.refuse("PAY-2", "", message.New("the card's form is not well-formed: nothing is signed"))
		s.show(s.formPage(f, wrong))
		return
	}
	s.decide("PAY-2", wire.CodeSuccess, message.New("the card's form is well-formed: the SMS code is asked for, nothing is signed yet"))
	e := entry{card: f.entry()}
	key := s.tokens.Token(s.entryPurpose(e)...)
	s.entries.put(key, e, e.size(key))
	s.to("/sms/" + key)
}

// outOfDate answers a form of a page that is out of date with what has become of the signing.
func (s signing) outOfDate() {
	s.refuse("UNI-1", "", message.New("the page was out of date: nothing was done"))
	s.notice = s.text("stale")
	p := s.formPage(cardForm{}, nil)
	if s.ticket.Ended == domain.TicketUsed {
		p = s.signedPage()
	}
	p.Write(s.w, http.StatusConflict)
}

// entered is the card that was entered before, false where it is not known any more.
func (s signing) entered() (e entry, ok bool) {
	key := mux.Vars(s.r)["entry"]
	if e, ok = s.entries.get(key); ok {
		ok = s.tokens.Valid(key, s.entryPurpose(e)...)
	}
	return e, ok
}

// sms asks for the code that was sent to the phone of the card.
func (s signing) sms() {
	e, ok := s.entered()
	if !ok || s.ticket.Ended != domain.TicketOpen {
		s.to("")
		return
	}
	s.show(s.smsPage(e, ""))
}

func (s signing) smsPage(e entry, wrong string) page.Page {
	path := "/sms/" + mux.Vars(s.r)["entry"]
	return s.render("sms", s.view(view{Title: s.text("sms"), Self: path, Token: s.formToken(),
		Page: s.codeForm(s.pages+path, s.details(e), s.pages, wrong, s.text("signNow"))}))
}

// enterSMS signs: the card is bound to the user of the signing.
func (s signing) enterSMS() {
	e, ok := s.entered()
	if !ok || s.ticket.Ended != domain.TicketOpen || !s.ours() {
		s.outOfDate()
		return
	}
	card := s.details(e)
	d := domain.DecideSigningCard(card, strings.TrimSpace(s.r.PostForm.Get("sms_code")))
	if d.OK() {
		_, d = s.sandbox.Sign(s.ticket.Token, card)
	}
	if !d.OK() {
		s.refuse(d.Rule, d.Code, d.Reason)
		s.show(s.smsPage(e, string(d.Code)+" "+d.Code.MessageFor("")))
		return
	}
	s.decide(d.Rule, wire.CodeSuccess, message.New("the payer signs: the card is bound"))
	s.to("")
}

// details are the card entered as an agreement has it.
func (s signing) details(e entry) domain.CardDetails {
	c := domain.DetailsOf(e.card.Number)
	c.AcctName, c.IDType, c.IDNo, c.BindMob = e.card.Name, cmp.Or(s.ticket.Card.IDType, "0"), e.card.IDNo, e.card.Phone
	return c
}

// signed is what the page of a signing shows that has its agreement.
type signed struct {
	Agreement, Card, Bank string
	Return                string // where the form leads that goes back to the merchant
	Fields                wire.Fields
	Obstacle              string // why the payer cannot go back
}

// signedPage offers the way back to the merchant, with the agreement.
func (s signing) signedPage() page.Page {
	a := s.sandbox.Agreement(s.ticket.NoAgree)
	if a == nil {
		return s.nothingPage("noAgreement", s.ticket.NoAgree)
	}
	p := signed{Agreement: a.NoAgree, Card: domain.Masked(a.Card.Number), Bank: bankName(a.Card.BankCode, s.lang)}
	switch err := s.sandbox.MayReturnSigning(s.r.Context(), s.ticket); {
	case errors.Is(err, engine.ErrNoReturn):
		p.Obstacle = s.text("noReturn")
	case err != nil:
		p.Obstacle = s.text("notAllowed") + " " + message.Of(err).In(s.lang)
	default:
		p.Return, p.Fields = s.pages+"/return", s.sandbox.SigningForm(s.ticket)
	}
	shown := s.render("signed", s.view(view{Title: s.text("signedTitle"), Page: p}))
	if p.Return != "" {
		shown.Policy.Form = elsewhere
	}
	return shown
}

// goBack has the browser post the agreement to url_return.
func (s signing) goBack() {
	if s.ticket.Ended != domain.TicketUsed {
		s.outOfDate()
		return
	}
	address := web(s.ticket.URLReturn)
	err := s.sandbox.ReturnSigning(s.r.Context(), s.ticket.Token)
	if err == nil && address == "" {
		err = engine.ErrNoReturn
	}
	if err != nil {
		s.refuse("UNI-4", "", message.Of(err))
		if errors.Is(err, engine.ErrReturn) {
			s.notice = s.text("returnFault")
		}
		s.show(s.signedPage())
		return
	}
	s.decide("UNI-4", wire.CodeSuccess, message.New("the payer goes back to the merchant with the agreement"))
	s.post(address)
}

// back has the browser post an empty form to back_url.
func (s signing) back() {
	address := s.backAddress()
	if address == "" || s.ticket.Ended == domain.TicketUsed {
		s.to("")
		return
	}
	s.decide("UNI-4", wire.CodeSuccess, message.New("the payer goes back to %s without an agreement", address))
	s.post(address)
}

func (s signing) backAddress() string {
	if s.ticket.Terms == nil {
		return ""
	}
	return web(s.ticket.Terms.BackURL)
}
