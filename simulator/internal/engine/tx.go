package engine

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// tx is a write transaction with its one moment and the journal entries that go with it.
type tx struct {
	*store.Tx
	e       *Engine
	now     time.Time
	request uint64 // journal id of the request that is carried out, 0 for jobs
	entries []journal.Entry
	soonest time.Time // when the first of its jobs is due, zero without one
}

// update runs f in a write transaction in which everything due before has happened, and returns after the commit. Entries reach
// the journal after the commit and before the next one. Writers that come at the same time share a transaction.
func (e *Engine) update(f func(*tx)) { e.writers.join(f, e.write) }

// alone is update for what needs a transaction of its own: it sees the last commit whole.
func (e *Engine) alone(f func(*tx)) { e.write([]func(*tx){f}) }

// write carries out one writer after the other, each at its own moment, and commits what they did together.
func (e *Engine) write(writers []func(*tx)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	rows := e.store.Write()
	defer rows.Abort()
	var entries []journal.Entry
	var soonest time.Time
	for _, f := range writers {
		t := &tx{Tx: rows, e: e, now: e.clock.Now()}
		t.catchUp()
		f(t)
		entries = append(entries, t.entries...)
		soonest = sooner(soonest, t.soonest)
	}
	rows.Commit()
	e.alarm.add(soonest)
	for _, entry := range entries {
		e.journal.Append(entry)
	}
}

// AddJob numbers a job and puts it into the table.
func (t *tx) AddJob(j domain.Job) uint64 {
	t.soonest = sooner(t.soonest, j.Due)
	j.ID = t.Tx.AddJob(j)
	if j.Kind == domain.NotificationAttempt {
		t.e.lookFrom(&j)
	}
	return j.ID
}

// sooner is the earlier of two moments, of which zero is none.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// View runs f over the present state, in which everything due has happened.
func (e *Engine) View(f func(r *store.Tx, now time.Time)) {
	r, now := e.store.Read(), e.clock.Now()
	if j := r.NextState(); j != nil && !j.Due.After(now) {
		e.update(func(*tx) {})
		r = e.store.Read()
	}
	f(r, now)
}

// note adds a journal entry at the transaction's moment.
func (t *tx) note(entry journal.Entry) {
	entry.At = t.now
	if entry.Request == 0 {
		entry.Request = t.request
	}
	t.entries = append(t.entries, entry)
}

// noteDecision notes what was decided about a merchant's request; known is the order it was about, if there is one.
func (t *tx) noteDecision(m *domain.Merchant, noOrder string, known *domain.Order, d domain.Decision) {
	entry := journal.Entry{Kind: journal.Decision, OidPartner: m.OidPartner, NoOrder: noOrder, Rule: d.Rule, Code: string(d.Code), Text: d.Reason}
	if known != nil {
		entry.NoOrder, entry.OidPaybill = known.NoOrder, known.OidPaybill
	}
	t.note(entry)
}

// noteOrder notes a change of an order.
func (t *tx) noteOrder(o *domain.Order, rule, text string, data any) {
	t.note(journal.Entry{Kind: journal.State, OidPartner: o.OidPartner, NoOrder: o.NoOrder, OidPaybill: o.OidPaybill,
		Rule: rule, Code: string(o.State), Text: text, Data: data})
}

// feeRate is the merchant's, 0 when the profile is gone.
func feeRate(m *domain.Merchant) string {
	if m == nil || m.FeeRate == "" {
		return "0"
	}
	return m.FeeRate
}
