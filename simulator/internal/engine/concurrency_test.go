package engine_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// together runs f n times at once.
func together(n int, f func(i int)) {
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	ready.Add(n)
	for i := range n {
		done.Go(func() {
			ready.Done()
			<-start
			f(i)
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
}

func TestRTY5IdenticalRequestsAtOnce(t *testing.T) {
	e := newEngine(t, manual())
	c := order(e, "N1", "")
	var out [64]engine.Created
	together(len(out), func(i int) { out[i] = create(e, c) })
	rules := map[string]int{}
	for _, o := range out {
		rules[o.Decision.Rule]++
		if !o.Decision.OK() || o.Order.OidPaybill != out[0].Order.OidPaybill {
			t.Fatalf("%+v, order %+v", o.Decision, o.Order)
		}
	}
	if rules["IDN-1"] != 1 || rules["IDN-2"] != len(out)-1 {
		t.Errorf("decided by %v", rules)
	}
	if o := e.Order(out[0].Order.OidPaybill).Order; o.Requests != len(out) {
		t.Errorf("%d requests counted of %d", o.Requests, len(out))
	}
}

func TestRTY5PaymentsAtOnce(t *testing.T) {
	s := newShop(t, nil)
	e := newEngine(t, manual())
	id := placed(t, e, order(e, "N1", s.URL))
	var decisions [32]domain.Decision
	together(len(decisions), func(i int) {
		_, decisions[i] = e.Pay(id, domain.Payment{Outcome: domain.OutcomeSuccess}, true)
	})
	codes := map[wire.Code]int{}
	for _, d := range decisions {
		codes[d.Code]++
	}
	if codes[wire.CodeSuccess] != 1 || codes[wire.CodeAlreadyPaid] != len(decisions)-1 {
		t.Errorf("answered %v", codes)
	}
	advance(t, e, time.Hour)
	if got := s.received(); len(got) != 1 || len(e.Order(id).Order.Attempts) != 1 {
		t.Errorf("%d notifications, %d attempts", len(got), len(e.Order(id).Order.Attempts))
	}
}

// TestSTA3ResultsAtOnce holds that of two gateway successes of one order at the same instant one pays and one goes back.
func TestSTA3ResultsAtOnce(t *testing.T) {
	e := newEngine(t, manual())
	id := placed(t, e, order(e, "N1", ""))
	for range 2 {
		pay(t, e, id, domain.Payment{Outcome: domain.OutcomeProcessing})
		advance(t, e, 3*time.Minute)
	}
	together(2, func(i int) {
		if _, err := e.FinishAttempt(id, i+1, domain.OutcomeSuccess); err != nil {
			t.Error(err)
		}
	})
	states := map[domain.AttemptState]int{}
	for _, a := range e.Order(id).Order.Attempts {
		states[a.State]++
	}
	if states[domain.AttemptSuccess] != 1 || states[domain.AttemptReturned] != 1 {
		t.Errorf("attempts: %v", states)
	}
}

// TestRFD4RefundsAtOnce holds that refunds at the same instant cannot exceed the payment together.
func TestRFD4RefundsAtOnce(t *testing.T) {
	e := newEngine(t, manual())
	id := paid(t, e, order(e, "N1", ""))
	var accepted [16]bool
	together(len(accepted), func(i int) {
		d, _ := e.Refund(0, e.Merchant(byNumber), domain.RefundRequest{NoRefund: fmt.Sprint("R", i), DtRefund: wire.FormatDateTime(noon), MoneyRefund: "10.00", Fen: 1000, SignType: "RSA", Payment: domain.Name{NoOrder: "N1"}})
		accepted[i] = d.OK()
	})
	advance(t, e, 0)
	if o := e.Order(id).Order; o.RefundedFen != 4000 || o.ReservedFen != 0 || o.State != domain.Success {
		t.Errorf("%d fen of %d refunded, %d reserved, %s; accepted %v", o.RefundedFen, o.Fen, o.ReservedFen, o.State, accepted)
	}
}

// held is a merchant that keeps its first notification waiting until it is let go.
type held struct {
	*shop
	came, letGo chan struct{}
}

func newHeld(t *testing.T) held {
	h := held{came: make(chan struct{}), letGo: make(chan struct{})}
	var later atomic.Bool
	h.shop = newShop(t, func(wire.Fields) string {
		if !later.Swap(true) {
			close(h.came)
			select {
			case <-h.letGo:
			case <-t.Context().Done():
			}
		}
		return acknowledgement
	})
	return h
}

// TestRestoreWhileADeliveryIsUnderWay holds that the delivery ends in the journal only and that the attempt, which was pending
// in the snapshot, is sent again.
func TestRestoreWhileADeliveryIsUnderWay(t *testing.T) {
	h := newHeld(t)
	e := newEngine(t, manual())
	id := paid(t, e, order(e, "N1", h.URL))
	<-h.came
	if _, err := e.Snapshot("s"); err != nil {
		t.Fatal(err)
	}
	if err := e.Restore("s"); err != nil {
		t.Fatal(err)
	}
	delivered := func(entry journal.Entry) bool { return entry.Kind == journal.KindDelivery }
	awaitEntry(t, e, delivered) // sent again, while the first still waits
	again := notification(t, e, id)
	close(h.letGo)
	advance(t, e, time.Hour)
	first := true
	awaitEntry(t, e, func(entry journal.Entry) bool { // the second
		was := first
		first = first && entry.Kind != journal.KindDelivery
		return entry.Kind == journal.KindDelivery && !was
	})
	n := notification(t, e, id)
	if n.State != domain.NotificationAcknowledged || n.Attempts != 1 || len(n.Deliveries) != 1 || again.Attempts != 1 {
		t.Errorf("the notification is %s with %d attempts and %d deliveries", n.State, n.Attempts, len(n.Deliveries))
	}
	if entries, _ := e.Journal().Read(0, 0, []journal.Kind{journal.KindDelivery}); len(entries) != 2 || len(h.received()) != 2 {
		t.Errorf("%d deliveries in the journal, %d at the merchant, want 2 and 2", len(entries), len(h.received()))
	}
}

// TestFailedRestoreDisturbsNothing holds that a restore of a snapshot that is not there leaves deliveries under way alone.
func TestFailedRestoreDisturbsNothing(t *testing.T) {
	h := newHeld(t)
	e := newEngine(t, manual())
	id := paid(t, e, order(e, "N1", h.URL))
	<-h.came
	if err := e.Restore("absent"); err == nil {
		t.Fatal("restored what is not there")
	}
	close(h.letGo)
	advance(t, e, time.Hour)
	if n := notification(t, e, id); n.Attempts != 1 || len(h.received()) != 1 {
		t.Errorf("%d attempts counted, %d made", n.Attempts, len(h.received()))
	}
}

// TestResetWhileTheOperatorSends holds that what was sent about an order that is gone leaves nothing behind.
func TestResetWhileTheOperatorSends(t *testing.T) {
	h := newHeld(t)
	e := newEngine(t, manual())
	id := placed(t, e, order(e, "N1", h.URL))
	done := make(chan error)
	go func() {
		_, err := e.Send(t.Context(), id, engine.Send{Copies: 3, Parallel: true})
		done <- err
	}()
	<-h.came
	if err := e.Reset(false); err != nil {
		t.Fatal(err)
	}
	close(h.letGo)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if r := rows(e); len(r.Notifications) != 0 {
		t.Errorf("a notification of the old state is back: %+v", r.Notifications[0])
	}
	if entries, _ := e.Journal().Read(0, 0, []journal.Kind{journal.KindDelivery}); len(entries) != 3 {
		t.Errorf("%d deliveries in the journal, want 3", len(entries))
	}
}

// TestCloseRecordsDeliveriesUnderWay holds that a stop lets them end, or cuts them off and records that, and leaves nothing
// running.
func TestCloseRecordsDeliveriesUnderWay(t *testing.T) {
	for _, patient := range []bool{true, false} {
		h := newHeld(t)
		before := goleak.IgnoreCurrent()
		guard, err := delivery.NewGuard(nil)
		if err != nil {
			t.Fatal(err)
		}
		e := engine.New(manual(), delivery.New(guard))
		paid(t, e, order(e, "N1", h.URL))
		<-h.came
		ctx, cancel := context.WithCancel(t.Context())
		want := "acknowledged"
		if patient {
			close(h.letGo)
		} else {
			want = "unreachable"
			cancel()
		}
		_ = e.Close(ctx)
		cancel()
		entries, _ := e.Journal().Read(0, 0, []journal.Kind{journal.KindDelivery})
		if len(entries) != 1 || entries[0].Code != want {
			t.Errorf("patient %t: recorded %+v, want one %s", patient, entries, want)
		}
		if !patient {
			close(h.letGo)
		}
		goleak.VerifyNone(t, before)
	}
}

// TestEverythingAtOnce has no expectation of its own but that the race detector, the books and the close are content.
func TestEverythingAtOnce(t *testing.T) {
	s := newShop(t, nil)
	e := newEngine(t, manual())
	together(16, func(i int) {
		for n := range 20 {
			c := order(e, fmt.Sprintf("N%d", n), s.URL)
			out := create(e, c)
			switch {
			case i == 0:
				_, _ = e.AdvanceBy(t.Context(), time.Minute) // a second one at the same time is refused
			case i == 1 && n%5 == 0:
				_ = e.Reset(true)
			case i == 2 && n%5 == 0:
				_, _ = e.Snapshot(fmt.Sprint("s", n))
				_ = e.Restore(fmt.Sprint("s", n))
			case i == 3:
				e.AddFault(domain.Fault{At: "notify", Effect: "close", Times: 1})
			case i == 4:
				e.Export(true)
			case out.Order != nil:
				e.Pay(out.Order.OidPaybill, domain.Payment{Outcome: domain.OutcomeSuccess}, true)
				e.FindPayment(byNumber, domain.Name{NoOrder: c.NoOrder})
				e.Refund(0, e.Merchant(byNumber), domain.RefundRequest{NoRefund: fmt.Sprint("R", i, n), DtRefund: c.DtOrder, MoneyRefund: "1.00", Fen: 100, NotifyURL: s.URL, SignType: "RSA", Payment: domain.Name{NoOrder: c.NoOrder}})
			}
		}
	})
	advance(t, e, time.Hour)
	w := newWorld(t, e, nil, nil)
	w.lookAgain()
	w.check()
}

// TestManySandboxesShareOnePoster holds that a hundred sandboxes at once do not get in each other's way.
func TestManySandboxesShareOnePoster(t *testing.T) {
	s := newShop(t, nil)
	guard, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	poster := delivery.New(guard)
	t.Cleanup(poster.Close)
	together(100, func(i int) {
		box := engine.New(manual(), poster)
		t.Cleanup(func() { _ = box.Close(context.Background()) })
		id := paid(t, box, order(box, "SAME", s.URL))
		done, err := box.AdvanceBy(t.Context(), time.Duration(i)*time.Minute)
		if err != nil || !done.Now.Equal(noon.Add(time.Duration(i)*time.Minute)) {
			t.Errorf("box %d: %s, %v", i, done.Now, err)
		}
		if n := box.Order(id).Notifications; id != "2018011200000001" || len(n) != 1 || n[0].State != domain.NotificationAcknowledged {
			t.Errorf("box %d: order %s, notifications %+v", i, id, n)
		}
	})
	if got := len(s.received()); got != 100 {
		t.Errorf("%d notifications came, want 100", got)
	}
}
