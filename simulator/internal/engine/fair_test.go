package engine_test

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// newHanging is a merchant that answers nothing until the test ends or it is let go. came counts what it has got.
func newHanging(t testing.TB) (s *shop, came *atomic.Int64, letGo func()) {
	came = &atomic.Int64{}
	over := make(chan struct{})
	s = newShop(t, func(wire.Fields) string {
		came.Add(1)
		<-over
		return acknowledgement
	})
	var once atomic.Bool
	letGo = func() {
		if !once.Swap(true) {
			close(over)
		}
	}
	t.Cleanup(letGo) // before the server closes, which waits for its requests
	return s, came, letGo
}

// owes makes n paid orders, which are to be notified.
func owes(t testing.TB, e *engine.Engine, prefix, url string, n int) {
	t.Helper()
	for i := range n {
		paid(t, e, order(e, fmt.Sprint(prefix, i), url))
	}
	e.Wake()
}

// TestADeadMerchantHoldsUpNobody holds that a notification leaves though hundreds wait that were due before it, to a merchant that
// hangs.
func TestADeadMerchantHoldsUpNobody(t *testing.T) {
	const pending = 300
	hanging, came, _ := newHanging(t)
	arrived := make(chan int64, 1)
	other := newShop(t, func(wire.Fields) string {
		arrived <- came.Load()
		return acknowledgement
	})
	e := newEngine(t, manual())
	owes(t, e, "HANGS", hanging.URL, pending)
	owes(t, e, "OTHER", other.URL, 1)
	if n := <-arrived; n > pending/2 {
		t.Errorf("the other merchant's notification left after %d of the %d of the merchant that hangs", n, pending)
	}
}

// TestFaultsStrikeInTheOrderOfJobs holds that a merchant that hangs, and is sent little, does not change which notifications a fault
// strikes.
func TestFaultsStrikeInTheOrderOfJobs(t *testing.T) {
	struck := func(first, second string, last <-chan struct{}) (orders []string) {
		e := newEngine(t, manual())
		e.AddFault(domain.Fault{At: "notify", Effect: "bad-signature", Probability: 0.5, Seed: 7})
		for i := range 100 {
			paid(t, e, order(e, fmt.Sprint("N", i), []string{first, second}[i%2]))
		}
		paid(t, e, order(e, "LAST", second))
		e.Wake()
		<-last
		entries, _ := e.Journal().Read(0, 0, []journal.Kind{journal.KindFault})
		for _, entry := range entries {
			orders = append(orders, entry.NoOrder)
		}
		return orders
	}
	newLast := func() (string, chan struct{}) {
		last := make(chan struct{}, 1)
		return newShop(t, func(f wire.Fields) string {
			if f.Get("no_order") == "LAST" {
				last <- struct{}{}
			}
			return acknowledgement
		}).URL, last
	}
	hanging, _, _ := newHanging(t)
	good, arrived := newLast()
	bad := struck(hanging.URL, good, arrived)
	good, arrived = newLast()
	fine := struck(newShop(t, nil).URL, good, arrived)
	if !slices.Equal(bad, fine) || len(fine) == 0 || len(fine) == 101 {
		t.Errorf("struck where one merchant hangs: %v\nwhere none does: %v", bad, fine)
	}
}

// TestARestoredAttemptMeetsNothingTwice holds that a fault that has struck an attempt still strikes it after a restore, and is not
// used up again.
func TestARestoredAttemptMeetsNothingTwice(t *testing.T) {
	hanging, _, letGo := newHanging(t)
	e := newEngine(t, manual())
	e.AddFault(domain.Fault{At: "notify", Effect: "close", Match: map[string]string{"no_order": "N99"}, Times: 1})
	owes(t, e, "N", hanging.URL, 100)
	awaitEntry(t, e, func(entry journal.Entry) bool { return entry.Kind == journal.KindFault })
	if _, err := e.Snapshot("waiting"); err != nil {
		t.Fatal(err)
	}
	if err := e.Restore("waiting"); err != nil {
		t.Fatal(err)
	}
	letGo()
	advance(t, e, 0)
	_, o := e.FindPayment(byNumber, domain.Name{NoOrder: "N99"})
	n := notification(t, e, o.OidPaybill)
	if n.Attempts != 1 || n.Deliveries[0].Verdict != "unreachable" || e.ListFaults()[0].Struck != 1 {
		t.Errorf("%d attempts, the first %+v; the fault has struck %d times, want once", n.Attempts, n.Deliveries, e.ListFaults()[0].Struck)
	}
}

// BenchmarkOtherDestination tells how long a notification takes to leave while 10,000 wait for a merchant that hangs.
func BenchmarkOtherDestination(b *testing.B) {
	hanging, _, letGo := newHanging(b)
	arrived := make(chan struct{}, 1)
	other := newShop(b, func(wire.Fields) string {
		arrived <- struct{}{}
		return acknowledgement
	})
	e := newEngine(b, manual())
	owes(b, e, "HANGS", hanging.URL, 10_000)
	i := 0
	for b.Loop() {
		owes(b, e, fmt.Sprint("OTHER", i, "-"), other.URL, 1)
		<-arrived
		i++
	}
	letGo()
}
