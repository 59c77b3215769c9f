// Package realtime is the one place of the harness that reads the machine's clock and waits for it: a merchant under test is a
// program of its own, and whether it is ready or has ended can only be seen by looking.
package realtime

import (
	"context"
	"time"
)

// Now is the machine's time.
func Now() time.Time { return time.Now() }

// Poll calls look at once and then every interval until it returns true; false means the context ended first.
func Poll(ctx context.Context, interval time.Duration, look func() bool) bool {
	return PollEasing(ctx, interval, interval, look)
}

// PollEasing is Poll with pauses that grow by first, from first up to interval: what happens soon is seen soon.
func PollEasing(ctx context.Context, first, interval time.Duration, look func() bool) bool {
	pause := first
	timer := time.NewTimer(pause)
	defer timer.Stop()
	for !look() {
		select {
		case <-timer.C:
			pause = min(pause+first, interval)
			timer.Reset(pause)
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// Within waits until done is closed and tells whether that happened within d.
func Within(d time.Duration, done <-chan struct{}) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-done:
		return true
	case <-timer.C:
		return false
	}
}
