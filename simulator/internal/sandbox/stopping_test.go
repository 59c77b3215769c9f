package sandbox

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// halfway begins to make a sandbox x that brings along something, and returns once it is being made. finish lets it be made, and returns what
// became of it.
func halfway(m *Manager, adds engine.Held) (made <-chan *engine.Engine, finish func() error) {
	begun, goOn, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	engines := make(chan *engine.Engine, 1)
	go func() {
		_, err := m.make("x", &adds, m.remove, func(id string) (*engine.Engine, error) {
			close(begun)
			<-goOn
			c := m.attended(id, engine.Config{Platform: builtin.PlatformKey(), ClockMode: clock.Manual, Claimed: adds})
			if m.dir == "" {
				e := engine.New(c, m.poster)
				engines <- e
				return e, nil
			}
			e, err := m.write(id, c, engine.Fresh(c))
			engines <- e
			return e, err
		})
		ended <- err
	}()
	<-begun
	return engines, func() error {
		close(goOn)
		return <-ended
	}
}

// TestWhatIsBeingMadeStopsWithTheServer holds that a sandbox that is made while the server stops is stopped too, that Close waits for it, and
// that nothing of it is on disk.
func TestWhatIsBeingMadeStopsWithTheServer(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{"", t.TempDir()} {
		t.Run(map[bool]string{true: "in memory", false: "on disk"}[dir == ""], func(t *testing.T) {
			t.Parallel()
			m := openedIn(t, dir, Limits{Limits: engine.Limits{Orders: 10}})
			engines, finish := halfway(m, engine.Held{Orders: 3})
			closed := make(chan error, 1)
			go func() { closed <- m.Close(context.Background()) }()
			for {
				if _, err := m.reserve("y", nil); errors.Is(err, errStopping) {
					break
				}
				m.release("y")
				runtime.Gosched()
			}
			select {
			case err := <-closed:
				t.Fatalf("Close has returned while a sandbox was being made: %v", err)
			default:
			}
			if err := finish(); !errors.Is(err, errStopping) {
				t.Errorf("it was made, with %v, while the server was stopping", err)
			}
			if err := <-closed; err != nil {
				t.Errorf("Close: %v", err)
			}
			if err := m.quota.Claim(engine.Held{Orders: 10}); err != nil {
				t.Errorf("its orders still count: %v", err)
			}
			if !stopped(t, <-engines) {
				t.Error("its time can still be moved: it has not stopped")
			}
			if dir == "" {
				return
			}
			if _, err := os.Stat(m.file("x")); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("its file is there: %v", err)
			}
		})
	}
}

// stopped reports whether an engine has stopped: time can no longer be moved, and on disk nothing be written.
func stopped(t *testing.T, e *engine.Engine) (is bool) {
	defer func() { is = is || engine.Unkept(recover()) != nil }()
	_, err := e.AdvanceBy(t.Context(), 0)
	return err != nil
}

// TestCloseEndsWithItsContext holds that Close does not wait for a sandbox that takes longer to be made, and that the directory stays locked
// until it is.
func TestCloseEndsWithItsContext(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	m := openedIn(t, dir, Limits{})
	_, finish := halfway(m, engine.Held{})
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if err := m.Close(over); err != nil {
		t.Errorf("Close: %v", err)
	}
	other := NewManager(m.poster)
	if err := other.claim(dir); err == nil || !strings.Contains(err.Error(), "another llsim runs on it") {
		t.Errorf("while a sandbox is being made, another program got %v", err)
	}
	if err := finish(); !errors.Is(err, errStopping) {
		t.Errorf("it was made: %v", err)
	}
	for other.claim(dir) != nil {
		runtime.Gosched()
	}
	if err := other.lock.Unlock(); err != nil {
		t.Error(err)
	}
}

// TestTwoImportsDoNotPassALimitTogether imports a sandbox while another one, which has reserved its room, is still being made.
func TestTwoImportsDoNotPassALimitTogether(t *testing.T) {
	t.Parallel()
	data, held := exported(t)
	for name, c := range map[string]struct {
		limits engine.Limits
		names  string // in the refusal; "" for none
	}{
		"orders that fit":    {engine.Limits{Orders: 2 * held.Orders}, ""},
		"an order too many":  {engine.Limits{Orders: 2*held.Orders - 1}, "--max-orders"},
		"bytes that fit":     {engine.Limits{Bytes: 2 * held.Bytes}, ""},
		"a byte too many":    {engine.Limits{Bytes: 2*held.Bytes - 1}, "--max-bytes"},
		"nothing is limited": {engine.Limits{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := openedIn(t, t.TempDir(), Limits{Limits: c.limits})
			_, finish := halfway(m, held)
			_, err := m.Import("second", bytes.NewReader(data))
			switch {
			case c.names == "" && err != nil:
				t.Errorf("the second one: %v", err)
			case c.names != "" && (problem.CodeOf(err) != problem.LimitReached || !strings.Contains(err.Error(), c.names)):
				t.Errorf("the second one: %v, want limit_reached that names %s", err, c.names)
			}
			if err := finish(); err != nil {
				t.Errorf("the first one: %v", err)
			}
			if err := m.Delete(t.Context(), "x"); err != nil {
				t.Error(err)
			}
			if _, err := m.Import("third", bytes.NewReader(data)); err != nil {
				t.Errorf("in the place of the first one: %v", err)
			}
		})
	}
}

// exported returns a sandbox with two orders as a file, and what it holds.
func exported(t *testing.T) ([]byte, engine.Held) {
	t.Helper()
	source := opened(t, Limits{}).Get("a")
	place(t, source, "1", "2")
	file, err := source.Export(true)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(file)
	if err != nil || file.Close() != nil {
		t.Fatal(err)
	}
	return data, source.Held()
}
