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
	result    *Advanced     // what it has done
	ended     chan struct{} // closed when it has ended, and result holds still
}

// errStopped ends an advance that StopAdvance stops.
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

// StopAdvance stops the advance that is under way and returns when it has ended. Platform time stays where it is then, and both return what
// happened until then. Deliveries that have begun go on and are recorded. Without an advance it is a problem.Conflict.
func (e Clock) StopAdvance(ctx context.Context) (Advanced, error) {
	u := e.underway.Load()
	if u == nil {
		return Advanced{}, problem.Conflictf("no advance is running in this sandbox: there is nothing to stop")
	}
	u.stop(errStopped)
	select {
	case <-u.ended:
		return *u.result, nil
	case <-ctx.Done():
		return Advanced{}, errLeft
	}
}
