package story

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/picture"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// The lanes of an order's story.
const (
	shopper = iota
	merchant
	platform
	bank
)

// eventsDrawn is how many of the newest events of a story are drawn.
const eventsDrawn = 150

// Words are what a story is told with.
type Words struct {
	Say     func(key string, args ...any) string // the texts of the console
	Chinese bool                                 // return codes are said in LianLian's words, else in English
	Link    func(entry uint64) string            // where an entry of the journal is described
}

// teller makes a picture's events of what the journal has about an order, entry by entry in their order.
type teller struct {
	Words
	of       engine.OrderDetail
	whole    bool // the journal has all of the story
	events   []picture.Event
	state    string              // of the order
	asked    map[uint64]*asked   // requests that may still be answered, by entry
	attempts map[int]*drawn      // of the order's attempts
	refunds  map[string]*drawn   // of its refunds, by oid_refundno
	series   map[uint64][]*tried // of its notifications
	cut      bool                // the newest entry is a fault that cuts a message off
}

// asked is a request whose answer is to come.
type asked struct {
	event      int // its event
	from       int
	payer      bool   // a form of the cashier, whose answer has no entry
	cut        bool   // a fault closed the connection before anything
	code, rule string // of the decision
}

// drawn says which ends of an exchange with the bank have been drawn.
type drawn struct{ started, ended bool }

// Of tells what happened to an order from its journal entries, which come oldest first. cutoff is the merchant's clearing cut-off (HH:mm, ""
// for midnight); whole is false where the journal no longer has the beginning.
func Of(order engine.OrderDetail, cutoff string, entries []journal.Entry, whole bool, words Words) picture.Sequence {
	t := &teller{Words: words, of: order, whole: whole, asked: map[uint64]*asked{}, attempts: map[int]*drawn{}, refunds: map[string]*drawn{}}
	t.gather(entries)
	for i := range entries {
		t.tell(&entries[i])
	}
	if !whole {
		t.remember()
	}
	t.cutOffs(cutoff)
	t.events = picture.Fold(t.events)
	s := picture.Sequence{Title: t.Say("story.title"), Clocks: []string{t.Say("story.clock")}, Events: t.events}
	if more := len(t.events) - eventsDrawn; more > 0 {
		s.Events = append([]picture.Event{{Kind: picture.Line, Label: t.Say("story.earlier", more)}}, t.events[more:]...)
	}
	for _, lane := range []string{"story.shopper", "story.merchant", "story.platform", "story.bank"} {
		s.Lanes = append(s.Lanes, t.Say(lane))
	}
	return s
}

// add adds an event of an entry.
func (t *teller) add(e *journal.Entry, kind picture.Kind, from, to int, tone picture.Tone, label string) *picture.Event {
	x := picture.Event{Kind: kind, At: e.At, From: from, To: to, Tone: tone, Label: label}
	if e.ID != 0 {
		x.Link = t.Link(e.ID)
	}
	t.events = append(t.events, x)
	return &t.events[len(t.events)-1]
}

func (t *teller) note(e *journal.Entry, tone picture.Tone, label string) {
	t.add(e, picture.Note, platform, platform, tone, label)
}

// tell adds what one entry tells.
func (t *teller) tell(e *journal.Entry) {
	cut := t.cut
	t.cut = false
	switch e.Kind {
	case journal.KindRequest:
		t.request(e)
	case journal.KindDecision:
		t.decision(e)
	case journal.KindAnswer:
		t.answer(e)
	case journal.KindState:
		t.changed(e)
	case journal.KindFault:
		t.fault(e)
	case journal.KindDelivery:
		t.delivery(e, cut)
	case journal.KindOperator:
		if o, ok := e.Data.(journal.Operation); ok && o.Call == journal.CallRefund {
			t.note(e, picture.Plain, t.Say("story.operator", t.Say("exchange.refund")))
			t.asked[e.ID] = &asked{event: len(t.events) - 1, from: platform}
		}
	}
}

// request begins an exchange: the merchant's server or a shopper's browser asks the platform.
func (t *teller) request(e *journal.Entry) {
	a := &asked{event: len(t.events), from: merchant}
	label := e.Text
	switch r := e.Data.(type) {
	case journal.Request:
		if at := wire.EndpointAt(r.Path); at != nil {
			label = t.Say("exchange." + string(at.Kind))
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
		if t.Chinese || meaning == "" {
			meaning = wire.Code(code).MessageFor("…")
		}
		words = append(words, meaning)
	}
	if rule != "" {
		words = append(words, "· "+rule)
	}
	return strings.TrimSpace(strings.Join(words, " "))
}

// remember puts what the order itself knows before what the journal has, which no longer has the beginning.
func (t *teller) remember() {
	kept := t.events
	t.events = nil
	o := t.of.Order
	at := func(when time.Time) *journal.Entry { return &journal.Entry{At: when} }
	t.add(at(o.CreatedAt), picture.Message, merchant, platform, picture.Plain, t.Say("story.placed"))
	for i := range o.Attempts {
		a := &o.Attempts[i]
		d := t.attempt(a.N)
		if !d.started {
			t.start(at(a.Started), a)
		}
		if !d.ended && !a.Open() {
			t.end(at(a.Ended), a)
		}
	}
	for _, r := range t.of.Refunds {
		d := t.refund(r.OidRefundno)
		if !d.started {
			t.startRefund(at(r.CreatedAt), r)
		}
		if !d.ended && r.State != domain.RefundProcessing {
			t.endRefund(at(r.DoneAt), r)
		}
	}
	for _, n := range t.of.Notifications {
		if all := t.series[n.ID]; len(all) > 0 && all[0].entry == 0 {
			t.notification(at(all[0].at), n.ID, "message."+string(n.Kind))
		}
	}
	t.events = append(t.events, kept...)
	slices.SortStableFunc(t.events, func(a, b picture.Event) int { return a.At.Compare(b.At) })
}
