package console

import (
	"sync"
	"sync/atomic"
	"testing"
)

func TestAnOutcomeIsMadeOnce(t *testing.T) {
	o := newOutcomes()
	number := o.next()
	if o.get(number) != nil {
		t.Error("an outcome before there is one")
	}
	var made atomic.Int64
	begun, end := make(chan struct{}), make(chan struct{})
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			said := o.do(number, func() outcome {
				made.Add(1)
				close(begun)
				<-end
				return done("said.not")
			})
			if said.Key != "said.not" {
				t.Errorf("got %+v", said)
			}
		})
	}
	<-begun
	if o.get(number) != nil {
		t.Error("an outcome that is still being made is shown")
	}
	close(end)
	wait.Wait()
	if made.Load() != 1 || o.get(number) == nil {
		t.Errorf("made %d times, remembered: %v", made.Load(), o.get(number))
	}
}

// TestOldFormsAreClosed: what is forgotten is not carried out again, nor what was given out before it.
func TestOldFormsAreClosed(t *testing.T) {
	o := newOutcomes()
	never := o.next()
	count := 0
	act := func(number string) outcome {
		return o.do(number, func() outcome { count++; return done("order.sent") })
	}
	first := o.next()
	act(first)
	for range maxOutcomes {
		act(o.next())
	}
	if count != maxOutcomes+1 {
		t.Fatalf("%d carried out", count)
	}
	for _, number := range []string{first, never, "", "x", "-1"} {
		if said := act(number); !said.Failed || said.Key != "said.old" {
			t.Errorf("form %q: %+v", number, said)
		}
	}
	if count != maxOutcomes+1 || len(o.known) != maxOutcomes || o.get(first) != nil {
		t.Errorf("%d carried out, %d remembered", count, len(o.known))
	}
}
