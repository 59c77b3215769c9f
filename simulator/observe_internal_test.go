package simulator

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/metrics"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// TestSlowCommitsAreLogged holds that commits and fsyncs from 100 ms on are a line, and shorter ones none.
func TestSlowCommitsAreLogged(t *testing.T) {
	t.Parallel()
	var out lockedBuffer
	o := observer{metrics.New("", func() []metrics.Sandbox { return nil }), slog.New(slog.NewTextHandler(&out, nil)), "night"}
	o.Committed(99 * time.Millisecond)
	o.Synced(99 * time.Millisecond)
	o.Committed(100 * time.Millisecond)
	o.Synced(1234567 * time.Microsecond)
	lines := out.lines()
	if len(lines) != 2 || !strings.Contains(lines[0], `level=WARN msg="slow commit" sandbox=night ms=100`) || !strings.Contains(lines[1], `msg="slow fsync" sandbox=night ms=1234.57`) {
		t.Errorf("%q", lines)
	}
}

// TestReadinessEndsWithTheServer holds that a server that stops says so.
func TestReadinessEndsWithTheServer(t *testing.T) {
	t.Parallel()
	s := &Server{sandboxes: sandbox.NewManager(nil)}
	ctx, cancel := context.WithCancel(t.Context())
	if err := s.ready(ctx); err != nil {
		t.Error(err)
	}
	cancel()
	if err := s.ready(ctx); err == nil || err.Error() != "the server is stopping" {
		t.Errorf("%v", err)
	}
}
