package console

import (
	"slices"
	"strconv"
	"sync"
)

// maxOutcomes is how many outcomes of actions are remembered.
const maxOutcomes = 1000

// outcomes carries out each form once and remembers what came of it.
type outcomes struct {
	mu     sync.Mutex
	given  uint64 // numbers given to forms
	known  map[string]*once
	order  []string // of known, oldest first
	closed uint64   // forms up to this number are too old to be carried out
}

type once struct {
	done chan struct{} // closed when said is there
	said outcome
}

func newOutcomes() *outcomes { return &outcomes{known: map[string]*once{}} }

// next numbers a form.
func (o *outcomes) next() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.given++
	return strconv.FormatUint(o.given, 10)
}

// do carries out the form of a number, or waits for the one that does, and returns what came of it.
func (o *outcomes) do(number string, f func() outcome) outcome {
	o.mu.Lock()
	if x := o.known[number]; x != nil {
		o.mu.Unlock()
		<-x.done
		return x.said
	}
	if n, err := strconv.ParseUint(number, 10, 64); err != nil || n <= o.closed {
		o.mu.Unlock()
		return outcome{Failed: true, Key: "said.old"}
	}
	x := &once{done: make(chan struct{})}
	o.known[number] = x
	o.order = append(o.order, number)
	if len(o.order) > maxOutcomes {
		o.forget(slices.IndexFunc(o.order, func(number string) bool { return o.known[number].ended() }))
	}
	o.mu.Unlock()
	defer close(x.done)
	x.said = outcome{Failed: true, Key: "said.broken"} // where f panics
	x.said = f()
	return x.said
}

// forget drops the outcome at a place of the order, and closes its form and all before it, so that none is carried out again.
// Before the first place is none. The caller holds the lock.
func (o *outcomes) forget(i int) {
	if i < 0 {
		return
	}
	number := o.order[i]
	if n, err := strconv.ParseUint(number, 10, 64); err == nil {
		o.closed = max(o.closed, n)
	}
	delete(o.known, number)
	o.order = slices.Delete(o.order, i, i+1)
}

// get is what came of a form that was carried out, for the page whose path this is. It is nil for all other pages: they could not
// show it.
func (o *outcomes) get(number, path string) *outcome {
	o.mu.Lock()
	x := o.known[number]
	o.mu.Unlock()
	if x == nil || !x.ended() || x.said.To != path {
		return nil
	}
	return &x.said
}

// ended tells whether said is there.
func (x *once) ended() bool {
	select {
	case <-x.done:
		return true
	default:
		return false
	}
}
