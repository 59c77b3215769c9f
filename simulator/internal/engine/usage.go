package engine

import (
	"iter"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// Usage is what a sandbox holds and owes at a moment.
type Usage struct {
	Orders int
	Bytes  int           // an estimate of the memory it takes
	Due    int           // jobs whose moment has come and that are not carried out, MaxDue at most
	Late   time.Duration // platform time since the first of them was due
}

// MaxDue is how many jobs Usage counts.
const MaxDue = 100_000

// Usage looks at the last commit. It waits for nobody, and costs time only for jobs that are due.
func (e Parts) Usage() (u Usage) {
	held := e.held()
	u.Orders = int(held.Orders)
	u.Bytes = int(held.Bytes) + e.journal.Bytes()
	r, now := e.store.Read(), e.clock.Now()
	for _, queue := range []iter.Seq[*domain.Job]{r.States(), r.Deliveries()} {
		for j := range queue {
			if j.Due.After(now) || u.Due == MaxDue {
				break
			}
			u.Due++
			u.Late = max(u.Late, now.Sub(j.Due))
		}
	}
	return u
}
