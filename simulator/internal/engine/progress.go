package engine

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/lianlian-sim/llsim/simulator/problem"
)

// underway is an advance that is under way, for those who look at it or stop it meanwhile.
type underway struct {
	from, to  time.Time
	ran, sent atomic.Int64
	stop      context.CancelCauseFunc
	ended     chan struct{} // closed when it has ended
}

// errStopped ends an advance that Stop stops.
var errStopped = problem.Conflictf("it was stopped")

// Progress says how far an advance has come.
type Progress struct {
	From, To time.Time
	Now      time.Time // platform time reached
	Ran      int       // jobs carried out
	Sent     int       // deliveries among them
	Left     int       // jobs that are in the table and due by its end; what they lead to comes on top
}

// Progress returns how far the advance that is under way has come; ok is false without one. It takes no lock and looks at no job.
func (e Clock) Progress() (p Progress, ok bool) {
	u := e.underway.Load()
	if u == nil {
		return Progress{}, false
	}
	return Progress{From: u.from, To: u.to, Now: e.clock.Now(), Ran: int(u.ran.Load()), Sent: int(u.sent.Load()), Left: e.store.Read().DueBy(u.to)}, true
}

// Stop stops the advance that is under way and returns when it has ended. Platform time stays where it is then, and the advance returns
// what happened until then, without an error. Deliveries that have begun go on and are recorded. Without an advance it is a
// problem.Conflict.
func (e Clock) Stop(ctx context.Context) error {
	u := e.underway.Load()
	if u == nil {
		return problem.Conflictf("no advance is running in this sandbox: there is nothing to stop")
	}
	u.stop(errStopped)
	select {
	case <-u.ended:
	case <-ctx.Done():
	}
	return nil
}
