package sandbox_test

import (
	"os"
	"path/filepath"
	"testing"

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
		err := m.Open(engine.Config{Platform: sandbox.BuiltinKey()}, dir)
		m.Close(t.Context())
		if (err == nil) != usable {
			t.Errorf("Open in %s: %v, should work: %t", dir, err, usable)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}
