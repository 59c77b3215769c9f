package story

import (
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/picture"
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
	Say  func(key string, args ...any) string // the texts of the console
	Lang message.Lang                         // in Chinese, return codes are said in LianLian's words
	Link func(entry uint64) string            // where an entry of the journal is described
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
