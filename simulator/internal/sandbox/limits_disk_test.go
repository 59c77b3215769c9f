package sandbox

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// openedIn starts a manager with limits that keeps its sandboxes in a directory.
func openedIn(t *testing.T, dir string, l Limits) *Manager {
	t.Helper()
	guard, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	m := NewManager(delivery.New(guard))
	m.Limit(l)
	if err := m.Open(engine.Config{Platform: builtin.PlatformKey()}, dir); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close(t.Context()) })
	return m
}

// TestUnusedSandboxesGoFromTheDirectory holds that the file of an unused sandbox goes with it, and that it does not come back.
func TestUnusedSandboxesGoFromTheDirectory(t *testing.T) {
	t.Parallel()
	dir, limits := t.TempDir(), Limits{TTL: time.Hour}
	m := openedIn(t, dir, limits)
	add(t, m, "a")
	m.expire(t.Context(), clock.Real().Add(2*time.Hour))
	if _, err := os.Stat(m.file("a")); !os.IsNotExist(err) {
		t.Errorf("the file of the sandbox is still there: %v", err)
	}
	if err := m.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if m = openedIn(t, dir, limits); !slices.Equal(ids(m), []string{Default}) {
		t.Errorf("after a restart there are %v", ids(m))
	}
}

// TestDefaultIsThereWhateverTheLimitsSay sets the file of default aside, as a damaged one is, and starts where there are as many others as
// there may be.
func TestDefaultIsThereWhateverTheLimitsSay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	m := openedIn(t, dir, Limits{})
	add(t, m, "a")
	add(t, m, "b")
	if err := m.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(m.file(Default)); err != nil {
		t.Fatal(err)
	}
	m = openedIn(t, dir, Limits{Sandboxes: 1})
	if !slices.Equal(ids(m), []string{"a", "b", Default}) {
		t.Errorf("there are %v", ids(m))
	}
}

// TestAnImportNeedsRoom holds that an import is refused where it is one sandbox too many, or would bring along more than the server may hold.
func TestAnImportNeedsRoom(t *testing.T) {
	t.Parallel()
	data, all := exported(t)
	held := all.Bytes
	for name, c := range map[string]struct {
		limits Limits
		names  string // in the refusal; "" for none
	}{
		"a sandbox too many":    {Limits{Sandboxes: 1}, "--max-sandboxes"},
		"a sandbox that fits":   {Limits{Sandboxes: 2}, ""},
		"a byte too many":       {Limits{Limits: engine.Limits{Bytes: held - 1}}, "--max-bytes"},
		"bytes that fit":        {Limits{Limits: engine.Limits{Bytes: held}}, ""},
		"an order too many":     {Limits{Limits: engine.Limits{Orders: 1}}, "--max-orders"},
		"orders that fit":       {Limits{Limits: engine.Limits{Orders: 2}}, ""},
		"there are no limits":   {Limits{}, ""},
		"disuse is not a limit": {Limits{TTL: time.Hour}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := openedIn(t, t.TempDir(), c.limits)
			s, err := m.Import("x", bytes.NewReader(data))
			switch {
			case c.names == "":
				if err != nil || s.Held().Bytes != held {
					t.Fatalf("%v, want a sandbox with %d bytes", err, held)
				}
			case problem.CodeOf(err) != problem.LimitReached || !strings.Contains(err.Error(), c.names):
				t.Errorf("%v, want limit_reached that names %s", err, c.names)
			case m.Get("x") != nil:
				t.Error("the sandbox is there all the same")
			}
		})
	}
}

// place registers the built-in merchants in a sandbox, and places orders of one.
func place(t *testing.T, s *Sandbox, numbers ...string) {
	t.Helper()
	for _, merchant := range builtin.Merchants() {
		s.PutMerchant(merchant)
	}
	for _, number := range numbers {
		out := s.Create(0, s.Merchant("201304121000001004"), domain.Create{API: domain.Direct, NoOrder: number, DtOrder: s.Now().Format("20060102150405"),
			MoneyOrder: "49.90", Fen: 4990, UserID: "u1", SignType: "RSA"})
		if !out.Decision.OK() {
			t.Fatalf("%+v", out.Decision)
		}
	}
}

// TestNothingSetAsideIsOverwritten sets a damaged file with its log aside where the log of an earlier one is left: each keeps its name. A file whose
// log alone was renamed, when a kill came between the two, goes after it.
func TestNothingSetAsideIsOverwritten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	m := openedIn(t, dir, Limits{})
	if err := m.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "shop.llsim")
	leave := func(name string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	begin := func(aside string) {
		t.Helper()
		m := openedIn(t, dir, Limits{})
		if all := m.SetAside(); len(all) != 1 || all[0].File != aside {
			t.Errorf("%+v was set aside, not %s", all, aside)
		}
		if err := m.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	leave(file)
	leave(file + ".damaged.wal")
	begin(file + ".damaged")
	if err := os.Remove(file + ".damaged"); err != nil {
		t.Fatal(err)
	}
	leave(file)
	leave(file + ".wal")
	begin(file + ".damaged-2")
	if log, err := os.ReadFile(file + ".damaged.wal"); err != nil || string(log) != file+".damaged.wal" {
		t.Errorf("%q, %v", log, err)
	}
}
