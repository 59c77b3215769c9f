package engine

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// slice bounds the changes of state that one transaction carries out, so that nobody waits long for the next one: a few
// milliseconds' work.
const slice = 500

// batch is one write transaction with what others learn of it once it is committed. Where it is not, nobody has learnt anything.
type batch struct {
	e    *core
	rows *store.Tx

	at      int         // the writer whose turn it is
	job     *domain.Job // that is being carried out, nil for none
	broken  map[uint64]*Panic
	carried int       // jobs
	reached time.Time // the latest moment of a writer

	entries []journal.Entry
	soonest time.Time // when the first of its jobs is due, zero without one
	ran     int       // jobs of the advance that is under way
	sent    []Sent    // deliveries of that advance
}

// carryOut gives each writer its turn and commits, or returns the panic of the writer or the job whose turn it was.
func (b *batch) carryOut(writers []*writer) *Panic {
	b.rows = b.e.store.Write()
	defer b.rows.Abort()
	return try(func() {
		for i, w := range writers {
			b.at = i
			t := &tx{Tx: b.rows, e: b.e, batch: b}
			t.catchUp()
			t.during = b.e.turn
			w.f(t)
			b.entries = append(b.entries, t.entries...)
		}
		b.rows.Commit()
	})
}

// publish tells the clock, the sandbox's goroutine, the advance and the journal what has been committed.
func (b *batch) publish() {
	next := time.Time{}
	if j := b.e.store.Read().NextState(); j != nil {
		next = j.Due
	}
	b.e.clock.Hold(b.reached, next)
	b.e.alarm.add(b.soonest)
	if log := b.e.log; log != nil {
		log.ran += b.ran
		for _, s := range b.sent {
			log.add(s)
		}
	}
	for _, entry := range b.entries {
		b.e.journal.Append(entry)
	}
}

// catchUp carries out the changes of state that are due, each at its own moment. After a slice of them it
// leaves the rest to later transactions; the writer's moment, and platform time for all, is then right before the first one left.
func (t *tx) catchUp() {
	b, goal := t.batch, t.e.clock.Goal()
	shown := t.e.clock.Now()
	if b.reached.After(shown) {
		shown = b.reached
	}
	for {
		j := t.NextState()
		if j == nil || j.Due.After(goal) {
			t.now = goal
			break
		}
		if b.carried >= slice && j.Due.After(shown) {
			t.now = j.Due.Add(-1)
			break
		}
		b.carried++
		t.carryOut(j)
	}
	if t.now.Before(shown) {
		t.now = shown
	}
	b.reached = t.now
}

// carryOut takes a job out of the table and does it at its moment.
func (t *tx) carryOut(j *domain.Job) {
	t.now, t.during = j.Due, j.During
	if failed := t.batch.broken[j.ID]; failed != nil {
		t.drop(j, failed)
		return
	}
	t.batch.job = j
	t.RemoveJob(j.Due, j.Kind, j.ID)
	t.do(j)
	t.batch.job = nil
	t.count(j)
}

// count counts a job if it belongs to the advance that is under way, and tells whether it does: no request from outside made it meanwhile.
func (t *tx) count(j *domain.Job) bool {
	if t.e.log == nil || j.During == t.e.turn {
		return false
	}
	t.batch.ran++
	return true
}
