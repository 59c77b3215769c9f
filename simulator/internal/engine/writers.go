package engine

import "sync"

// writers lets those who come while a transaction is under way share the next one: memdb copies the way to a row once per
// transaction, and nobody queues for a lock. One of them leads and carries out what all of them want.
type writers struct {
	mu      sync.Mutex
	waiting []*writer
	led     bool
}

// writer is one who wants something written.
type writer struct {
	f      func(*tx)
	turn   chan bool // true: lead; false: it is over
	failed *Panic    // why nothing of it is committed
}

func newWriter(f func(*tx)) *writer {
	return &writer{f: f, failed: &Panic{Value: "the transaction ended before its commit"}}
}

// join returns when f has been carried out and committed. Where f panics nothing of it is committed, and join panics likewise.
func (g *writers) join(f func(*tx), write func([]*writer)) {
	w := newWriter(f)
	g.take(w, write)
	w.repeat()
}

// take returns when w is over.
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
	batch := g.waiting
	g.waiting = nil
	g.mu.Unlock()
	defer g.done(w, batch)
	write(batch)
}

// done tells the batch, and hands the lead to the first of those who have come since.
func (g *writers) done(leader *writer, batch []*writer) {
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

// repeat panics where the writer has.
func (w *writer) repeat() {
	if w.failed != nil {
		panic(w.failed)
	}
}
