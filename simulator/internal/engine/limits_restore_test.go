package engine_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// TestARestoreNeedsRoom holds that a snapshot which has more than the present state is not restored beyond a limit, that nothing has changed
// then, and that it is restored once there is room.
func TestARestoreNeedsRoom(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		limits func(size int64) engine.Limits // of the server, for states of 10 orders
		names  string
	}{
		"orders": {func(int64) engine.Limits { return engine.Limits{Orders: 19} }, "--max-orders"},
		"bytes":  {func(size int64) engine.Limits { return engine.Limits{Bytes: 3*size - 1} }, "--max-bytes"},
	} {
		for _, kept := range []string{"in memory", "on disk"} {
			t.Run(name+" "+kept, func(t *testing.T) {
				t.Parallel()
				probe := newEngine(t, manual())
				fill(probe, 10)
				quota := engine.NewQuota(c.limits(probe.Held().Bytes))
				path := filepath.Join(t.TempDir(), "x.llsim")
				var e *engine.Engine
				if kept == "on disk" {
					e = onDisk(t, limited(engine.Limits{}, quota), path)
				} else {
					e = newEngine(t, limited(engine.Limits{}, quota))
				}
				other := newEngine(t, limited(engine.Limits{}, quota))
				fill(e, 10)
				if _, err := e.Snapshot("full"); err != nil {
					t.Fatal(err)
				}
				if err := e.Reset(true); err != nil {
					t.Fatal(err)
				}
				fill(other, 10)
				placed(t, e, order(e, "mine", deadAddress))
				epoch, held := e.Epoch(), e.Held()
				for range 2 {
					if err := e.Restore("full"); problem.CodeOf(err) != problem.LimitReached || !strings.Contains(err.Error(), c.names) {
						t.Errorf("restored with %v, want limit_reached that names %s", err, c.names)
					}
				}
				if found := e.OrdersByNumber(byNumber, "mine"); e.Epoch() != epoch || e.Held() != held || len(found) != 1 {
					t.Errorf("after that epoch %d, held %+v, %d orders; before %d and %+v", e.Epoch(), e.Held(), len(found), epoch, held)
				}
				if err := other.Reset(true); err != nil {
					t.Fatal(err)
				}
				if err := e.Restore("full"); err != nil || e.Held().Orders != 10 {
					t.Errorf("with room: %v, %+v", err, e.Held())
				}
				if name == "orders" {
					fill(other, 10)
					if n := other.Held().Orders; n != 9 {
						t.Errorf("then %d orders had a place, want 9", n)
					}
				}
				if kept == "on disk" {
					expectKept(t, e, path)
				}
			})
		}
	}
}

// expectKept closes a sandbox and expects that its file has what it held.
func expectKept(t *testing.T, e *engine.Engine, path string) {
	t.Helper()
	held := e.Held()
	if err := e.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	state, err := durable.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	if engine.HeldBy(state) != held {
		t.Errorf("the file holds %+v, want %+v", engine.HeldBy(state), held)
	}
}

// TestASandboxRestoresWithinItsBytes holds the limit of the sandbox itself.
func TestASandboxRestoresWithinItsBytes(t *testing.T) {
	t.Parallel()
	probe := newEngine(t, manual())
	before := probe.Held().Bytes
	fill(probe, 40)
	size := probe.Held().Bytes
	e := newEngine(t, limited(engine.Limits{Bytes: 2*size + before + 100}, nil))
	if _, err := e.Snapshot("empty"); err != nil {
		t.Fatal(err)
	}
	fill(e, 40)
	if _, err := e.Snapshot("full"); err != nil {
		t.Fatal(err)
	}
	paid(t, e, order(e, "one more", deadAddress)) // beyond the limit, by a step
	for name, want := range map[string]bool{"full": true, "empty": true} {
		if err := e.Restore(name); (err == nil) != want {
			t.Errorf("%s, which has less: %v", name, err)
		}
	}
	if err := e.Restore("empty"); err != nil {
		t.Fatal(err)
	}
	if err := e.Restore("full"); err != nil {
		t.Errorf("as much as there is room for: %v", err)
	}
	if err := e.Restore("empty"); err != nil {
		t.Fatal(err)
	}
	for _, n := range []string{"a", "b"} {
		placed(t, e, order(e, n, deadAddress))
	}
	if _, err := e.Snapshot("two"); err != nil {
		t.Fatal(err)
	}
	if err := e.Restore("full"); problem.CodeOf(err) != problem.LimitReached || !strings.Contains(err.Error(), "limits.bytes") {
		t.Errorf("too much: %v, want limit_reached that names limits.bytes", err)
	}
}

// TestRestoresDoNotPassALimitTogether has sandboxes restore snapshots at the same time, and holds that together they hold no more orders than
// the server may.
func TestRestoresDoNotPassALimitTogether(t *testing.T) {
	t.Parallel()
	const boxes, fit = 8, 3
	quota := engine.NewQuota(engine.Limits{Orders: fit*10 + 9})
	var all []*engine.Engine
	for range boxes {
		e := newEngine(t, limited(engine.Limits{}, quota))
		fill(e, 10)
		if _, err := e.Snapshot("s"); err != nil {
			t.Fatal(err)
		}
		if err := e.Reset(true); err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	for round := range 20 {
		restored, begin := make(chan bool, boxes), make(chan struct{})
		for _, e := range all {
			go func() {
				<-begin
				restored <- e.Restore("s") == nil
			}()
		}
		close(begin)
		n := 0
		for range boxes {
			if <-restored {
				n++
			}
		}
		if n != fit {
			t.Fatalf("round %d: %d snapshots were restored, there is room for %d", round, n, fit)
		}
		for _, e := range all {
			if err := e.Reset(true); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := quota.Claim(engine.Held{Orders: fit*10 + 9}); err != nil {
		t.Errorf("after resets: %v", err)
	}
}
