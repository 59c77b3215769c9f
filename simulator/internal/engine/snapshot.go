package engine

import (
	"maps"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// snapshot is a sandbox's whole state but its journal and its snapshots.
type snapshot struct {
	name  string
	clock clock.State
	state *store.Snapshot
	kept  uint64 // the state in the sandbox's file that has its rows
}

// SnapshotInfo describes a snapshot.
type SnapshotInfo struct {
	Name string
	At   time.Time // platform time
}

// ValidID reports whether a text can name a sandbox or a snapshot: up to 63 small letters, digits and dashes, the first of them no dash.
func ValidID(id string) bool {
	for _, c := range []byte(id) {
		if !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-') {
			return false
		}
	}
	return id != "" && id[0] != '-' && len(id) <= 63
}

// Snapshots keeps the whole state under names, puts it back, and resets it.
type Snapshots struct{ *core }

// Snapshot keeps the present state under a name, which is a ValidID. Where the state is kept on disk, the sandbox works on while the
// snapshot is written.
func (e Snapshots) Snapshot(name string) (info SnapshotInfo, err error) {
	e.snapping.Lock()
	defer e.snapping.Unlock()
	if e.hasSnapshot(name) {
		return info, problem.Conflictf("there is a snapshot %q: delete it first, or choose another name", name)
	}
	e.catchUp() // so that the snapshot has what is due
	s := &snapshot{name: name}
	e.alone(func(t *tx) { s.clock, s.state = e.clock.State(), t.Snapshot() })
	size := s.state.Held().Bytes
	if err := e.claimSnapshot(size); err != nil {
		return info, err
	}
	if err := e.addSnapshot(s); err != nil {
		e.dropSnapshot(size)
		return info, err
	}
	return SnapshotInfo{name, s.clock.Now}, nil
}

// addSnapshot writes a snapshot to disk, where the state is kept, and adds it.
func (e *core) addSnapshot(s *snapshot) error {
	if err := e.writeSnapshot(s); err != nil {
		return err
	}
	return e.discarding(s.kept, func() error {
		e.alone(func(t *tx) {
			t.batch.force = true
			t.batch.taken = &durable.Snapshot{Name: s.name, Clock: s.clock, State: s.kept}
			t.batch.after = append(t.batch.after, func() { e.snaps[s.name] = s })
			t.note(journal.Operated(journal.Subject{}, message.New("snapshot %q", s.name), named(journal.CallTakeSnapshot, s.name)))
		})
		return nil
	})
}

func (e *core) hasSnapshot(name string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.snaps[name] != nil
}

// writeSnapshot writes the rows of a snapshot to the sandbox's file, if it has one.
func (e *core) writeSnapshot(s *snapshot) (err error) {
	if e.keeper.file == nil {
		return nil
	}
	if s.kept, err = e.keeper.file.Write(s.state); err != nil {
		return unwritten(err)
	}
	return nil
}

// snapshotNames returns the names of the snapshots; the caller holds mu.
func (e *core) snapshotNames() []string { return slices.Sorted(maps.Keys(e.snaps)) }

func named(call journal.Call, name string) journal.Operation {
	return journal.Operation{Call: call}.With("name", name)
}

// ListSnapshots returns the snapshots by name.
func (e Snapshots) ListSnapshots() []SnapshotInfo {
	e.mu.Lock()
	defer e.mu.Unlock()
	infos := make([]SnapshotInfo, 0, len(e.snaps))
	for _, name := range e.snapshotNames() {
		infos = append(infos, SnapshotInfo{name, e.snaps[name].clock.Now})
	}
	return infos
}

// DeleteSnapshot forgets a snapshot.
func (e Snapshots) DeleteSnapshot(name string) (err error) {
	e.snapping.Lock()
	defer e.snapping.Unlock()
	e.alone(func(t *tx) {
		s := e.snaps[name]
		if s == nil {
			err = problem.NotFoundf("there is no snapshot %q", name)
			return
		}
		t.batch.force = true
		t.batch.dropped = &durable.Snapshot{Name: name, State: s.kept}
		t.batch.after = append(t.batch.after, func() {
			delete(e.snaps, name)
			e.snapBytes.Add(-s.state.Held().Bytes)
		})
		t.note(journal.Operated(journal.Subject{}, message.New("snapshot %q deleted", name), named(journal.CallDeleteSnapshot, name)))
	})
	return err
}

