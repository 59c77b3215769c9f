package engine_test

import (
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// closed counts the orders that are closed.
func closed(r *store.Tx) (n int) {
	for o := range r.OrdersAfter("") {
		if o.State == domain.Failure {
			n++
		}
	}
	return n
}

// expiries is a sandbox with more orders that expire at one moment than one transaction carries out, and that moment.
func expiries(t testing.TB, slices int) (*engine.Engine, time.Time) {
	e := newEngine(t, manual())
	fill(e, slices*engine.Slice)
	return e, noon.Add(domain.DefaultValidity)
}

// TestSTA4ManyExpiriesComeInSlices jumps to a moment at which many orders expire. One transaction closes a slice of them, and until
// all are closed platform time stands right before that moment: nobody sees it with an order that should have closed by then.
func TestSTA4ManyExpiriesComeInSlices(t *testing.T) {
	e, due := expiries(t, 3)
	for e.Now().Before(due.Add(-time.Hour)) {
		advance(t, e, time.Hour)
	}
	if err := e.Close(t.Context()); err != nil { // so that it does not close a slice on its own
		t.Fatal(err)
	}
	e.MoveClock(due)
	for done := engine.Slice; done < 3*engine.Slice; done += engine.Slice {
		e.Write(func(r *store.Tx) {
			if got := closed(r); got != done {
				t.Fatalf("%d orders are closed, want %d", got, done)
			}
		})
		if want := due.Add(-1); !e.Now().Equal(want) {
			t.Fatalf("with %d orders closed it is %s, want %s", done, e.Now(), want)
		}
	}
	e.Write(func(r *store.Tx) {
		if got := closed(r); got != 3*engine.Slice {
			t.Errorf("%d orders are closed in the end", got)
		}
	})
	if !e.Now().Equal(due) {
		t.Errorf("in the end it is %s, want %s", e.Now(), due)
	}
}

// TestRequestsDuringAJump asks and pays while many orders expire. No answer is out of date: the order is open before the moment at
// which it expires, and closed from then on; an order whose payer was told that the payment succeeded is paid after the jump.
func TestRequestsDuringAJump(t *testing.T) {
	for _, mode := range []clock.Mode{clock.Manual, clock.Wall} {
		e, due := expiries(t, 5)
		last := e.OrdersByNumber(byNumber, number(5*engine.Slice-1))[0].OidPaybill
		jumped := make(chan struct{})
		var others sync.WaitGroup
		others.Go(func() {
			for over := false; !over; {
				select {
				case <-jumped:
					over = true
				default:
				}
				e.View(func(r *store.Tx, now time.Time) {
					if o := r.Order(last); o.State == domain.Waiting && !now.Before(due) {
						t.Errorf("%s: the order that expired at %s is open at %s", mode, due, now)
					}
				})
			}
		})
		var paid []string
		others.Go(func() {
			for i := 5*engine.Slice - 2; i >= 0; i-- {
				select {
				case <-jumped:
					return
				default:
				}
				id := e.OrdersByNumber(byNumber, number(i))[0].OidPaybill
				if o, d := e.Pay(id, domain.Payment{Outcome: domain.OutcomeSuccess}, false); d.OK() {
					paid = append(paid, id)
					if !o.PaidAt.Before(due) {
						t.Errorf("%s: an order was paid at %s, after it expired", mode, o.PaidAt)
					}
				} else if got := e.Order(id).Order.State; got != domain.Failure {
					t.Errorf("%s: the payment of an order that is %s was refused: %s", mode, got, d.Reason)
				}
			}
		})
		if mode == clock.Manual {
			advance(t, e, 240*time.Hour)
		} else if err := e.SetClock(mode, noon.Add(240*time.Hour)); err != nil {
			t.Fatal(err)
		}
		if e.Now().Before(noon.Add(240 * time.Hour)) {
			t.Errorf("%s: after the jump it is %s", mode, e.Now())
		}
		close(jumped)
		others.Wait()
		for _, id := range paid {
			if got := e.Order(id).Order.State; got != domain.Success {
				t.Errorf("%s: a paid order is %s", mode, got)
			}
		}
		if got := closed(e.Reader()); got+len(paid) != 5*engine.Slice {
			t.Errorf("%s: %d orders closed and %d paid of %d", mode, got, len(paid), 5*engine.Slice)
		}
	}
}

// TestAStateKeptWithinAJump holds that a state written down between two slices goes on where it was.
func TestAStateKeptWithinAJump(t *testing.T) {
	e, due := expiries(t, 3)
	e.MoveClock(due)
	again := restart(t, e)
	for _, j := range rows(again).Jobs {
		if !j.Due.After(again.Now()) {
			t.Fatalf("at %s the %s of %s is overdue", again.Now(), j.Kind, j.Subject)
		}
	}
	advance(t, again, due.Sub(again.Now()))
	if got := closed(again.Reader()); got != 3*engine.Slice {
		t.Errorf("%d orders are closed in the end, of %d", got, 3*engine.Slice)
	}
}
