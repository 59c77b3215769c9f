package engine

import (
	"math"
	"sync/atomic"
	"time"
)

// alarm knows when the sandbox looks at its jobs by itself, and whether a job has come that is due before. Moments are in
// milliseconds.
type alarm struct {
	ringing atomic.Int64 // when it looks; never: it may not have seen the newest jobs
	soonest atomic.Int64 // when the first of the jobs is due that came since the last look
}

const never = math.MaxInt64

func (a *alarm) init() {
	a.ringing.Store(never)
	a.soonest.Store(never)
}

// off is called before the jobs are looked at, set after.
func (a *alarm) off() { a.ringing.Store(never) }

func (a *alarm) set(due time.Time) { a.ringing.Store(due.UnixMilli()) }

// add takes note of committed jobs, the first of which is due then; the zero time is none. The caller is the only one who adds.
func (a *alarm) add(due time.Time) {
	if !due.IsZero() && due.UnixMilli() < a.soonest.Load() {
		a.soonest.Store(due.UnixMilli())
	}
}

// early tells whether a job that came since the last call is due before the sandbox looks by itself.
func (a *alarm) early() bool {
	due := a.soonest.Swap(never)
	return due != never && due <= a.ringing.Load()
}
