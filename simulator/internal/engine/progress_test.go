package engine_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestAnAdvanceShowsHowFarItIsAndStops holds an advance up at its second notification, looks at it, and stops it there. The delivery that has
// begun is recorded, and the next advance goes on from there.
func TestAnAdvanceShowsHowFarItIsAndStops(t *testing.T) {
	t.Parallel()
	arrived, answer := make(chan struct{}, 1), make(chan struct{})
	letGo := sync.OnceFunc(func() { close(answer) })
	hanging := newShop(t, func(wire.Fields) string {
		arrived <- struct{}{}
		<-answer
		return acknowledgement
	})
	t.Cleanup(letGo)
	e := newEngine(t, manual())
	if _, ok := e.Progress(); ok {
		t.Fatal("nothing is under way, and progress is shown")
	}
	if _, err := e.StopAdvance(t.Context()); problem.CodeOf(err) != problem.Conflict {
		t.Fatalf("stopping nothing: %v", err)
	}
	taken := newShop(t, nil)
	for after, url := range map[time.Duration]string{time.Minute: taken.URL, time.Hour: hanging.URL, 2 * time.Hour: taken.URL} {
		id := placed(t, e, order(e, after.String(), url))
		pay(t, e, id, domain.Payment{Outcome: domain.OutcomeSuccess, After: after})
	}
	due := e.Reader().DueBy(noon.Add(24 * time.Hour))
	type end struct {
		engine.Advanced
		error
	}
	ended := make(chan end)
	go func() {
		done, err := e.AdvanceBy(t.Context(), 24*time.Hour)
		ended <- end{done, err}
	}()
	reached := noon.Add(time.Hour)
	<-arrived
	p, ok := e.Progress()
	if !ok || !p.From.Equal(noon) || !p.To.Equal(noon.Add(24*time.Hour)) || !p.Now.Equal(reached) || p.Sent != 1 {
		t.Errorf("under way: %+v", p)
	}
	if p.Ran+p.Left != due+1 { // two notifications came, and the timeout of the first payment went
		t.Errorf("%d jobs ran and %d are left, of %d that were due", p.Ran, p.Left, due)
	}
	stopped, err := e.StopAdvance(t.Context())
	done := <-ended
	if diff := cmp.Diff(done.Advanced, stopped); err != nil || diff != "" {
		t.Errorf("the advance returns something else than the stop (%v): %s", err, diff)
	}
	if done.error != nil || !done.Stopped || !done.Now.Equal(reached) || len(done.Deliveries) != 1 || done.Ran != p.Ran {
		t.Errorf("stopped: %+v, %v", done.Advanced, done.error)
	}
	if _, ok := e.Progress(); ok || !e.Now().Equal(reached) {
		t.Errorf("afterwards progress is shown: %t; it is %s", ok, e.Now())
	}
	letGo()
	if rest := advance(t, e, 23*time.Hour); rest.Stopped || !rest.Now.Equal(p.To) {
		t.Errorf("the rest: %+v", rest)
	}
}
