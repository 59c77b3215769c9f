package engine_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// onDisk starts a sandbox that is kept in a file.
func onDisk(t testing.TB, c engine.Config, path string) *engine.Engine {
	t.Helper()
	if err := durable.Create(path, engine.Fresh(c)); err != nil {
		t.Fatal(err)
	}
	return openedAgain(t, c, path)
}

// openedAgain starts the sandbox of a file.
func openedAgain(t testing.TB, c engine.Config, path string) *engine.Engine {
	t.Helper()
	file, state, err := durable.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	guard, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.Resume(c, delivery.New(guard), state, file)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestRandomOperationsOnDisk drives a sandbox that is kept in a file with random operations, restores and resets among them. At the end the
// file has what the memory has: each table, each snapshot, the clock, the numbers given out.
func TestRandomOperationsOnDisk(t *testing.T) {
	urls := worldURLs(t)
	dir, n := t.TempDir(), 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		path := filepath.Join(dir, fmt.Sprint(n, ".llsim"))
		e := onDisk(t, worldConfig(), path)
		w := newWorld(r, e, draws{r}, urls)
		for range 1 + w.say.pick("operations", 30) {
			w.step()
		}
		if err := e.Close(context.Background()); err != nil {
			t.Fatal(err)
		}
		state, err := durable.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(rows(e), rowsOf(state.Present), sameRows); d != "" {
			r.Fatalf("(-in memory +in the file)\n%s", d)
		}
		if c := e.ClockState(); !c.Now.Equal(state.Clock.Now) || c.Mode != state.Clock.Mode || !state.Clean {
			r.Fatalf("the clock shows %+v, in the file %+v", c, state.Clock)
		}
		if len(state.Snapshots) != len(w.snapshots) {
			r.Fatalf("the file has %d snapshots of %d", len(state.Snapshots), len(w.snapshots))
		}
		for _, s := range state.Snapshots {
			if d := cmp.Diff(w.snapshots[s.Name].rows, rowsOf(s.Rows), sameRows); d != "" {
				r.Fatalf("snapshot %s (-in memory +in the file)\n%s", s.Name, d)
			}
		}
		if entries, last := e.Journal().Read(0, 0, nil); len(state.Entries) != len(entries) || state.Last != last {
			r.Fatalf("the file has %d entries up to %d, of %d up to %d", len(state.Entries), state.Last, len(entries), last)
		}
		_ = os.Remove(path)
	})
}

var sameRows = cmp.Options{cmpopts.EquateEmpty(), merchantKeys, cmpopts.IgnoreFields(domain.Job{}, "During")}

// rowsOf returns the rows of a snapshot of the store.
func rowsOf(s *store.Snapshot) store.Rows {
	w := s.Store().Write()
	defer w.Abort()
	return w.Rows()
}
