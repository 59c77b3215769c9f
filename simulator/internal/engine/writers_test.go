package engine

import (
	"runtime"
	"sync"
	"testing"
)

// TestWritersGather lets writers that can all run at once share transactions, though a transaction takes no time. One processor runs them
// one after the other, so that without gathering each has its own.
func TestWritersGather(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const count = 8
	g := writers{gathers: true}
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
