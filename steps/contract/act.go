package contract

import (
	"context"
	"fmt"
	"time"

	"github.com/lianlian-sim/llsim/steps/harness"
)

// action is something that was done to the merchant: where in the journal it began, what it was done together with, and the exchange.
type action struct {
	position uint64
	title    string
	together string
	aside    bool // it shows only that the merchant was given time
	harness.Exchange
}

// act acts on the merchant and keeps the exchange. A merchant that does not answer leaves the scenario not judged.
func (w *world) act(ctx context.Context, title string, f func(context.Context) (harness.Outcome, error)) (harness.Outcome, error) {
	if err := w.ready(); err != nil {
		return harness.Outcome{}, err
	}
	if _, err := w.Control.Advance(ctx, tick); err != nil {
		return harness.Outcome{}, err
	}
	return w.actAnyTime(ctx, title, f)
}

// tick is how far platform time goes on before each act: a merchant that reads its time there must not see it stand still.
const tick = time.Second

// actAnyTime is do for what the merchant's clock does not matter to.
func (w *world) actAnyTime(ctx context.Context, title string, f func(context.Context) (harness.Outcome, error)) (harness.Outcome, error) {
	at, err := w.mark(ctx)
	if err != nil {
		return harness.Outcome{}, err
	}
	out, err := f(ctx)
	w.acts = append(w.acts, action{position: at, title: title, Exchange: out.Exchange})
	if err != nil {
		return out, w.noAnswer(title, err)
	}
	return out, nil
}

// noAnswer is a merchant that gave no answer that can be read.
func (w *world) noAnswer(title string, err error) error {
	if how, ended := w.Driver.Exited(); ended {
		return unjudgedf("%s: the merchant's process has ended (%s)", title, how)
	}
	return unjudgedf("%s: %v", title, err)
}

// observe looks at an order through the observation port.
func (w *world) observe(ctx context.Context, number string) (harness.Observation, error) {
	if err := w.need("order"); err != nil {
		return harness.Observation{}, err
	}
	title := fmt.Sprintf("Order %s as the merchant shows it", number)
	at, err := w.mark(ctx)
	if err != nil {
		return harness.Observation{}, err
	}
	seen, err := w.Driver.Order(ctx, number)
	if n := len(w.acts); n > 0 && w.acts[n-1].title == title {
		w.acts = w.acts[:n-1] // the newest look tells it all
	}
	w.acts = append(w.acts, action{position: at, title: title, Exchange: seen.Exchange})
	if err != nil {
		return seen, w.noAnswer(title, err)
	}
	return seen, nil
}

// fulfilments is how often an order was fulfilled; without that expression in the merchant file, 1 for a paid one.
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
