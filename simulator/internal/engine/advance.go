package engine

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// maxStep bounds one move of the clock, since each day on the way has clearing files to write.
const maxStep = 10 * 366 * 24 * time.Hour

// maxLogged bounds the deliveries an advance returns; those beyond it are counted.
const maxLogged = 10_000

// Advanced says what happened while time moved.
type Advanced struct {
	From, To   time.Time // as it was asked for
	Now        time.Time // reached
	Ran        int       // jobs carried out
	Deliveries []Sent    // by due time, then attempt number, then notification
	Omitted    int       // deliveries beyond the first 10,000
	Stopped    bool      // by StopAdvance, before its end
}

// Sent is a delivery with the notification it belongs to.
type Sent struct {
	Notification *domain.Notification
	Delivery     domain.Delivery
}

func (a *Advanced) add(s Sent) {
	if len(a.Deliveries) == maxLogged {
		a.Omitted++
		return
	}
	a.Deliveries = append(a.Deliveries, s)
}

// Clock shows platform time and what is scheduled, and moves it.
type Clock struct{ *core }

// AdvanceBy moves a manual clock on by d, which is not negative; see AdvanceTo.
func (e Clock) AdvanceBy(ctx context.Context, d time.Duration) (Advanced, error) {
	if d < 0 {
		return Advanced{}, problem.Invalidf("by is %s: platform time only goes forward", d)
	}
	return e.move(ctx, func(now time.Time) time.Time { return now.Add(d) })
}

// AdvanceTo moves a manual clock on to a moment. Everything that falls due on the way happens at its own moment, in order;
// deliveries that are due together run in parallel. It returns when the jobs that existed at its start, and those they led to, such as
// a notification's next attempt, have run as far as they are due by its end. Jobs of requests that come meanwhile run too, but the advance
// neither waits for their deliveries nor returns them. If the context or the sandbox ends first, platform time stays where it is then, and
// the error is a problem.Conflict beside what happened until then. Where StopAdvance ends it, that is no error.
func (e Clock) AdvanceTo(ctx context.Context, to time.Time) (Advanced, error) {
	return e.move(ctx, func(time.Time) time.Time { return to })
}

func (e Clock) move(ctx context.Context, target func(now time.Time) time.Time) (Advanced, error) {
	if !e.moving.TryLock() {
		return Advanced{}, problem.Conflictf("another advance is running in this sandbox: wait for its answer")
	}
	defer e.moving.Unlock()
	if e.clock.Mode() != clock.Manual {
		return Advanced{}, problem.Conflictf("the clock is in wall mode and runs by itself: set {\"mode\":\"manual\"} first")
	}
	e.catchUp()
	start := e.clock.Now()
	to := target(start)
	if to.Before(start) {
		return Advanced{}, problem.Invalidf("%s is before %s: platform time only goes forward; reset the sandbox or restore a snapshot to go back", human.Time(to), human.Time(start))
	}
	if err := clock.CheckRange(to); err != nil {
		return Advanced{}, problem.Invalidf("%w", err)
	}
	if err := checkStep(start, to); err != nil {
		return Advanced{}, err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	advance, log := e.startAdvance(&underway{from: start, to: to, stop: stop, result: &Advanced{}, ended: make(chan struct{})})
	defer e.endAdvance()
	ended := e.settle(ctx, advance)
	for ended == nil && e.clock.Now().Before(to) {
		e.clock.MoveTo(e.nextStop(to))
		ended = e.settle(ctx, advance)
	}
	switch {
	case errors.Is(ended, errLeft) && errors.Is(context.Cause(ctx), errStopped):
		log.Stopped, ended = true, nil
	case ended != nil:
		ended = problem.New(problem.CodeOf(ended), "", "the advance to %s ended early, and platform time stands at %s: %w", human.Time(to), human.Time(e.clock.Now()), ended)
	}
	e.journal.Append(journal.ClockMoved(message.New("advanced from %s to %s", human.Time(start), human.Time(e.clock.Now())), e.clock.Now()))
	e.writeOut()
	e.mu.Lock()
	defer e.mu.Unlock()
	e.log = nil // nothing is added any more
	log.From, log.To, log.Now = start, to, e.clock.Now()
	slices.SortFunc(log.Deliveries, func(a, b Sent) int {
		return cmp.Or(a.Delivery.Due.Compare(b.Delivery.Due), cmp.Compare(a.Delivery.Number, b.Delivery.Number), cmp.Compare(a.Notification.ID, b.Notification.ID))
	})
	return *log, ended
}

// nextStop returns the next moment at which something is due, at most the given one. It returns now where a request has meanwhile scheduled
// a change of state that is due at once, such as a refund's result: otherwise jobs behind it would not run at their own moments.
func (e Clock) nextStop(to time.Time) time.Time {
	r, now := e.store.Read(), e.clock.Now()
	for _, j := range []*domain.Job{r.NextState(), r.DeliveryAfter(now)} {
		switch {
		case j == nil || !j.Due.Before(to):
		case !j.Due.After(now):
			return now
		default:
			to = j.Due
		}
	}
	return to
}

// checkStep refuses a move in time that is too long for one, or that leaves platform time.
func checkStep(from, to time.Time) error {
	if err := clock.CheckRange(to); err != nil {
		return problem.Invalidf("%v", err)
	}
	if to.Sub(from) > maxStep {
		return problem.Invalidf("%s is more than ten years after %s: go there in several steps", human.Time(to), human.Time(from))
	}
	return nil
}

// errLeft is why time no longer moves where the context or the sandbox has ended.
var errLeft = problem.Conflictf("its sandbox was deleted, the server stops, or whoever asked has left")

// errStuck is why time no longer moves where deliveries cannot be recorded.
var errStuck = problem.New(problem.Unavailable, "", "the simulator cannot write its state to disk; go on once it can be written")

// settle carries out what is due now and returns once the due deliveries of the advance are recorded. The error is errLeft or errStuck.
func (e Clock) settle(ctx context.Context, advance uint64) error {
	for {
		e.start()
		due := dueDeliveries(e.store.Read(), e.clock.Now(), advance)
		if len(due) == 0 {
			if ctx.Err() != nil || e.ctx.Err() != nil {
				return errLeft
			}
			return nil
		}
		for _, j := range due {
			if err := e.awaitEnd(ctx, j); err != nil {
				return err
			}
		}
	}
}

// Settle returns once everything that is due now has happened, deliveries included, or the context or the sandbox has ended.
func (e Clock) Settle(ctx context.Context) { _ = e.settle(ctx, math.MaxUint64) }

// dueDeliveries returns the notifications due by now that belong to an advance.
func dueDeliveries(r *store.Tx, now time.Time, advance uint64) (due []*domain.Job) {
	for j := range r.Deliveries() {
		if j.Due.After(now) {
			break
		}
		if j.During != advance {
			due = append(due, j)
		}
	}
	return due
}

// awaitEnd returns once a job has left the table. The error is errLeft or errStuck where that comes first. It waits on the journal, since each
// removal of a job writes an entry.
func (e Clock) awaitEnd(ctx context.Context, j *domain.Job) error {
	for {
		changed := e.journal.Changed()
		if !e.store.Read().HasJob(j) {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return errLeft
		case <-e.ctx.Done():
			return errLeft
		case <-e.keeper.stuck():
			return errStuck
		}
	}
}

// startAdvance gives the advance a number. Jobs of requests that come from now on carry it and do not belong to the advance.
func (e Clock) startAdvance(u *underway) (uint64, *Advanced) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.advances++
	e.advancing, e.log = e.advances, u.result
	e.underway.Store(u)
	return e.advancing, e.log
}

