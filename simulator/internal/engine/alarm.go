package engine

import (
	"math"
	"sync/atomic"
	"time"
)

// alarm tracks the next scheduled wake-up and reports when a newly added job is due earlier. Moments are Unix milliseconds.
type alarm struct {
	wakeUp  atomic.Int64 // the next scheduled wake-up; never while there is none or jobs are being looked at
	soonest atomic.Int64 // when the first job is due that was added since the last call of due; never without one
}

const never = math.MaxInt64

func (a *alarm) init() {
	a.wakeUp.Store(never)
	a.soonest.Store(never)
}

// clear is called before the jobs are looked at, set after.
func (a *alarm) clear() { a.wakeUp.Store(never) }

func (a *alarm) set(due time.Time) { a.wakeUp.Store(due.UnixMilli()) }

// add records that jobs were committed, the first of which is due then; zero: none were. Calls must not overlap.
func (a *alarm) add(due time.Time) {
	if !due.IsZero() && due.UnixMilli() < a.soonest.Load() {
		a.soonest.Store(due.UnixMilli())
	}
}

// due reports whether a job added since the last call is due before the next scheduled wake-up.
func (a *alarm) due() bool {
	soonest := a.soonest.Swap(never)
	return soonest != never && soonest <= a.wakeUp.Load()
}
