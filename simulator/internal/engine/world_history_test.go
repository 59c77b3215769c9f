package engine_test

import (
	"fmt"
	"maps"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func (w *world) snapshot() {
	w.move(0)
	name := fmt.Sprintf("s%d", w.say.pick("snapshot", 2))
	_, err := w.e.Snapshot(name)
	if _, exists := w.snapshots[name]; exists {
		if problem.CodeOf(err) != problem.Conflict {
			w.t.Fatalf("a second snapshot %s: %v", name, err)
		}
		if err := w.e.DeleteSnapshot(name); err != nil {
			w.t.Fatalf("%v", err)
		}
		_, err = w.e.Snapshot(name)
	}
	if err != nil {
		w.t.Fatalf("%v", err)
	}
	w.t.Logf("snapshot %s", name)
	w.snapshots[name] = kept{rows: rows(w.e), now: w.e.Now(), issued: maps.Clone(w.issued)}
}

func (w *world) restore() {
	name := fmt.Sprintf("s%d", w.say.pick("snapshot", 2))
	err := w.e.Restore(name)
	k, exists := w.snapshots[name]
	if !exists {
		if problem.CodeOf(err) != problem.NotFound {
			w.t.Fatalf("restore of no snapshot: %v", err)
		}
		return
	}
	if err != nil {
		w.t.Fatalf("%v", err)
	}
	w.t.Logf("restore %s", name)
	if diff := cmp.Diff(k.rows, rows(w.e), merchantKeys); diff != "" {
		w.t.Fatalf("restored state differs from the snapshot's (-kept +restored):\n%s", diff)
	}
	if !w.e.Now().Equal(k.now) {
		w.t.Fatalf("restored to %s, the snapshot is of %s", w.e.Now(), k.now)
	}
	w.issued = maps.Clone(k.issued)
	w.lookAgain()
}

func (w *world) reset() {
	keep := w.say.pick("keep sequence", 2) == 1
	if err := w.e.Reset(keep); err != nil {
		w.t.Fatalf("%v", err)
	}
	w.t.Logf("reset, keep sequence %t", keep)
	if !keep {
		w.issued = map[string]bool{}
	}
	if r := rows(w.e); len(r.Orders)+len(r.Refunds)+len(r.Notifications)+len(r.Faults)+len(r.Files) > 0 || len(r.Jobs) != 1 {
		w.t.Fatalf("after a reset there are %d orders, %d refunds, %d notifications, %d faults, %d files, %d jobs",
			len(r.Orders), len(r.Refunds), len(r.Notifications), len(r.Faults), len(r.Files), len(r.Jobs))
	}
	w.lookAgain()
}

// lookAgain takes the present states as given: a restore goes along no arrow.
func (w *world) lookAgain() {
	w.journal = w.e.Journal().Last()
	w.states = map[string]domain.OrderState{}
	for o := range w.e.AllOrders() {
		w.states[o.OidPaybill] = o.State
	}
}
