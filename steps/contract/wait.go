package contract

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/steps/internal/realtime"
)

// How long a merchant has for what nobody can see it finish. With a drain action it has nothing left to do after it. Once a wait has
// run out, later ones are the part brief of that.
const (
	patience        = 5 * time.Second
	patienceDrained = time.Second
	brief           = 25
	lookEvery       = 20 * time.Millisecond
)

// wait looks until what is looked for is there, or the merchant has had its time. That is waited for once in a check: afterwards it is
// enough that a good order which came later is fulfilled, or that one which came long before is not. Neither depends on how fast the
// merchant is.
func (w *world) wait(ctx context.Context, look func() (bool, error)) (found bool, err error) {
	most := patience
	if w.Driver.Has("drain") {
		if err := w.drain(ctx); err != nil {
			return false, err
		}
		most = patienceDrained
	}
	if w.Memory.wasVain() {
		_, nothing := w.fulfilsNothing(ctx)
		if nothing {
			most /= 5 // there is no more to come: it is only not to be overlooked
		}
		if found, err = lookFor(ctx, most/brief, look); found || err != nil || nothing {
			return found, err
		}
		if w.overtaken(ctx) {
			return look()
		}
	}
	if found, err = lookFor(ctx, most, look); !found && err == nil && ctx.Err() == nil {
		w.Memory.vain()
	}
	return found, err
}

func lookFor(ctx context.Context, most time.Duration, look func() (bool, error)) (found bool, err error) {
	limited, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	realtime.Poll(limited, lookEvery, func() bool {
		found, err = look()
		return found || err != nil
	})
	return found, err
}

// overtaken tells whether a good order that came later than all else is fulfilled and queued work finished. It is false where that
// cannot be found out in the midst of the scenario.
func (w *world) overtaken(ctx context.Context) bool {
	if w.failing || w.needSight() != nil {
		return false
	}
	from := len(w.acts)
	later, err := w.checkOutWell(ctx, ordinary)
	if err != nil {
		return false
	}
	w.good[later.number] = true
	if _, err := w.Control.Pay(ctx, later.paybill, api.Pay{Outcome: "success"}); err != nil || w.settle(ctx) != nil {
		return false
	}
	done, err := lookFor(ctx, patience, func() (bool, error) { return w.hasFulfilled(ctx, later) })
	if done {
		w.setAside(from)
	}
	return done && err == nil && w.drain(ctx) == nil
}

// drain has the merchant finish queued work, if it can be asked to.
func (w *world) drain(ctx context.Context) error {
	if !w.Driver.Has("drain") {
		return nil
	}
	from := len(w.acts)
	if _, err := w.do(ctx, "The merchant finishes queued work", w.Driver.Drain); err != nil {
		return err
	}
	w.setAside(from)
	return nil
}
