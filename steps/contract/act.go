package contract

import (
	"context"
	"errors"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// action is one request to the merchant: its exchange, and the journal's positions before it and after its answer.
type action struct {
	position uint64
	until    uint64
	title    message.Message
	together message.Message
	aside    bool // left out of short reports: it only gives the merchant time
	step     int  // in which it was carried out
	harness.Exchange
}

// act moves platform time on by a tick, carries out an action of the merchant file and keeps its exchange. A merchant that gives no answer
// leaves the scenario not judged.
func (w *world) act(ctx context.Context, title message.Message, action string, v harness.Values) (harness.Outcome, error) {
	if err := w.ready(); err != nil {
		return harness.Outcome{}, err
	}
	if _, err := w.Control.Advance(ctx, tick); err != nil {
		return harness.Outcome{}, err
	}
	return w.actAnyTime(ctx, title, action, v)
}

// tick is how far platform time advances before each action, so that a merchant that reads the platform's clock does not see it stand
// still.
const tick = time.Second

// actAnyTime is act for actions that do not depend on the merchant's clock: it neither moves time nor asks whether the clock is behind.
func (w *world) actAnyTime(ctx context.Context, title message.Message, action string, v harness.Values) (harness.Outcome, error) {
	return w.record(ctx, title, func() (harness.Outcome, error) { return w.Driver.Do(ctx, action, v) })
}

// record carries out f and keeps its exchange.
func (w *world) record(ctx context.Context, title message.Message, f func() (harness.Outcome, error)) (harness.Outcome, error) {
	at, err := w.journalPosition(ctx)
	if err != nil {
		return harness.Outcome{}, err
	}
	out, err := f()
	w.keep(ctx, action{position: at, title: title, Exchange: out.Exchange})
	if err != nil {
		return out, w.noAnswer(title, err)
	}
	return out, nil
}

// noAnswer returns the error of an action without a readable answer.
func (w *world) noAnswer(title message.Message, err error) error {
	if how, ended := w.Driver.Exited(); ended {
		return unjudgedf("%s: the merchant's process has ended (%s)", title, how)
	}
	if _, ours := errors.AsType[*harness.ExpressionError](err); ours { // the same for whatever order
		return unjudgedf("%v", err)
	}
	return unjudgedf("%s: %v", title, err)
}

// observe reads an order through the observation port of the merchant file. Only the newest of several looks in a row is kept as evidence.
func (w *world) observe(ctx context.Context, number string) (harness.Observation, error) {
	if err := w.need("order"); err != nil {
		return harness.Observation{}, err
	}
	title := message.New("Order %s as the merchant shows it", number)
	at, err := w.here(ctx)
	if err != nil {
		return harness.Observation{}, err
	}
	seen, err := w.Driver.Order(ctx, number)
	if n := len(w.actions); n > 0 && w.actions[n-1].title.String() == title.String() {
		w.actions = w.actions[:n-1]
	}
	w.keep(ctx, action{position: at, title: title, Exchange: seen.Exchange})
	if err != nil {
		return seen, w.noAnswer(title, err)
	}
	return seen, nil
}

// fulfilments is how often the merchant fulfilled an order: by the expression order.fulfilments, or else 1 for an order that is paid.
func (w *world) fulfilments(seen harness.Observation) int {
	switch {
	case seen.Fulfilments != nil:
		return *seen.Fulfilments
	case !w.Driver.Has("fulfilments") && isTrue(seen.Paid):
		return 1
	}
	return 0
}

func isTrue(b *bool) bool { return b != nil && *b }
