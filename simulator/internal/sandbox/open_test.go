package sandbox_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// A directory that cannot keep the state is found out at the start, not when the state is lost.
func TestOpenTriesTheDirectory(t *testing.T) {
	guard, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	parent := t.TempDir()
	file := filepath.Join(parent, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for dir, usable := range map[string]bool{
		filepath.Join(parent, "to", "be", "made"): true,
		file:                          false,
		filepath.Join(file, "inside"): false,
	} {
		m := sandbox.NewManager(delivery.New(guard))
		err := m.Open(engine.Config{Platform: builtin.PlatformKey()}, dir)
		_ = m.Close(t.Context())
		if (err == nil) != usable {
			t.Errorf("Open in %s: %v, should work: %t", dir, err, usable)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "*")); usable != slices.Equal(left, []string{filepath.Join(dir, "default.llsim"), filepath.Join(dir, "lock")}) {
			t.Errorf("left behind: %v", left)
		}
	}
}

// Two programs that write their state to one directory would lose that of the one that stops first.
func TestADirectoryIsForOneProgram(t *testing.T) {
	guard, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	dir, config := t.TempDir(), engine.Config{Platform: builtin.PlatformKey()}
	open := func() (*sandbox.Manager, error) {
		m := sandbox.NewManager(delivery.New(guard))
		return m, m.Open(config, dir)
	}
	first, err := open()
	if err != nil {
		t.Fatal(err)
	}
	second, err := open()
	if err == nil || !strings.Contains(err.Error(), "another llsim runs on it") {
		t.Errorf("a second one got %v", err)
	}
	_ = second.Close(t.Context())
	if err := first.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	third, err := open()
	if err != nil {
		t.Errorf("after the first one: %v", err)
	}
	if err := third.Close(t.Context()); err != nil {
		t.Error(err)
	}
}