// Restore puts a snapshot's state and clock in place of the present ones. Deliveries under way end in the journal only;
// attempts that were pending in the snapshot are sent again. Where the sandbox or its server holds as much as it may, a snapshot that has more
// than the present state is refused with a problem.LimitReached.
func (e Snapshots) Restore(name string) error {
	e.snapping.Lock()
	defer e.snapping.Unlock()
	e.mu.Lock()
	s := e.snaps[name]
	e.mu.Unlock()
	if s == nil {
		return problem.NotFoundf("there is no snapshot %q", name)
	}
	return e.replace(func() (uint64, error) { return e.copySnapshot(s) }, func(t *tx) error {
		if err := t.claimMore(s.state.Held()); err != nil {
			return err
		}
		t.Restore(s.state)
		e.clock.Restore(s.clock)
		t.note(journal.Operated(journal.Subject{}, message.New("snapshot %q restored", name), named(journal.CallRestoreSnapshot, name)))
		return nil
	})
}

// copySnapshot copies the rows of a snapshot in the sandbox's file, if it has one, so that they can become the present ones at once.
func (e *core) copySnapshot(s *snapshot) (uint64, error) {
	if e.keeper.file == nil {
		return 0, nil
	}
	n, err := e.keeper.file.Copy(s.kept)
	if err != nil {
		return 0, unwritten(err)
	}
	return n, nil
}

// Reset goes back to the sandbox's configuration. With keepSequence numbering goes on, so that no oid_paybill comes twice.
func (e Snapshots) Reset(keepSequence bool) error {
	return e.ResetAt(keepSequence, e.config.ClockMode, e.config.ClockStart)
}

// ResetAt is Reset with another time than the configuration's, which may lie before the present one; a zero start is real time.
func (e Snapshots) ResetAt(keepSequence bool, mode clock.Mode, start time.Time) error {
	return e.replace(nil, func(t *tx) error {
		t.Clear()
		if !keepSequence {
			t.SetCounters(store.Counters{})
		}
		e.clock.Reset(mode, start)
		t.now = e.clock.Now()
		t.configure()
		t.note(journal.Operated(journal.Subject{}, message.New("reset"), journal.Operation{Call: journal.CallReset}))
		return nil
	})
}

// Epoch returns a number that changes at each reset and restore, for pages and deliveries that must not outlive the state they were made
// from. No two sandboxes of a process share one.
func (e Snapshots) Epoch() uint64 { return e.epoch.Load() }

// replace runs a change of the whole state in a transaction of its own. prepare, where given, returns the state in the sandbox's file that
// is to be the present one. Where f returns an error it has changed nothing. While time is being moved replace returns ErrConflict.
func (e *core) replace(prepare func() (uint64, error), f func(*tx) error) (err error) {
	if !e.moving.TryLock() {
		return problem.Conflictf("an advance is running in this sandbox: wait for its answer")
	}
	defer e.moving.Unlock()
	var from uint64
	if prepare != nil {
		if from, err = prepare(); err != nil {
			return err
		}
	}
	if err := e.discarding(from, func() (err error) {
		defer e.rememberClock()()
		e.alone(func(t *tx) { err = t.replace(from, f) })
		return err
	}); err != nil {
		return err
	}
	e.wake()
	return nil
}

// replace runs a change of the whole state, with the state in the sandbox's file that is to be the present one, 0 for one without rows.
func (t *tx) replace(from uint64, f func(*tx) error) error {
	if err := f(t); err != nil {
		return err
	}
	t.batch.from = from
	t.now = t.e.clock.Now()
	t.batch.reached = t.now
	for i := range t.batch.entries[t.first:] {
		t.batch.entries[t.first+i].At = t.now
	}
	t.batch.after = append(t.batch.after, func() {
		t.e.epoch.Add(1)
		t.e.lookFromStart()
	})
	return nil
}

// discarding runs a transaction that is to use a state of the sandbox's file, 0 for none, and removes that where the transaction is refused or
// cannot be written.
func (e *core) discarding(state uint64, f func() error) error {
	var err error
	if failed := keeping(func() { err = f() }); failed != nil {
		err = failed
	}
	if err != nil && state != 0 {
		_ = e.keeper.file.Discard(state) // otherwise the next start does
	}
	return err
}

// configure fills an empty store with what the sandbox starts with.
func (t *tx) configure() {
	for _, m := range t.e.config.Merchants {
		t.PutMerchant(m)
	}
	t.planFiles(domain.Date(clearing.NextDate(t.now)))
}
