package contract

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// books are what both sides say about orders once everything has settled, so that each promise need not ask again.
type books struct {
	stand map[string]api.Order           // at the platform, by oid_paybill
	shown map[string]harness.Observation // by the merchant, by no_order
}

// stand is an order as the platform has it.
func (w *world) stand(ctx context.Context, paybill string) (api.Order, error) {
	if known, ok := w.books.stand[paybill]; ok {
		return known, nil
	}
	stored, err := w.Control.Order(ctx, paybill)
	if err == nil && w.settled {
		if w.books.stand == nil {
			w.books.stand = map[string]api.Order{}
		}
		w.books.stand[paybill] = stored
	}
	return stored, err
}

// shown is an order as the merchant shows it.
func (w *world) shown(ctx context.Context, number string) (harness.Observation, error) {
	if known, ok := w.books.shown[number]; ok {
		return known, nil
	}
	seen, err := w.observe(ctx, number)
	if err == nil && w.settled {
		if w.books.shown == nil {
			w.books.shown = map[string]harness.Observation{}
		}
		w.books.shown[number] = seen
	}
	return seen, err
}
