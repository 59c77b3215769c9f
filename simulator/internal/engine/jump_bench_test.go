package engine_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
)

// BenchmarkJump lets time pass over the expiry of many unpaid orders, all due at one moment, while another client places orders and
// asks for them one after another. It tells how long the jump takes and how long that client waits at most.
func BenchmarkJump(b *testing.B) {
	for _, size := range []int{100_000, 500_000} {
		for _, mode := range []clock.Mode{clock.Manual, clock.Wall} {
			b.Run(fmt.Sprint(size, "-", mode), func(b *testing.B) {
				var total, longest time.Duration
				for b.Loop() {
					b.StopTimer()
					e := newEngine(b, manual())
					fill(e, size)
					heap() // what filling left behind is not collected while the jump is measured
					var other sync.WaitGroup
					begun, done := make(chan struct{}), make(chan struct{})
					other.Go(func() { longest = max(longest, longestWait(e, begun, done)) })
					<-begun
					b.StartTimer()
					elapsed := clock.Stopwatch()
					jump(b, e, mode)
					total += elapsed()
					b.StopTimer()
					close(done)
					other.Wait()
					b.StartTimer()
				}
				b.ReportMetric(total.Seconds()/float64(b.N), "s/jump")
				b.ReportMetric(float64(longest.Microseconds())/1000, "ms-longest-wait")
			})
		}
	}
}

// jump goes ten days on: an advance, or a clock that runs and is set ahead, as after a machine slept.
func jump(b *testing.B, e *engine.Engine, mode clock.Mode) {
	if mode == clock.Manual {
		advance(b, e, 240*time.Hour)
		return
	}
	if err := e.SetClock(mode, noon.Add(240*time.Hour)); err != nil {
		b.Fatal(err)
	}
	e.AllOrders()
}

// longestWait places orders and asks for them until done, and tells how long one of both took at most.
func longestWait(e *engine.Engine, begun, done chan struct{}) (longest time.Duration) {
	for i := 0; ; i++ {
		c := order(e, fmt.Sprint("OTHER-", i), "http://127.0.0.1:9/notify")
		for _, f := range []func(){func() { create(e, c) }, func() { e.OrdersByNumber(byNumber, c.NoOrder) }} {
			elapsed := clock.Stopwatch()
			f()
			longest = max(longest, elapsed())
		}
		switch {
		case i == 0:
			longest = 0
			close(begun)
		default:
			select {
			case <-done:
				return longest
			default:
			}
		}
	}
}
