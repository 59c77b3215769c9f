package contract

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// Way says who asked whom in an exchange.
type Way int

// The ways.
const (
	Acted    Way = iota // the scenario, as a shopper or to look, asked the merchant
	Asked               // the merchant asked the platform
	Notified            // the platform notified the merchant
)

// beginStep notes where the journal stands when a step begins, so that what happens belongs to a step.
func (w *world) beginStep(ctx context.Context) {
	w.subject = 0
	if w.Seat == nil || w.Control == nil || w.blockedBy != nil {
		return
	}
	if at, err := w.journalPosition(ctx); err == nil {
		for len(w.stepPositions) < len(w.steps) { // of steps that were not looked at
			w.stepPositions = append(w.stepPositions, at)
		}
		w.stepPositions = append(w.stepPositions, at)
	}
}

// stepOf is the step in which an entry of the journal was made.
func (w *world) stepOf(entry uint64) int {
	for i, at := range slices.Backward(w.stepPositions) {
		if at < entry {
			return i
		}
	}
	return 0
}

// keep adds an action that has just ended to the evidence.
func (w *world) keep(ctx context.Context, a action) {
	a.step, a.until = len(w.steps), a.position
	if at, err := w.here(ctx); err == nil && a.together.IsZero() {
		a.until = at
	}
	w.actions = append(w.actions, a)
}

// inRequest returns the error of a breach that shows in a request of the merchant.
func inRequest(c call, err error) error {
	if b, ok := errors.AsType[*breach](err); ok {
		b.entry = c.id
	}
	return err
}

// inDelivery returns the error of a breach that shows in the merchant's answer to a notification.
func inDelivery(d api.Delivery, err error) error {
	if b, ok := errors.AsType[*breach](err); ok {
		b.delivery = &d
	}
	return err
}

// shownBy is where the breach of a scenario shows: the entry that its error names, or else that of the request that the step is about.
func (w *world) shownBy(err error) (b breach) {
	if known, ok := errors.AsType[*breach](err); ok {
		b = *known
		if b.entry == 0 && b.delivery == nil {
			b.entry = w.subject
		}
	}
	return b
}

// lag is how far the merchant's clock is behind platform time from a moment of that on.
type lag struct {
	since time.Time
	by    time.Duration
}

// fallBehind notes that platform time has moved on to now without the merchant's clock.
func (w *world) fallBehind(by time.Duration, now time.Time) {
	w.clockLag += by
	w.lags = append(w.lags, lag{now, w.clockLag})
}

// merchantClock is what the merchant's clock shows at a moment of platform time, as far as the harness set it; zero where it does not know.
func (w *world) merchantClock(at time.Time) time.Time {
	if w.Driver == nil || w.ownClock || at.IsZero() {
		return time.Time{}
	}
	for _, l := range slices.Backward(w.lags) {
		if !l.since.After(at) {
			return at.Add(-l.by)
		}
	}
	return at
}
