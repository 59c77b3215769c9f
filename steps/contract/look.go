package contract

import (
	"context"
	"errors"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// Shown is what a look at a sequence found since the last one: the rules of the platform that decided something, and each order's state on
// both sides, by the name of its checkout.
type Shown struct {
	Rules  []string
	Orders map[string]State
}

// State is how an order stands: at the platform as a query says it, "none" where it has no such order; at the merchant open, closed, paid,
// refunded, fulfilled, twice or none.
type State struct{ Platform, Merchant string }

// Look says what the newest sentences led to. The error is a breach where an order was fulfilled without its money (INV-1) or twice
// (INV-2), or where the merchant did not answer or has died (INV-10); the other promises are judged once everything has settled.
func (p *Player) Look(ctx context.Context, names ...string) (Shown, error) {
	w := p.w
	if err := w.readOn(ctx); err != nil {
		return Shown{}, err
	}
	entries := w.entries[w.looked:]
	w.looked = len(w.entries)
	s := Shown{Orders: map[string]State{}}
	for _, e := range entries {
		if e.Rule != "" && e.Rule != "fault" && !slices.Contains(s.Rules, e.Rule) {
			s.Rules = append(s.Rules, e.Rule)
		}
		if e.Kind != "state" || e.OidPaybill == "" {
			continue
		}
		if err := w.note(ctx, e); err != nil {
			return s, err
		}
	}
	slices.Sort(s.Rules)
	for _, name := range names {
		o := w.orders[name]
		if o == nil {
			continue
		}
		state, err := w.look(ctx, o)
		if err != nil {
			return s, err
		}
		s.Orders[name] = state
	}
	return s, w.checkNothingHung(ctx)
}

// orderStates are what the platform says of an order when it changes.
var orderStates = []string{"WAITING", "PROCESSING", "SUCCESS", "REFUND", "FAILURE"}

// refundSucceeded is what the platform says of a refund that has succeeded.
const refundSucceeded = "2"

// note keeps the state of an order that an entry of the journal tells. That of a refund that has succeeded does not tell the order's.
func (w *world) note(ctx context.Context, e api.Entry) error {
	state := e.Code
	if state == refundSucceeded {
		stored, err := w.Control.Order(ctx, e.OidPaybill)
		if err != nil {
			return err
		}
		state = stored.ResultPay
	}
	if w.states == nil {
		w.states = map[string]string{}
	}
	if slices.Contains(orderStates, state) {
		w.states[e.OidPaybill] = state
	}
	return nil
}

// look observes an order and judges what must hold at any time.
func (w *world) look(ctx context.Context, o *order) (State, error) {
	state := State{"none", "none"}
	if o.paybill != "" {
		state.Platform = "WAITING"
		if known := w.states[o.paybill]; known != "" {
			state.Platform = known
		}
	}
	for _, number := range o.known() {
		seen, err := w.Driver.Order(ctx, number)
		if err := w.noteSilence(ctx, message.New("Order %s as the merchant shows it", number), err); err != nil {
			return state, err
		}
		if err != nil {
			return state, nil
		}
		if err := errors.Join(w.judgeMoneyCame(ctx, o, number, seen), w.judgeOnce(number, seen)); err != nil {
			return state, err
		}
		state.Merchant = w.stateShown(seen)
	}
	return state, nil
}

// stateShown is how the merchant shows an order, in a word.
func (w *world) stateShown(seen harness.Observation) string {
	switch n := w.fulfilments(seen); {
	case n > 1:
		return "twice"
	case seen.Refunded != nil && !sameMoney(seen.Refunded, new("0")):
		return "refunded"
	case n == 1:
		return "fulfilled"
	case isTrue(seen.Paid):
		return "paid"
	case isTrue(seen.Alarm):
		return "alarm"
	case isTrue(seen.Closed):
		return "closed"
	case seen.Exchange.Status >= 400:
		return "none"
	}
	return "open"
}

// Orders lists the names of the checkouts that have come about, and whether each has a number by which the merchant can be asked for it.
func (p *Player) Orders() map[string]bool {
	all := map[string]bool{}
	for name, o := range p.w.orders {
		all[name] = o != nil && o.number != ""
	}
	return all
}

// Verdict says what an error of Say or Look says about the merchant: Failed with the reason for a breach, Skipped or NotJudged with the
// reason where it says nothing, Passed for nil.
func (p *Player) Verdict(err error) (Verdict, string) {
	if err == nil {
		return Passed, ""
	}
	if broken, ok := errors.AsType[*breach](err); ok {
		return Failed, p.w.sentence(broken)
	}
	if open, ok := errors.AsType[*unchecked](err); ok {
		return open.verdict, p.w.sentence(open)
	}
	return NotJudged, p.w.sentence(err)
}

// forgetAll makes the merchant forget its orders and refunds, where the file has an action for that. What it did not answer before is asked again.
func (w *world) forgetAll(ctx context.Context) error {
	w.Driver.AskAgain()
	if !w.Driver.Has("reset") {
		return nil
	}
	out, err := w.Driver.Do(ctx, "reset", nil)
	if err != nil || !out.Accepted {
		return harness.Environmentf("the merchant did not take actions.reset: it answered with %s", describeAnswer(out))
	}
	return nil
}
