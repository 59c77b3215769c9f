package clock

import (
	"context"
	"time"
)

// reading is the real clock at one moment: what the machine's calendar says, and a count that only goes up.
type reading struct {
	wall time.Time
	mono time.Duration
}

// source is the real clock; tests bring their own.
type source interface {
	read() reading
	// afterFunc runs f in its own goroutine after d, unless stopped before.
	afterFunc(d time.Duration, f func()) (stop func())
}

type systemSource struct{}

var started = time.Now()

func (systemSource) read() reading {
	t := time.Now()
	return reading{wall: t.Round(0), mono: t.Sub(started)}
}

func (systemSource) afterFunc(d time.Duration, f func()) func() {
	t := time.AfterFunc(d, f)
	return func() { t.Stop() }
}

// Real returns the machine's time, for logs, certificates and start-up. Decisions of the platform use a Clock.
func Real() time.Time { return time.Now() }

// Stopwatch starts to measure; the function it returns gives the real time since then.
func Stopwatch() func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}

// Wait returns after d of real time, for the fault effect delay. It returns the context's error when that ends first.
func Wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
