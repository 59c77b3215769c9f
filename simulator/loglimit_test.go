package simulator

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
)

// TestTheLogIsBounded holds that a flood of lines is cut, that a line says how many were left out, and that no error is among them.
func TestTheLogIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out lockedBuffer
		var dropped int
		log, b := limit(t.Context(), slog.NewTextHandler(&out, nil), func(n int) { dropped += n })
		for range logBurst + 77 {
			log.With("k", "v").WithGroup("g").Info("a line")
		}
		log.Error("an error")
		b.close()
		lines := out.lines()
		if len(lines) != logBurst+2 || !strings.Contains(lines[logBurst], "an error") || !strings.Contains(lines[logBurst+1], "left_out=77") || dropped != 77 {
			t.Errorf("%d lines, %d dropped, the last ones %q", len(lines), dropped, lines[max(0, len(lines)-2):])
		}
		time.Sleep(time.Second) //nolint:forbidigo // of the bubble's clock, which the budget reads through slog
		for range 3 * logRate {
			log.Info("a line")
		}
		b.close()
		if n := len(out.lines()); n != 2*logRate+1 { // one second was waited for the notice, another one here
			t.Errorf("%d lines", n)
		}
	})
}

// TestTheLogSaysAtItsEndWhatItLeftOut holds that a server that stops does not wait for the notice. In the bubble no time passes, in which more
// lines could be written.
func TestTheLogSaysAtItsEndWhatItLeftOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out lockedBuffer
		elapsed := clock.Stopwatch()
		ctx, cancel := context.WithCancel(t.Context())
		log, b := limit(ctx, slog.NewTextHandler(&out, nil), func(int) {})
		for range logBurst + 5 {
			log.Info("a line")
		}
		cancel()
		b.close()
		if lines := out.lines(); !strings.Contains(lines[len(lines)-1], "left_out=5") || elapsed() > 0 {
			t.Errorf("after %s the last line is %q", elapsed(), lines[len(lines)-1])
		}
	})
}

func BenchmarkLimitedLine(b *testing.B) {
	log, budget := limit(b.Context(), slog.NewTextHandler(discard{}, nil), func(int) {})
	b.ReportAllocs()
	for b.Loop() {
		log.LogAttrs(b.Context(), slog.LevelInfo, "request", slog.String("path", "/llwalletapi/combinepay.htm"), slog.String("order", "A-1"))
	}
	_ = budget
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
