package sandbox_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// TestOpenRefusesADirectoryThatCannotBeWritten holds that a start fails where nothing can be written, though the lock of an earlier run
// can be taken there, or not even that, as on a read-only mount.
func TestOpenRefusesADirectoryThatCannotBeWritten(t *testing.T) {
	for name, mode := range map[string]os.FileMode{"the lock can be taken": 0o666, "nor the lock": 0o000} {
		t.Run(name, func(t *testing.T) { refusesToOpen(t, mode) })
	}
}

// refusesToOpen tries a directory that cannot be written, with a lock of an earlier run.
func refusesToOpen(t *testing.T, lock os.FileMode) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "lock"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, each := range []struct {
		path string
		mode os.FileMode
	}{{filepath.Dir(dir), 0o755}, {filepath.Join(dir, "lock"), lock}, {dir, 0o555}} {
		if err := os.Chmod(each.path, each.mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
	guard, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	m := sandbox.NewManager(delivery.New(guard))
	t.Cleanup(func() { _ = m.Close(t.Context()) })
	ended := make(chan error)
	go func() {
		runtime.LockOSThread() // which ends with the goroutine, since it is not unlocked
		if os.Getuid() == 0 {  // for root every directory can be written
			if err := syscall.Setfsuid(65534); err != nil {
				ended <- err
				return
			}
		}
		ended <- m.Open(engine.Config{Platform: builtin.PlatformKey()}, dir)
	}()
	err = <-ended
	for _, part := range []string{"no state can be kept in " + dir, "permission denied", "name a directory that llsim can write"} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("Open: %v, want %q", err, part)
		}
	}
}