func (e Clock) endAdvance() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.advancing, e.log = 0, nil
	close(e.underway.Swap(nil).ended)
}

// SetClock changes the mode, and the time unless it is zero. Time only goes forward. It returns when the changes of state on the way
// have happened, unless they cannot be written to disk: the clock is set all the same.
func (e Clock) SetClock(mode clock.Mode, now time.Time) error {
	if !e.moving.TryLock() {
		return problem.Conflictf("an advance is running in this sandbox: wait for its answer")
	}
	defer e.moving.Unlock()
	if err := checkStep(e.clock.Now(), now); err != nil {
		return err
	}
	if err := e.setClock(mode, now); err != nil {
		return problem.Invalidf("%w", err)
	}
	e.journal.Append(journal.ClockMoved(message.New("set to %s at %s", string(mode), human.Time(e.clock.Goal())), e.clock.Goal()))
	_ = keeping(e.catchUp) // otherwise it happens once it can be written
	e.wake()
	return nil
}

// setClock sets the clock, on disk too where the state is kept; where it cannot be written, the clock goes on as before.
func (e Clock) setClock(mode clock.Mode, now time.Time) (err error) {
	back := e.rememberClock()
	defer back()
	e.alone(func(t *tx) {
		if err = e.clock.Set(mode, now); err == nil {
			t.batch.force, t.batch.moved = true, true
		}
	})
	return err
}

// rememberClock returns a function to be deferred, which puts the clock back when a panic ends what has moved it.
func (e *core) rememberClock() (back func()) {
	before, elapsed := e.clock.State(), clock.Stopwatch()
	return func() {
		value := recover()
		if value == nil {
			return
		}
		if before.Mode == clock.Wall {
			before.Now = before.Now.Add(elapsed())
		}
		e.clock.Restore(before)
		panic(value)
	}
}

// ClockState returns mode and time of the clock.
func (e Clock) ClockState() clock.State { return e.clock.State() }

// ClearingDate returns the settle_date of a payment that succeeds now, by the platform's cut-off (CLR-2).
func (e Clock) ClearingDate() domain.Date {
	return domain.SettleDate(e.clock.Now(), e.config.ClearingCutoff)
}
