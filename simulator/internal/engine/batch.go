package engine

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// slice bounds the changes of state that one transaction carries out, so that the next writer waits a few milliseconds at most.
const slice = 500

// batch is one write transaction, and what clock, alarm, advance and journal are told once it is committed; if it is aborted, they are told
// nothing.
type batch struct {
	e    *core
	rows *store.Tx

	at      int         // index of the writer that is running
	job     *domain.Job // the job that is running, nil for none
	broken  map[uint64]*Panic
	carried int       // jobs run so far
	reached time.Time // the latest moment of a writer

	entries []journal.Entry
	soonest time.Time // when the first of its jobs is due, zero without one
	ran     int       // jobs of the advance that is under way
	sent    []Sent    // deliveries of that advance

	reserved Held // for which the server's quota has reserved room

	// Where the state is kept on disk.
	force   bool              // write clock and journal though no row has changed
	moved   bool              // the clock has been set, and shows what is to be written
	from    uint64            // the state in the file that has taken the present one's place
	taken   *durable.Snapshot // that is there from the commit on
	dropped *durable.Snapshot
	unkept  error    // why nothing of it has happened
	after   []func() // run after the commit
}

// carryOut runs each writer and commits, or returns the panic of the writer or the job that was running. Where the state is kept and cannot
// be written, it does not commit and sets unkept.
func (b *batch) carryOut(writers []*writer) *Panic {
	b.entries = b.e.spare
	b.rows = b.e.store.Write()
	defer b.rows.Abort()
	return try(func() {
		for i, w := range writers {
			b.at = i
			t := &tx{Tx: b.rows, e: b.e, batch: b, first: len(b.entries)}
			t.catchUp()
			t.during = b.e.advancing
			w.f(t)
		}
		if b.unkept = b.keep(); b.unkept == nil {
			b.rows.Commit()
		}
	})
}

// publish tells the clock, the sandbox's goroutine, the advance and the journal what has been committed.
func (b *batch) publish() {
	for _, f := range b.after {
		f()
	}
	next := time.Time{}
	if j := b.e.store.Read().NextState(); j != nil {
		next = j.Due
	}
	b.e.clock.Hold(b.reached, next)
	b.e.alarm.add(b.soonest)
	if log := b.e.log; log != nil {
		log.Ran += b.ran
		for _, s := range b.sent {
			log.add(s)
		}
		u := b.e.underway.Load()
		u.ran.Add(int64(b.ran))
		u.sent.Add(int64(len(b.sent)))
	}
	for i := range b.entries {
		b.e.journal.AppendMasked(&b.entries[i])
	}
	b.e.keepRoom(b.entries)
}

// maxSpare bounds the room for journal entries that batches leave to the next.
const maxSpare = 256

// keepRoom leaves the room of a batch's entries to the next batch; the caller holds mu.
func (e *core) keepRoom(entries []journal.Entry) {
	if cap(entries) <= maxSpare {
		clear(entries)
		e.spare = entries[:0]
	}
}

// catchUp carries out the changes of state that are due, each at its own moment. After a slice of them it leaves the rest to later
// transactions; the writer's moment, and platform time, is then 1 ns before the first one that is left (ADR 18).
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

// carryOut takes a job out of the table and runs it at its moment.
func (t *tx) carryOut(j *domain.Job) {
	t.now, t.during = j.Due, j.During
	if failed := t.batch.broken[j.ID]; failed != nil {
		t.drop(j, failed)
		return
	}
	t.batch.job = j
	t.RemoveJob(j.Due, j.Kind, j.ID)
	t.changeState(j)
	t.batch.job = nil
	t.count(j)
}

// count counts a job if it belongs to the advance that is under way, and reports whether it does. Jobs of requests that came during the
// advance do not.
func (t *tx) count(j *domain.Job) bool {
	if t.e.log == nil || j.During == t.e.advancing {
		return false
	}
	t.batch.ran++
	return true
}
