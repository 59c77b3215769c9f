package contract

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// sequence is what a world knows of a sequence of events: steps that accept any outcome.
type sequence struct {
	seen    uint64      // the journal has been read up to here
	entries []api.Entry // of the journal since the scenario began, up to seen
	player  bool        // a Player plays the sequence, which nobody reports
	looked  int         // how many of the entries have been looked at
	books   books       // what both sides say, once everything has settled

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
	w.happens()
	if err := w.need(what); err != nil {
		return out, 0, err
	}
	if err := w.ready(); err != nil {
		return out, 0, err
	}
	if _, err := w.Control.Advance(ctx, tick); err != nil {
		return out, 0, err
	}
	if at, err = w.here(ctx); err != nil {
		return out, 0, err
	}
	out, err = w.Driver.Do(ctx, what, v)
	w.keep(ctx, action{position: at, title: title, Exchange: out.Exchange})
	return out, at, w.noteSilence(ctx, title, err)
}

// here is the journal's position. A player has read the journal up to its end after each sentence.
func (w *world) here(ctx context.Context) (uint64, error) {
	if w.player {
		return w.seen, nil
	}
	return w.journalPosition(ctx)
}

// happens notes that something happens: what both sides said before is out of date.
func (w *world) happens() { w.settled, w.books = false, books{} }

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
	w.silence = message.New("%s: %s", title, err)
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
	if err := w.readOn(ctx); err != nil {
		return err
	}
	for _, c := range w.callsOf(w.since(at)) {
		if !slices.Contains(creatingKinds, c.kind) {
			continue
		}
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
		if err := w.findBills(ctx, o, number); err != nil {
			return err
		}
	}
	return nil
}

// findBills keeps the platform's orders of a number that the merchant asked for.
func (w *world) findBills(ctx context.Context, o *order, number string) error {
	list, err := w.Control.Orders(ctx, client.OrderFilter{NoOrder: number, OidPartner: w.Platform.Merchant.OidPartner})
	for _, stored := range list.Orders {
		if !slices.Contains(o.bills, stored.OidPaybill) {
			o.bills, o.numbers, o.paybill = append(o.bills, stored.OidPaybill), append(o.numbers, number), stored.OidPaybill
		}
	}
	return err
}

// since returns the entries of the journal that were read after a position.
func (w *world) since(at uint64) []api.Entry {
	first, _ := slices.BinarySearchFunc(w.entries, at+1, func(e api.Entry, id uint64) int { return cmp.Compare(e.ID, id) })
	return w.entries[first:]
}

// tolerate drops the error of a request by a payer or the operator that the platform refused: then nothing happens.
func tolerate(err error) error {
	if refused, ok := errors.AsType[*client.Error](err); ok && refused.Status < 500 {
		return nil
	}
	return err
}

// readOn reads the entries that the journal has got since the last reading.
func (w *world) readOn(ctx context.Context) error {
	entries, err := w.Control.WholeJournal(ctx, max(w.seen, w.startPosition))
	if err != nil || len(entries) == 0 {
		return err
	}
	w.seen = entries[len(entries)-1].ID
	w.entries = append(w.entries, entries...)
	return nil
}
