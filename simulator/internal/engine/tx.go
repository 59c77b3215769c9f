package engine

import (
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// tx is one writer's part of a write transaction, with its moment.
type tx struct {
	*store.Tx
	e       *core
	batch   *batch
	now     time.Time
	request uint64 // journal id of the merchant's request, 0 for jobs
	during  uint64 // number of the advance during which the request came, for the jobs it schedules; 0 without one
	first   int    // number of the batch's journal entries before its own
}

// update runs f in a write transaction, after the changes of state that are due, and returns after the commit. The journal gets the
// entries after the commit and before the next one. Where the state is kept and cannot be written, update panics with what Unkept
// knows. Writers that arrive together share a transaction, and where one of them panics,
// the others run again: f must set all its results each time, and change nothing except through the tx.
func (e *core) update(f func(*tx)) { e.writers.join(f, e.write) }

// alone is update in a transaction that no other writer shares, so that f sees exactly the last commit.
func (e *core) alone(f func(*tx)) {
	w := newWriter(f)
	e.write([]*writer{w})
	w.repeat()
}

// write runs the writers one after the other, each at its own moment, and commits what they did together. It leaves out a writer that
// panics, and drops a job that does.
func (e *core) write(writers []*writer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if watch := e.config.Observer; watch != nil {
		elapsed := clock.Stopwatch()
		defer func() { watch.Committed(elapsed()) }()
	}
	broken := map[uint64]*Panic{}
	for len(writers) > 0 {
		b := &batch{e: e, broken: broken}
		failed := b.carryOut(writers)
		if failed != nil || b.unkept != nil {
			e.quota.GiveBack(b.reserved)
		}
		switch {
		case failed == nil && b.unkept != nil:
			for _, w := range writers {
				w.failed = &Panic{Value: b.unkept}
			}
			return
		case failed == nil:
			for _, w := range writers {
				w.failed = nil
			}
			b.publish()
			e.tally(b.reserved)
			return
		case b.job != nil:
			broken[b.job.ID] = failed
			e.report("the "+b.job.Kind.String()+" of "+b.job.Subject, failed)
		default:
			writers[b.at].failed = failed
			writers = slices.Concat(writers[:b.at], writers[b.at+1:])
		}
	}
}

// AddJob numbers a job and puts it into the table.
func (t *tx) AddJob(j domain.Job) uint64 {
	t.batch.soonest = sooner(t.batch.soonest, j.Due)
	j.During = t.during
	j.ID = t.Tx.AddJob(j)
	if j.Kind == domain.NotificationAttempt {
		t.e.lookFrom(&j)
	}
	return j.ID
}

// sooner returns the earlier of two moments; zero stands for none.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// present returns the present state, in which everything due has happened.
func (e *core) present() *store.Tx {
	if e.behind() {
		e.update(func(*tx) {})
	}
	for {
		r := e.store.Read()
		if j := r.NextState(); j == nil || j.Due.After(e.clock.Now()) {
			return r
		}
		e.update(func(*tx) {})
	}
}

// latest returns the present state or, where what is due cannot be written to disk, the last commit.
func (e *core) latest() (r *store.Tx) {
	if keeping(func() { r = e.present() }) != nil {
		r = e.store.Read()
	}
	return r
}

// behind reports whether changes of state are due.
func (e *core) behind() bool {
	j := e.store.Read().NextState()
	return j != nil && !j.Due.After(e.clock.Goal())
}

// catchUp carries out the changes of state that are due, in as many transactions as it takes.
func (e *core) catchUp() {
	for e.behind() && e.ctx.Err() == nil {
		e.update(func(*tx) {})
	}
}

// note adds a journal entry at the transaction's moment, without what no journal may keep.
func (t *tx) note(entry journal.Entry) {
	entry = t.e.journal.Masked(entry)
	entry.At = t.now
	if entry.Request == 0 {
		entry.Request = t.request
	}
	t.batch.entries = append(t.batch.entries, entry)
}

// detail adds a detail to the first entry from an index on that has a change of an order or refund; to the first change of anything else, such
// as a card that was bound, where there is none. d may be nil.
func (t *tx) detail(from int, d journal.Detail) {
	var at *journal.Entry
	for i := range t.batch.entries[from:] {
		e := &t.batch.entries[from+i]
		if e.Kind == journal.KindState && (at == nil || at.OidPaybill == "" && e.OidPaybill != "") {
			at = e
		}
	}
	if at != nil && d != nil {
		at.Data = d
	}
}

// noteDecision notes what was decided about a merchant's request; known is the order it was about, if there is one.
func (t *tx) noteDecision(m *domain.Merchant, noOrder string, known *domain.Order, d domain.Decision) {
	about := journal.Subject{OidPartner: m.OidPartner, NoOrder: noOrder}
	if known != nil {
		about.NoOrder, about.OidPaybill = known.NoOrder, known.OidPaybill
	}
	t.note(journal.Decided(about, d.Rule, string(d.Code), d.Reason))
}

// noteOrder notes a change of an order.
func (t *tx) noteOrder(o *domain.Order, rule string, text message.Message) {
	t.note(journal.Changed(SubjectOf(o), rule, string(o.State), text))
}
