package engine

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// core is what the parts of a sandbox share: its state, its transactions, its outbox, and the goroutine that makes the future happen.
//
// Whoever holds a lock takes only locks that come after it here:
//
//  0. snapping: snapshots are taken, restored or deleted.
//  1. moving: time is moved, or the whole state replaced.
//  2. outbox.admitting: notifications that are due are admitted.
//  3. mu: a write transaction, through to the disk where the state is kept, and to its journal entries. Readers of the store take no lock.
//  4. outbox.mu: what waits to be sent, is being sent, or waits for its commit. Nothing is committed and nothing posted under it.
//  5. writers.mu, and the locks inside the file, the journal and the clock. Under these no other lock is taken and no code of this package runs.
//
// No code of an adapter runs under any of them, but for the conditions with which the journal is searched, which see one entry each. The
// logger of Config is called under mu when a job panics: its handler must not call back.
type core struct {
	config  Config
	clock   *clock.Clock
	store   *store.Store
	journal *journal.Journal
	poster  *delivery.Poster

	snapping sync.Mutex
	moving   sync.Mutex
	writers  writers
	outbox   outbox

	mu        sync.Mutex  // guards the fields below it, to the blank line
	unseen    *domain.Job // the first notification that may still have to be admitted to the outbox; nil: there is none
	advances  uint64      // advances started so far
	advancing uint64      // the advance that is under way, 0 for none
	log       *Advanced   // what that advance has done so far
	snaps     map[string]*snapshot
	quota     *Quota // nil: none
	counted   Held   // what the quota counts of this sandbox
	keeper    keeper
	spare     []journal.Entry // room for the entries of the next batch

	underway  atomic.Pointer[underway] // the advance that is under way, nil for none
	snapBytes atomic.Int64             // of the snapshots
	alarm     alarm
	epoch     atomic.Uint64 // counts restores and resets: deliveries of an earlier one change nothing any more; no two engines have one in common

	ctx     context.Context // ends when nothing new is to begin
	stop    context.CancelFunc
	posting context.Context // ends when deliveries under way are cut off
	cut     context.CancelFunc
	woken   chan struct{}
	ended   chan struct{} // closed when run has returned
	flushed chan struct{} // closed when keepJournal has returned
}

// wake makes the sandbox look at its jobs now.
func (e *core) wake() {
	select {
	case e.woken <- struct{}{}:
	default:
	}
}

// run makes the future happen: at once what is due now, and on a wall clock what becomes due.
func (e *core) run() {
	defer close(e.ended)
	for {
		e.alarm.clear()
		failed := try(e.start)
		switch {
		case failed == nil:
		case Unkept(failed) != nil:
			if clock.Wait(e.ctx, retryDelay) == nil {
				continue
			}
		default:
			e.report("the sandbox's own work", failed)
		}
		var timer <-chan struct{}
		stop := func() {}
		if due, ok := e.nextWait(); ok && failed == nil { // after a panic it waits to be woken
			timer, stop = e.clock.After(due)
			e.alarm.set(due)
		}
		select {
		case <-e.woken:
		case <-timer:
		case <-e.ctx.Done():
			stop()
			return
		}
		stop()
	}
}

// start carries out the changes of state that are due and begins the deliveries that are due.
func (e *core) start() {
	e.catchUp()
	e.outbox.pump()
}

// nextWait returns when run has to look again. Deliveries that wait for a free sender begin when one is free.
func (e *core) nextWait() (time.Time, bool) {
	due, ok := e.outbox.nextAttempt()
	if j := e.store.Read().NextState(); j != nil && (!ok || j.Due.Before(due)) {
		return j.Due, true
	}
	return due, ok
}
