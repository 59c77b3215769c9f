package main

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// shown returns what a short log makes of some lines, which log writes at a fixed time.
func shown(colours bool, log func(*slog.Logger)) string {
	var out bytes.Buffer
	log(slog.New(fixedTime{&shortLog{out: &out, level: slog.LevelInfo, colours: colours}}))
	return out.String()
}

// fixedTime gives all records one time.
type fixedTime struct{ slog.Handler }

func (f fixedTime) Handle(ctx context.Context, r slog.Record) error {
	r.Time = time.Date(2026, 1, 31, 9, 5, 7, 0, time.Local)
	return f.Handler.Handle(ctx, r)
}

func (f fixedTime) WithAttrs(attrs []slog.Attr) slog.Handler {
	return fixedTime{f.Handler.WithAttrs(attrs)}
}

func TestShortLogHasColumnsOf80(t *testing.T) {
	got := shown(false, func(l *slog.Logger) {
		l.Info("request", "method", "POST", "path", "/llwalletapi/combinepay.htm", "sandbox", "default", "merchant", "201304121000001004", "order", "20260131000001",
			"amount", "49.90", "code", "0000", "rule", "IDN-1", "request", 1, "ms", 0.4)
		l.Info("request", "method", "POST", "path", "/s/night/llwalletapi/combinepay.htm", "sandbox", "night", "order", "a-very-long-number-of-an-order-01", "amount", "1000000.00",
			"code", "2005", "rule", "IDN-6", "reason", "order 2026013100000001 has the amount 49.90, and the request says 50.00: an order keeps its number and its amount (IDN-6)")
		l.Info("request", "method", "GET", "path", "/", "sandbox", "default", "code", "404", "fault", "3 delay")
		l.Debug("not shown")
		l.With("sandbox", "night").Warn("slow commit", "ms", 120.5)
	})
	want := strings.Join([]string{
		"09:05:07 POST combinepay       20260131000001              49.90 0000 IDN-1",
		"09:05:07 POST combinepay       …mber-of-an-order-01   1000000.00 2005 IDN-6",
		"         sandbox night: order 2026013100000001 has the amount 49.90, and the",
		"         request says 50.00: an order keeps its number and its amount (IDN-6)",
		"09:05:07 GET  /                                                  404",
		"         fault 3 delay",
		"09:05:07 WARN slow commit ms=120.5 sandbox=night",
		"",
	}, "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for line := range strings.Lines(got) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > shortWidth {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

// TestShortLogIsSafeOnATerminal holds that what a request names cannot move the cursor or begin a line.
func TestShortLogIsSafeOnATerminal(t *testing.T) {
	got := shown(false, func(l *slog.Logger) {
		l.Info("request", "method", "POST", "path", "/\x1b[2J", "order", "a\nb", "code", "1004", "reason", "x\x1b]0;title\x07")
		l.Warn("sign-in failed", "remote", "1.2.3.4\n09:05:07 INFO all is well")
	})
	if strings.ContainsAny(got, "\x1b\x07") || strings.Count(got, "\n") != 3 {
		t.Errorf("%q", got)
	}
}

func TestShortLogColours(t *testing.T) {
	line := func(l *slog.Logger) { l.Info("request", "path", "/x", "code", "0000", "rule", "IDN-1") }
	if got := shown(true, line); !strings.Contains(got, "\x1b[32m0000\x1b[0m") || !strings.Contains(got, "\x1b[2m09:05:07\x1b[0m") {
		t.Errorf("%q", got)
	}
	if got := shown(false, line); strings.Contains(got, "\x1b") {
		t.Errorf("%q", got)
	}
}
