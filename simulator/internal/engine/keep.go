package engine

import (
	"errors"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// keeper writes what a sandbox does to its file.
type keeper struct {
	file *durable.File // nil: nothing is kept

	mu     sync.Mutex
	failed bool          // the last write did
	broken chan struct{} // closed while writes fail
}

// journalDelay is the longest real time for which a journal entry that no transaction belongs to stays unwritten.
const journalDelay = time.Second

// retryDelay is how long the sandbox's own work waits before it tries a disk again that could not be written.
const retryDelay = time.Second

// keep writes what the batch has changed, before anybody sees it. The error is a problem.Unavailable.
func (b *batch) keep() error {
	e := b.e
	changes := b.rows.Changes()
	if e.keeper.file == nil || len(changes.Rows) == 0 && !changes.Cleared && !b.force {
		return nil
	}
	epoch := e.epoch.Load()
	if changes.Cleared {
		epoch++ // once it is committed
	}
	machine, now := clock.Real(), e.clock.Goal()
	mode := e.clock.Mode()
	if mode == clock.Manual && !b.moved {
		now = b.reached
	}
	elapsed := clock.Stopwatch()
	err := e.keeper.file.Commit(durable.Batch{
		Changes: changes, From: b.from, Counters: b.rows.Counters(), Clock: clock.State{Mode: mode, Now: now}, Real: machine,
		Epoch: uint64(uint32(epoch)), Entries: b.entries, Taken: b.taken, Dropped: b.dropped,
	}, e.journal)
	if watch := e.config.Observer; watch != nil && err == nil {
		watch.Synced(elapsed())
	}
	return e.keeper.report(e, err)
}

// report logs when the file can no longer be written, and when it can again, and returns the error for those whose changes are refused.
func (k *keeper) report(e *core, err error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	log := e.config.Logger
	switch {
	case err != nil && !k.failed:
		close(k.broken)
	case err == nil && k.failed:
		k.broken = make(chan struct{})
	}
	switch {
	case err != nil && !k.failed && log != nil:
		log.Error("the state cannot be written to disk: what would change it is refused until it can", "file", k.file.Path(), "error", err.Error())
	case err == nil && k.failed && log != nil:
		log.Warn("the state is written to disk again", "file", k.file.Path())
	}
	k.failed = err != nil
	if err == nil {
		return nil
	}
	return unwritten(err)
}

// stuck returns a channel that is closed when writes fail.
func (k *keeper) stuck() <-chan struct{} {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.broken
}

// unwritten returns the error for those whose changes are refused because of an error of the disk.
func unwritten(err error) error {
	return problem.New(problem.Unavailable, "", "the simulator cannot write its state to disk, so nothing was changed: %w; try again once it can be written", err)
}

// Unkept returns the error of a transaction that could not be written to disk, from a panic's value, or nil. Nothing of the transaction has
// happened, and the log has the reason once.
func Unkept(value any) error {
	err, ok := value.(error)
	if p, is := value.(*Panic); is {
		err, ok = p.Value.(error)
	}
	if ok && problem.CodeOf(err) == problem.Unavailable {
		return err
	}
	return nil
}

// keeping runs f and returns the error where the disk could not be written. Other panics go on.
func keeping(f func()) error {
	failed := try(f)
	if failed == nil {
		return nil
	}
	if err := Unkept(failed); err != nil {
		return err
	}
	panic(failed)
}

// writeOut makes sure that clock and journal are on disk.
func (e *core) writeOut() {
	if e.keeper.file != nil {
		e.alone(func(t *tx) { t.batch.force = true })
	}
}

// keepJournal writes the journal entries that no commit has taken with it, until the sandbox stops.
func (e *core) keepJournal() {
	defer close(e.flushed)
	for {
		changed := e.journal.Changed()
		if e.keeper.file.Journal() < e.journal.Last() {
			if clock.Wait(e.ctx, journalDelay) != nil {
				return
			}
			if e.keeper.file.Journal() < e.journal.Last() {
				_ = keeping(e.writeOut) // it is tried again with the next commit
			}
			continue
		}
		select {
		case <-changed:
		case <-e.ctx.Done():
			return
		}
	}
}

// closeFile ends the file.
func (e *core) closeFile() error {
	if e.keeper.file == nil {
		return nil
	}
	return errors.Join(keeping(e.writeOut), e.keeper.file.Close())
}
