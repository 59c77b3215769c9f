package engine

import (
	"fmt"
	"runtime"
	"sync"
	"testing"
)

// TestWritersGather lets writers that can all run at once share transactions, though a transaction takes no time. One processor runs them
// one after the other, so that without gathering each has its own.
func TestWritersGather(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const count = 8
	g := writers{}
	batches, run := 0, 0
	var wait sync.WaitGroup
	for range count {
		wait.Go(func() {
			g.take(newWriter(nil), func(batch []*writer) {
				batches++
				run += len(batch)
			})
		})
	}
	wait.Wait()
	if run != count || batches >= count {
		t.Errorf("%d writers ran in %d transactions; %d came", run, batches, count)
	}
}

// TestWritersLeaveHalf lets a leader wait for half as many writers as the last batch had, and for no more.
func TestWritersLeaveHalf(t *testing.T) {
	for _, c := range []struct {
		last, waiting int
		few           bool
	}{{0, 1, true}, {0, 2, false}, {1, 1, true}, {1, 2, false}, {7, 3, true}, {7, 4, false}, {8, 3, true}, {8, 4, false}} {
		t.Run(fmt.Sprintf("%d after %d", c.waiting, c.last), func(t *testing.T) {
			g := writers{last: c.last, waiting: make([]*writer, c.waiting)}
			if g.few() != c.few {
				t.Errorf("few is %t", g.few())
			}
		})
	}
}
