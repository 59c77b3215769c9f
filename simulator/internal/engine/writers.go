package engine

import "sync"

// writers lets those who come while a transaction is under way share the next one: memdb copies the way to a row once per
// transaction, and nobody queues for a lock. One of them leads and carries out what all of them want.
type writers struct {
	mu      sync.Mutex
	waiting []*writer
	led     bool
}

type writer struct {
	f    func(*tx)
	turn chan bool // true: lead; false: it is done
}

// join returns when f has been carried out.
func (g *writers) join(f func(*tx), write func([]func(*tx))) {
	w := &writer{f: f}
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
	all := make([]func(*tx), len(batch))
	for i, other := range batch {
		all[i] = other.f
	}
	write(all)
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
