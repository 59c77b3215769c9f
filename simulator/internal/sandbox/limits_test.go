package sandbox

import (
	"bytes"
	"context"
	"log/slog"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// opened starts a manager with limits and the sandboxes default, a and b.
func opened(t *testing.T, l Limits) *Manager {
	t.Helper()
	guard, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	m := NewManager(delivery.New(guard))
	m.Limit(l)
	if err := m.Open(engine.Config{Platform: builtin.PlatformKey()}, ""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close(context.Background()) })
	add(t, m, "a")
	add(t, m, "b")
	return m
}

func add(t *testing.T, m *Manager, id string) *Sandbox {
	t.Helper()
	s, err := m.Create(id, engine.Config{Platform: builtin.PlatformKey()})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ids(m *Manager) (all []string) {
	for _, s := range m.List() {
		all = append(all, s.ID)
	}
	return all
}

func TestUnusedSandboxesGo(t *testing.T) {
	t.Parallel()
	const ttl = time.Hour
	for name, c := range map[string]struct {
		use  func(m *Manager)
		left []string
	}{
		"nobody uses any":      {func(*Manager) {}, []string{"default"}},
		"somebody looks at a":  {func(m *Manager) { m.Get("a") }, []string{"a", "default"}},
		"somebody lists them":  {func(m *Manager) { m.List() }, []string{"default"}},
		"somebody follows b":   {func(m *Manager) { m.all["b"].Use() }, []string{"b", "default"}},
		"somebody followed b":  {func(m *Manager) { m.all["b"].Use()() }, []string{"b", "default"}},
		"somebody looks at no": {func(m *Manager) { m.Get("no") }, []string{"default"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := opened(t, Limits{TTL: ttl})
			var log bytes.Buffer
			m.Logger = slog.New(slog.NewTextHandler(&log, nil))
			now := clock.Real()
			if next := m.expire(t.Context(), now); len(ids(m)) != 3 || next.After(now.Add(ttl)) {
				t.Fatalf("before their time %v are left, to look again at %v", ids(m), next)
			}
			for _, s := range m.List() { // they were made that long ago
				s.use.last.Add(-int64(ttl))
			}
			c.use(m)
			m.expire(t.Context(), now)
			if got := ids(m); !slices.Equal(got, c.left) {
				t.Errorf("left: %v, want %v", got, c.left)
			}
			for _, id := range []string{"a", "b", "default"} {
				if gone := !slices.Contains(c.left, id); strings.Contains(log.String(), "sandbox="+id) != gone {
					t.Errorf("%s is gone: %t; the log says\n%s", id, gone, log.String())
				}
			}
		})
	}
}

// TestExpireRunsByItself holds that sandboxes go without anybody asking, and that the goroutine ends with the manager.
func TestExpireRunsByItself(t *testing.T) {
	t.Parallel()
	m := opened(t, Limits{TTL: time.Millisecond})
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	m.Expire(ctx)
	for len(ids(m)) > 1 {
		runtime.Gosched()
	}
	stop()
	if err := m.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

// TestAServerHasSoManySandboxes holds that the limit refuses one more, and takes one where another has gone.
func TestAServerHasSoManySandboxes(t *testing.T) {
	t.Parallel()
	m := opened(t, Limits{Sandboxes: 3})
	_, err := m.Create("", engine.Config{Platform: builtin.PlatformKey()})
	if problem.CodeOf(err) != problem.LimitReached || !strings.Contains(err.Error(), "3 sandboxes") || !strings.Contains(err.Error(), "--max-sandboxes") {
		t.Errorf("the fourth: %v, want limit_reached with the number and how to raise it", err)
	}
	if err := m.Delete(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	add(t, m, "c")
}

// TestNoSandboxIsAddedToAFullServer holds that a server that holds as many bytes as it may takes no sandbox.
func TestNoSandboxIsAddedToAFullServer(t *testing.T) {
	t.Parallel()
	m := opened(t, Limits{Limits: engine.Limits{Bytes: 1000}})
	m.Get(Default).PutMerchant(builtin.Merchants()[0])
	_, err := m.Create("c", engine.Config{Platform: builtin.PlatformKey()})
	if problem.CodeOf(err) != problem.LimitReached || !strings.Contains(err.Error(), "--max-bytes") {
		t.Errorf("%v, want limit_reached that says how to raise it", err)
	}
}
