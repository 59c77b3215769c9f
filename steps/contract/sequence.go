package contract

import (
	"context"
	"errors"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// sequence is what a world knows of a sequence of events: of steps that take whatever comes of them.
type sequence struct {
	seen    uint64      // the journal has been read up to here
	entries []api.Entry // of the journal since the scenario began, up to seen

	silence message.Message // the first action that the merchant did not answer; zero: it answered each
	forged  map[uint64]bool // the notifications that no merchant may believe, by their id
	excused []span          // of the journal, in which the merchant may fail to take a notification
	settled bool            // everything has settled, and nothing has happened since

	differing []difference      // that the clearing files were given
	states    map[string]string // of the platform's orders, by oid_paybill, as the journal told them
}

// span is a part of the journal; an open one has no end.
type span struct{ after, until uint64 }

func (s span) holds(entry uint64) bool { return entry > s.after && (s.until == 0 || entry <= s.until) }

// toldRefund is a refund that the merchant was told to make.
type toldRefund struct {
	number   string // no_refund; empty where neither the merchant told it nor a request came
	amount   string // yuan
	accepted bool   // the merchant took it on
	at       uint64 // position of the journal before it
}

// try carries out an action, whatever comes of it: one that the merchant does not answer is noted and is no error. It returns the journal's
// position before the action.
func (w *world) try(ctx context.Context, title message.Message, what string, v harness.Values) (out harness.Outcome, at uint64, err error) {
	w.settled = false
	if err := w.need(what); err != nil {
		return out, 0, err
	}
	if err := w.ready(); err != nil {
		return out, 0, err
	}
	if _, err := w.Control.Advance(ctx, tick); err != nil {
		return out, 0, err
	}
	if at, err = w.journalPosition(ctx); err != nil {
		return out, 0, err
	}
	out, err = w.Driver.Do(ctx, what, v)
	w.keep(action{position: at, title: title, Exchange: out.Exchange})
	return out, at, w.noteSilence(ctx, title, err)
}

// noteSilence notes the first action that the merchant did not answer. It returns errors that say nothing about the merchant.
func (w *world) noteSilence(ctx context.Context, title message.Message, err error) error {
	if err == nil {
		return nil
	}
	if _, unanswered := errors.AsType[*harness.UnansweredError](err); !unanswered || ctx.Err() != nil {
		return err
	}
	if !w.silence.IsZero() {
		return nil
	}
	w.silence = message.New("%s: %v", title, err)
	return nil
}

// tryOrder is order for a step that does nothing where the order has not come about.
func (w *world) tryOrder(name string) *order {
	if o := w.orders[name]; o != nil && o.number != "" {
		return o
	}
	return nil
}

// newest are the values of actions on an order, by the number that the merchant used last.
func (o *order) newest() harness.Values {
	if n := len(o.numbers); n > 0 {
		return harness.Values{"no_order": o.numbers[n-1]}
	}
	return o.noOrder()
}

// attribute finds the requests that an action on an order led to, and keeps under which numbers the platform now has the order.
func (w *world) attribute(ctx context.Context, o *order, at uint64) error {
	calls, err := w.calls(ctx, at, creatingKinds...)
	for _, c := range calls {
		number := c.fields.Get("no_order")
		if !o.requested {
			o.request, o.requested = c, true
		}
		if o.number == "" {
			o.number = number
		}
		if !c.accepted() {
			continue
		}
		if c.paybill != "" && !slices.Contains(o.bills, c.paybill) {
			o.bills, o.numbers, o.paybill = append(o.bills, c.paybill), append(o.numbers, number), c.paybill
		}
	}
	return err
}

// tolerate drops the platform's refusals of what a payer or the operator tried: then nothing happens.
func tolerate(err error) error {
	if refused, ok := errors.AsType[*client.Error](err); ok && refused.Status < 500 {
		return nil
	}
	return err
}

// readOn reads what the journal has got since it was read last and returns that.
func (w *world) readOn(ctx context.Context) ([]api.Entry, error) {
	entries, err := w.Control.WholeJournal(ctx, w.seen)
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	w.seen = entries[len(entries)-1].ID
	w.entries = append(w.entries, entries...)
	return entries, nil
}
