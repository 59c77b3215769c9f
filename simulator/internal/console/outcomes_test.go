package console

import (
	"sync"
	"sync/atomic"
	"testing"
)

func TestAnOutcomeIsMadeOnce(t *testing.T) {
	o := newOutcomes()
	number := o.next()
	if o.get(number, "/page") != nil {
		t.Error("an outcome before there is one")
	}
	var made atomic.Int64
	started, end := make(chan struct{}), make(chan struct{})
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			result := o.do(number, func() outcome {
				made.Add(1)
				close(started)
				<-end
				return outcome{Key: "outcome.not", To: "/page"}
			})
			if result.Key != "outcome.not" {
				t.Errorf("got %+v", result)
			}
		})
	}
	<-started
	if o.get(number, "/page") != nil {
		t.Error("an outcome that is still being made is shown")
	}
	close(end)
	wait.Wait()
	if made.Load() != 1 || o.get(number, "/page") == nil {
		t.Errorf("made %d times, remembered: %v", made.Load(), o.get(number, "/page"))
	}
}

// TestOldFormsAreClosed: what is forgotten is not carried out again, nor what was given out before it.
func TestOldFormsAreClosed(t *testing.T) {
	o := newOutcomes()
	never := o.next()
	count := 0
	act := func(number string) outcome {
		return o.do(number, func() outcome { count++; return succeeded("order.sent") })
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
		if result := act(number); !result.Failed || result.Key != "outcome.old" {
			t.Errorf("form %q: %+v", number, result)
		}
	}
	if count != maxOutcomes+1 || len(o.known) != maxOutcomes || o.get(first, "/page") != nil {
		t.Errorf("%d carried out, %d remembered", count, len(o.known))
	}
}

// TestWhatRunsIsNotForgotten: a long advance, while others send a thousand forms. Its form, sent again, waits for it.
func TestWhatRunsIsNotForgotten(t *testing.T) {
	o := newOutcomes()
	long := o.next()
	made := 0
	started, end, result := make(chan struct{}), make(chan struct{}), make(chan outcome, 2)
	go func() {
		result <- o.do(long, func() outcome { made++; close(started); <-end; return succeeded("order.sent") })
	}()
	<-started
	for range maxOutcomes + 10 {
		o.do(o.next(), func() outcome { return succeeded("outcome.not") })
	}
	go func() { result <- o.do(long, func() outcome { made++; return succeeded("outcome.not") }) }()
	close(end)
	for range 2 {
		if x := <-result; x.Key != "order.sent" {
			t.Errorf("the form got %+v", x)
		}
	}
	if made != 1 || len(o.known) != maxOutcomes {
		t.Errorf("carried out %d times; %d remembered", made, len(o.known))
	}
}

// TestAnOutcomeIsForItsPage: what it shows is nothing that another page could.
func TestAnOutcomeIsForItsPage(t *testing.T) {
	o := newOutcomes()
	number := o.next()
	o.do(number, func() outcome { return outcome{Key: "outcome.not", To: "/console/default/clock"} })
	for path, there := range map[string]bool{"/console/default/clock": true, "/console/night/clock": false, "/console/default/faults": false, "/": false, "": false} {
		if (o.get(number, path) != nil) != there {
			t.Errorf("%q: %v", path, o.get(number, path))
		}
	}
}

// TestAnActionThatPanicsIsNotSaidToBeDone holds what the second of a double click is told about the first.
func TestAnActionThatPanicsIsNotSaidToBeDone(t *testing.T) {
	o := newOutcomes()
	number := o.next()
	func() {
		defer func() { _ = recover() }()
		o.do(number, func() outcome { panic("broken") })
	}()
	if result := o.do(number, func() outcome { return outcome{} }); !result.Failed || result.Key != "outcome.broken" {
		t.Errorf("said %+v", result)
	}
}
