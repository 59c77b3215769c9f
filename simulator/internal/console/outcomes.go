package console

import (
	"slices"
	"strconv"
	"sync"
)

// maxOutcomes is how many outcomes of actions are remembered.
const maxOutcomes = 1000

// outcomes carries out each form once and keeps its outcome.
type outcomes struct {
	mu     sync.Mutex
	given  uint64 // numbers given to forms
	known  map[string]*once
	order  []string // of known, oldest first
	closed uint64   // forms up to this number are too old to be carried out
}

type once struct {
	finished chan struct{} // closed when outcome is set
	outcome  outcome
}

func newOutcomes() *outcomes { return &outcomes{known: map[string]*once{}} }

// next returns the number of a new form.
func (o *outcomes) next() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.given++
	return strconv.FormatUint(o.given, 10)
}

// do calls f for the form with a number, unless that was done before, and returns its outcome. A second call waits for the first.
func (o *outcomes) do(number string, f func() outcome) outcome {
	o.mu.Lock()
	if x := o.known[number]; x != nil {
		o.mu.Unlock()
		<-x.finished
		return x.outcome
	}
	n, err := strconv.ParseUint(number, 10, 64)
	if err != nil || n <= o.closed {
		o.mu.Unlock()
		return outcome{Failed: true, Key: "outcome.old"}
	}
	x := &once{finished: make(chan struct{})}
	o.known[number] = x
	o.order = append(o.order, number)
	if len(o.order) > maxOutcomes {
		o.forget(slices.IndexFunc(o.order, func(number string) bool { return o.known[number].ended() }))
	}
	o.mu.Unlock()
	defer close(x.finished)
	x.outcome = outcome{Failed: true, Key: "outcome.broken"} // where f panics
	x.outcome = f()
	return x.outcome
}

// forget drops the outcome at index i of the order, and closes its form and all earlier ones, so that none is carried out again. A
// negative i is ignored. The caller holds the lock.
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

// get returns the outcome of a form that was carried out, nil unless the page with that path is the one to show it.
func (o *outcomes) get(number, path string) *outcome {
	o.mu.Lock()
	x := o.known[number]
	o.mu.Unlock()
	if x == nil || !x.ended() || x.outcome.To != path {
		return nil
	}
	return &x.outcome
}

// ended tells whether outcome is set.
func (x *once) ended() bool {
	select {
	case <-x.finished:
		return true
	default:
		return false
	}
}
