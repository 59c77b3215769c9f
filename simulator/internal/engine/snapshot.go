package engine

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// snapshot is a sandbox's whole state but its journal and its snapshots.
type snapshot struct {
	name  string
	clock clock.State
	state *store.Snapshot
}

// SnapshotInfo describes a snapshot.
type SnapshotInfo struct {
	Name string
	At   time.Time // platform time
}

var validID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)

// ValidID reports whether a text can name a sandbox or a snapshot.
func ValidID(id string) bool { return validID.MatchString(id) }

// Snapshots keeps the whole state under names, puts it back, and resets it.
type Snapshots struct{ *core }

// Snapshot keeps the present state under a name, which is a ValidID.
func (e Snapshots) Snapshot(name string) (info SnapshotInfo, err error) {
	e.catchUp() // so that the snapshot has what is due
	e.alone(func(t *tx) {
		if e.snaps[name] != nil {
			err = problem.Conflictf("there is a snapshot %q: delete it first, or choose another name", name)
			return
		}
		s := &snapshot{name: name, clock: e.clock.State(), state: t.Snapshot()}
		if err = t.checkRoom(s.state.Held().Bytes); err != nil {
			return
		}
		e.snaps[name] = s
		e.snapBytes.Add(s.state.Held().Bytes)
		info = SnapshotInfo{name, s.clock.Now}
		t.note(journal.Operated(journal.Subject{}, fmt.Sprintf("snapshot %q", name), named(journal.CallTakeSnapshot, name)))
	})
	return info, err
}

func named(call journal.Call, name string) journal.Operation {
	return journal.Operation{Call: call}.With("name", name)
}

// ListSnapshots returns the snapshots by name.
func (e Snapshots) ListSnapshots() []SnapshotInfo {
	e.mu.Lock()
	defer e.mu.Unlock()
	infos := make([]SnapshotInfo, 0, len(e.snaps))
	for _, s := range e.snaps {
		infos = append(infos, SnapshotInfo{s.name, s.clock.Now})
	}
	slices.SortFunc(infos, func(a, b SnapshotInfo) int { return strings.Compare(a.Name, b.Name) })
	return infos
}

// DeleteSnapshot forgets a snapshot.
func (e Snapshots) DeleteSnapshot(name string) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.snaps[name] == nil {
		return problem.NotFoundf("there is no snapshot %q", name)
	}
	e.snapBytes.Add(-e.snaps[name].state.Held().Bytes)
	delete(e.snaps, name)
	e.tally(0)
	e.journal.Append(journal.Operated(journal.Subject{}, fmt.Sprintf("snapshot %q deleted", name), named(journal.CallDeleteSnapshot, name)))
	return nil
}

// Restore puts a snapshot's state and clock in place of the present ones. Deliveries under way end in the journal only;
// attempts that were pending in the snapshot are sent again.
func (e Snapshots) Restore(name string) error {
	return e.replace(func(t *tx) error {
		s := e.snaps[name]
		if s == nil {
			return problem.NotFoundf("there is no snapshot %q", name)
		}
		t.Restore(s.state)
		e.clock.Restore(s.clock)
		t.note(journal.Operated(journal.Subject{}, fmt.Sprintf("snapshot %q restored", name), named(journal.CallRestoreSnapshot, name)))
		return nil
	})
}

// Reset goes back to the sandbox's configuration. With keepSequence numbering goes on, so that no oid_paybill comes twice.
func (e Snapshots) Reset(keepSequence bool) error {
	return e.ResetAt(keepSequence, e.config.ClockMode, e.config.ClockStart)
}

// ResetAt is Reset with another time than the configuration's, which may lie before the present one; a zero start is real time.
func (e Snapshots) ResetAt(keepSequence bool, mode clock.Mode, start time.Time) error {
	return e.replace(func(t *tx) error {
		t.Clear()
		if !keepSequence {
			t.SetCounters(store.Counters{})
		}
		e.clock.Reset(mode, start)
		t.now = e.clock.Now()
		t.configure()
		t.note(journal.Operated(journal.Subject{}, "reset", journal.Operation{Call: journal.CallReset}))
		return nil
	})
}

// Epoch returns a number that changes at each reset and restore, for pages and deliveries that must not outlive the state they were made
// from. No two sandboxes of a process share one.
func (e Snapshots) Epoch() uint64 { return e.epoch.Load() }

// replace runs a change of the whole state in a transaction of its own. While time is being moved it returns ErrConflict.
func (e *core) replace(f func(*tx) error) (err error) {
	if !e.moving.TryLock() {
		return problem.Conflictf("an advance is running in this sandbox: wait for its answer")
	}
	defer e.moving.Unlock()
	e.alone(func(t *tx) {
		if err = f(t); err != nil {
			return // deliveries under way still belong to the present state
		}
		e.epoch.Add(1)
		e.unseen = &domain.Job{}
		t.now = e.clock.Now()
		t.batch.reached = t.now
		for i := range t.entries {
			t.entries[i].At = t.now
		}
	})
	e.wake()
	return err
}

// configure fills an empty store with what the sandbox starts with.
func (t *tx) configure() {
	for _, m := range t.e.config.Merchants {
		t.PutMerchant(m)
	}
	t.planFiles(domain.Date(clearing.NextDate(t.now)))
}
