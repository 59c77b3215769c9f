package engine

import (
	"runtime"
	"sync"
)

// writers makes the writers that arrive during a transaction share the next one, because a transaction copies the path to each row that it
// changes, and costs a write to disk where the state is kept. One of the writers, the leader, runs the functions of all.
type writers struct {
	mu      sync.Mutex
	waiting []*writer
	led     bool
	last    int // writers in the last batch
}

// writer is a function that waits to be run in a transaction.
type writer struct {
	f      func(*tx)
	turn   chan bool // true: become the leader; false: the function has been run
	failed *Panic    // nil once what it did is committed
}

// unended is why a writer has failed as long as its transaction has no end.
var unended = &Panic{Value: "the transaction ended before its commit"}

func newWriter(f func(*tx)) *writer { return &writer{f: f, failed: unended} }

// join returns when f has been run and committed. Where f panics, nothing it did is committed, and join panics with the same *Panic.
func (g *writers) join(f func(*tx), write func([]*writer)) {
	w := newWriter(f)
	g.take(w, write)
	w.repeat()
}

// take returns when w has been run, in a batch of this goroutine or of another.
func (g *writers) take(w *writer, write func([]*writer)) {
	g.mu.Lock()
	g.waiting = append(g.waiting, w)
	if g.led {
		w.turn = make(chan bool, 1)
		g.mu.Unlock()
		if lead := <-w.turn; !lead {
			return
		}
		g.mu.Lock()
	}
	g.led = true
	g.gather()
	batch := g.waiting
	g.waiting = nil
	g.last = len(batch)
	g.mu.Unlock()
	defer g.finish(w, batch)
	write(batch)
}

// gather lets the goroutines run that can, as long as that brings writers and fewer wait than half of the last batch: on few processors the
// others would come one by one, and each have a transaction for itself. Of many writers one half then works while the other is written. The
// caller holds the lock, which is free meanwhile.
func (g *writers) gather() {
	for before := 0; len(g.waiting) > before && g.few(); g.mu.Lock() {
		before = len(g.waiting)
		g.mu.Unlock()
		runtime.Gosched()
	}
}

// few reports whether too few writers wait for a write of their own.
func (g *writers) few() bool { return len(g.waiting) < max(2, (g.last+1)/2) }

// finish releases the writers of the batch and makes the first writer that has arrived since the next leader.
func (g *writers) finish(leader *writer, batch []*writer) {
	g.mu.Lock()
	g.led = len(g.waiting) > 0
	if g.led {
		g.waiting[0].turn <- true
	}
	g.mu.Unlock()
	for _, w := range batch {
		if w != leader {
			w.turn <- false
		}
	}
}

// repeat panics again, in the writer's own goroutine, where the writer panicked.
func (w *writer) repeat() {
	if w.failed != nil {
		panic(w.failed)
	}
}
