package engine

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// Slice is how many changes of state one transaction carries out.
const Slice = slice

// Queued is how many writers wait for their transaction.
func (e *Engine) Queued() int {
	e.writers.mu.Lock()
	defer e.writers.mu.Unlock()
	return len(e.writers.waiting)
}

// Write runs f in a transaction of the engine, as an operation would be.
func (e *Engine) Write(f func(*store.Tx)) { e.update(func(t *tx) { f(t.Tx) }) }

// View runs f over the present state, in which everything due by now has happened.
func (e *Engine) View(f func(r *store.Tx, now time.Time)) {
	now := e.Now()
	f(e.present(), now)
}

// CreateThen is Create with more to do in the same transaction.
func (e *Engine) CreateThen(m *domain.Merchant, c domain.Create, then func()) {
	e.update(func(t *tx) {
		t.create(m, c)
		then()
	})
}

// Wake makes the sandbox look at its jobs now.
func (e *Engine) Wake() { e.wake() }

// MoveClock moves a manual clock on, and does nothing of what becomes due.
func (e *Engine) MoveClock(to time.Time) { e.clock.MoveTo(to) }

// NextStop is the moment to which an advance moves on.
func (e *Engine) NextStop(to time.Time) time.Time { return e.nextStop(to) }

// Reader shows the last commit.
func (e *Engine) Reader() *store.Tx { return e.store.Read() }

// Advancing reports whether jobs that are scheduled from now on, until the advance that is under way ends, do not belong to it.
func (e *Engine) Advancing() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.advancing != 0
}
