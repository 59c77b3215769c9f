package contract

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/internal/realtime"
)

// How long a merchant has to do what nobody can see it finish, and less after a drain action, which leaves it nothing to do. Once a wait
// ended in vain, later waits are a fraction of that: 1/vainFraction.
const (
	patience        = 5 * time.Second
	patienceDrained = time.Second
	vainFraction    = 25
	lookEvery       = 20 * time.Millisecond
)

// wait calls look until it finds something or the merchant's time is up. Once a wait has ended in vain, later ones are short: what became of
// a good order that came later, or of one that came long before, then tells as much, however slow the merchant is.
func (w *world) wait(ctx context.Context, look func() (bool, error)) (found bool, err error) {
	limit, err := w.patienceLeft(ctx)
	if err != nil {
		return false, err
	}
	if w.Memory.waitedInVain.Load() {
		short := limit / vainFraction
		_, nothing := w.fulfilsNothing(ctx)
		if nothing {
			short /= 5 // nothing more is expected
		}
		if found, err = pollFor(ctx, short, look); found || err != nil || nothing {
			return found, err
		}
		if w.laterOrderProves(ctx) {
			return look()
		}
	}
	if found, err = pollFor(ctx, limit, look); !found && err == nil && ctx.Err() == nil {
		w.Memory.waitedInVain.Store(true)
	}
	return found, err
}

// patienceLeft is how long the merchant has from now on. It finishes queued work first, where the file has an action for that.
func (w *world) patienceLeft(ctx context.Context) (time.Duration, error) {
	if !w.Driver.Has("drain") {
		return patience, nil
	}
	return patienceDrained, w.drain(ctx)
}

func pollFor(ctx context.Context, limit time.Duration, look func() (bool, error)) (found bool, err error) {
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	realtime.Poll(limited, lookEvery, func() bool {
		found, err = look()
		return found || err != nil
	})
	return found, err
}

// laterOrderProves tells whether a good order that came later than all else was fulfilled and queued work is finished, or the merchant had
// all its time. It is false where no order can be placed in the midst of the scenario.
func (w *world) laterOrderProves(ctx context.Context) bool {
	if w.storeFailing || w.needPaymentVisible() != nil || w.requireAcknowledging() != nil {
		return false
	}
	from := len(w.actions)
	later, err := w.mustCheckOut(ctx, ordinaryCheckout)
	if err != nil || w.payProving(ctx, later) != nil {
		return false
	}
	limit, err := w.patienceLeft(ctx)
	if err != nil {
		return false
	}
	fulfilled, err := pollFor(ctx, limit, func() (bool, error) { return w.isFulfilled(ctx, later) })
	switch {
	case err != nil || ctx.Err() != nil:
		return false
	case fulfilled:
		w.Memory.noteFulfilled()
		w.markAside(from)
	default:
		w.Memory.noteUnfulfilled(w.Driver, later.number)
	}
	return w.drain(ctx) == nil
}

// drain has the merchant finish queued work, where the file has an action for that.
func (w *world) drain(ctx context.Context) error {
	if !w.Driver.Has("drain") {
		return nil
	}
	from := len(w.actions)
	if _, err := w.act(ctx, message.New("The merchant finishes queued work"), "drain", nil); err != nil {
		return err
	}
	w.markAside(from)
	return nil
}
