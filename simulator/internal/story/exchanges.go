package story

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/picture"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// asked is a request whose answer is to come.
type asked struct {
	event      int // its event
	from       int
	payer      bool   // a form of the cashier, whose answer has no entry
	cut        bool   // a fault closed the connection before anything
	code, rule string // of the decision
}

// request begins an exchange: the merchant's server or a shopper's browser asks the platform.
func (t *teller) request(e *journal.Entry) {
	a := &asked{event: len(t.events), from: merchant}
	label := e.Text.In(t.Lang)
	switch r := e.Data.(type) {
	case journal.Request:
		if at := wire.EndpointAt(r.Path); at != nil {
			label = t.Say("exchange."+string(at.Kind)) + dated(r, at, e.At)
			if at.Page {
				a.from = shopper
			}
		}
	case journal.PayerForm:
		a.from, a.payer, label = shopper, true, t.Say("story.form")
	}
	t.asked[e.ID] = a
	t.add(e, picture.Message, a.from, platform, picture.Plain, label)
}

// dated is the business date of an order or refund that is asked for, as the end of a label; "" where it is the platform's date.
func dated(r journal.Request, at *wire.Endpoint, now time.Time) string {
	name := "dt_order"
	switch at.Kind {
	case wire.KindQuery, wire.KindRefundQuery:
		return "" // it names an order that is there
	case wire.KindRefund:
		name = "dt_refund"
	}
	f, err := at.Body.Decode(r.ContentType, []byte(r.Text()))
	if err != nil {
		return ""
	}
	if date := domain.DateOf(f.Get(name)); date != "" && date != domain.PlatformDate(now) {
		return " · " + name + " " + human.Stamp(string(date))
	}
	return ""
}

// decision keeps what was decided about a request; a payer is told of a refusal on a page, for which there is no entry.
func (t *teller) decision(e *journal.Entry) {
	if e.Code == "" {
		return
	}
	a := t.asked[e.Request]
	good := isGood(e.Code)
	switch {
	case a == nil && !good, a != nil && a.from == platform && !good: // of the operator
		t.note(e, picture.Bad, t.code(e.Code, e.Rule))
	case a == nil:
	case a.payer && !good:
		t.add(e, picture.Answer, platform, shopper, picture.Bad, t.code(e.Code, e.Rule))
	default:
		a.code, a.rule = e.Code, e.Rule
	}
}

// answer ends an exchange.
func (t *teller) answer(e *journal.Entry) {
	a := t.asked[e.Request]
	if a == nil {
		return
	}
	delete(t.asked, e.Request)
	d, sent := e.Data.(journal.Answer)
	if a.cut {
		return // the request counts as lost
	}
	code, rule := cmp.Or(e.Code, a.code), cmp.Or(e.Rule, a.rule)
	tone, label := picture.Good, t.code(code, rule)
	switch {
	case !sent:
		tone, label = picture.Bad, t.Say("timeline.nobody")
	case d.Status != 200 && d.Status != 0:
		tone, label = picture.Bad, "HTTP "+strconv.Itoa(d.Status)
	case !isGood(code):
		tone = picture.Bad
	}
	answered := t.add(e, picture.Answer, platform, a.from, tone, label)
	answered.Lost = !sent
}

// fault tells that a fault met a message.
func (t *teller) fault(e *journal.Entry) {
	closes := e.Code == string(choice.Close)
	t.cut = closes && e.Request == 0
	if a := t.asked[e.Request]; a != nil {
		if closes {
			a.cut = true
			t.events[a.event].Lost, t.events[a.event].Tone = true, picture.Bad
		}
	}
	t.note(e, picture.Busy, t.Say("story.fault", t.Say("effect."+e.Code)))
}

func isGood(code string) bool {
	return code == string(wire.CodeSuccess) || code == string(wire.CodeSMSSent)
}

// code is a return code with what it means, and the rule that decided.
func (t *teller) code(code, rule string) string {
	words := []string{code}
	if wire.KnownCode(code) {
		meaning := wire.Code(code).Meaning()
		if t.Lang == message.Chinese || meaning == "" {
			meaning = wire.Code(code).MessageFor("…")
		}
		words = append(words, meaning)
	}
	if rule != "" {
		words = append(words, "· "+rule)
	}
	return strings.TrimSpace(strings.Join(words, " "))
}
