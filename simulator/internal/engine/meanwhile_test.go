package engine_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestAdvanceDoesNotWaitForPaymentsMadeMeanwhile pays an order while an advance waits for the notification of another. The merchant
// does not answer about the one paid meanwhile until the advance has returned.
func TestAdvanceDoesNotWaitForPaymentsMadeMeanwhile(t *testing.T) {
	e := newEngine(t, manual())
	returned := make(chan struct{})
	meanwhile := ""
	var once sync.Once
	s := newShop(t, func(f wire.Fields) string {
		if f.Get("no_order") == "MEANWHILE" {
			<-returned
			return acknowledgement
		}
		once.Do(func() { e.Pay(meanwhile, domain.Payment{Outcome: domain.OutcomeSuccess}, true) })
		return `{"ret_code":"9999"}`
	})
	release := sync.OnceFunc(func() { close(returned) })
	t.Cleanup(release)
	meanwhile = placed(t, e, order(e, "MEANWHILE", s.URL))
	own := placed(t, e, order(e, "OWN", s.URL))
	pay(t, e, own, domain.Payment{Outcome: domain.OutcomeSuccess, After: time.Minute})
	done := advance(t, e, 2*time.Hour)
	release()
	if len(done.Deliveries) != domain.MaxDeliveries || done.Ran != 1+domain.MaxDeliveries {
		t.Errorf("%d deliveries told and %d jobs, want %d and %d", len(done.Deliveries), done.Ran, domain.MaxDeliveries, 1+domain.MaxDeliveries)
	}
	for i, sent := range done.Deliveries {
		if due := noon.Add(time.Minute + time.Duration(i)*2*time.Minute); sent.Notification.NoOrder != "OWN" || !sent.Delivery.At.Equal(due) {
			t.Errorf("delivery %d is about %s at %s, want OWN at %s", i, sent.Notification.NoOrder, sent.Delivery.At, due)
		}
	}
	// The next advance has it among what it found.
	if done := advance(t, e, 0); len(done.Deliveries) > 1 || notification(t, e, meanwhile).State != domain.NotificationAcknowledged {
		t.Errorf("after the next advance the notification is %s", notification(t, e, meanwhile).State)
	}
}

// TestAdvanceReturnsUnderLoad lets a shop place and pay the next order whenever it is notified of one, so that something is due at
// all times. The sandbox begins with the first orders on its own, before the advance begins: those that are placed from then on do not belong
// to the advance.
func TestAdvanceReturnsUnderLoad(t *testing.T) {
	t.Parallel()
	for _, by := range []time.Duration{0, time.Minute, 30 * time.Hour} {
		t.Run(by.String(), func(t *testing.T) {
			t.Parallel()
			e := newEngine(t, manual())
			var s *shop
			var mu sync.Mutex
			all, meanwhile, during, stop := 0, map[string]bool{}, false, false
			next := func() {
				mu.Lock()
				defer mu.Unlock()
				if stop {
					return
				}
				all++
				no := fmt.Sprint("LOAD", all)
				meanwhile[no] = e.Advancing()
				e.Pay(create(e, order(e, no, s.URL)).Order.OidPaybill, domain.Payment{Outcome: domain.OutcomeSuccess}, true)
				during = during || e.Advancing()
			}
			s = newShop(t, func(f wire.Fields) string {
				if strings.HasPrefix(f.Get("no_order"), "LOAD") {
					next()
				}
				return acknowledgement
			})
			owed := paid(t, e, order(e, "OWED", deadAddress))
			next()
			done := advance(t, e, by)
			mu.Lock()
			defer mu.Unlock()
			stop = true
			if !done.Now.Equal(noon.Add(by)) {
				t.Errorf("the advance ended at %s", done.Now)
			}
			if want := min(int(by/(2*time.Minute)), domain.MaxDeliveries-1) + 1; notification(t, e, owed).Attempts != want {
				t.Errorf("%d attempts of the one that was owed, want %d", notification(t, e, owed).Attempts, want)
			}
			for _, sent := range done.Deliveries {
				if no := sent.Notification.NoOrder; meanwhile[no] {
					t.Errorf("the advance tells of %s, which was placed meanwhile", no)
				}
			}
			if !during {
				t.Errorf("of %d orders none was placed during the advance", all)
			}
		})
	}
}

// TestAnAdvanceThatIsCutOffSaysSo deletes a sandbox while an advance waits for a merchant that hangs.
func TestAnAdvanceThatIsCutOffSaysSo(t *testing.T) {
	e := newEngine(t, manual())
	asked := make(chan struct{}, 1)
	over := make(chan struct{})
	s := newShop(t, func(wire.Fields) string {
		asked <- struct{}{}
		<-over
		return acknowledgement
	})
	t.Cleanup(func() { close(over) })
	paid(t, e, order(e, "HANGS", s.URL))
	ended := make(chan error, 1)
	go func() {
		_, err := e.AdvanceBy(t.Context(), time.Hour)
		ended <- err
	}()
	<-asked
	cut, cancel := context.WithCancel(t.Context())
	cancel()
	_ = e.Close(cut)
	if err := <-ended; problem.CodeOf(err) != problem.Conflict || !strings.Contains(err.Error(), "platform time stands at 2018-01-12 12:00:00") {
		t.Errorf("the advance ended with %v", err)
	}
}

// TestAnAdvanceStopsForWhatIsDueAtOnce asks where an advance goes next after a request has scheduled a refund's result that is due at once.
// The sandbox is closed, so that it does not carry out the result on its own before the question.
func TestAnAdvanceStopsForWhatIsDueAtOnce(t *testing.T) {
	e := newEngine(t, manual())
	id := paid(t, e, order(e, "PAID", deadAddress))
	pay(t, e, placed(t, e, order(e, "LATER", deadAddress)), domain.Payment{Outcome: domain.OutcomeSuccess, After: time.Minute})
	if err := e.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	refund(t, e, id)
	if got := e.NextStop(noon.Add(time.Hour)); !got.Equal(noon) {
		t.Errorf("the advance goes to %s, want %s, where the refund's result is due", got, noon)
	}
}

// TestAnAdvanceSkipsNothingForARefundMeanwhile refunds an order while an advance waits for its notification. What is due on the way
// happens at its own moment all the same.
func TestAnAdvanceSkipsNothingForARefundMeanwhile(t *testing.T) {
	e := newEngine(t, manual())
	id, ready := "", make(chan struct{})
	s := newShop(t, func(wire.Fields) string {
		<-ready
		refund(t, e, id)
		return acknowledgement
	})
	id = paid(t, e, order(e, "PAID", s.URL))
	later := placed(t, e, order(e, "LATER", deadAddress))
	pay(t, e, later, domain.Payment{Outcome: domain.OutcomeSuccess, After: time.Minute})
	close(ready)
	advance(t, e, time.Hour)
	if first := notification(t, e, later).Deliveries[0]; !first.At.Equal(noon.Add(time.Minute)) {
		t.Errorf("the notification that was due at 12:01 was sent at %s", first.At)
	}
}

// refund requests a refund of 1.00 of a payment, to be notified where nothing listens.
func refund(t *testing.T, e *engine.Engine, oidPaybill string) {
	t.Helper()
	d, _ := e.Refund(0, e.Merchant(byNumber), domain.RefundRequest{NoRefund: "R", DtRefund: wire.FormatDateTime(e.Now()), MoneyRefund: "1.00", Fen: 100, NotifyURL: deadAddress, SignType: "RSA", Payment: domain.Name{OidPaybill: oidPaybill}})
	if !d.OK() {
		t.Errorf("the refund was refused: %+v", d)
	}
}

// TestAnAdvanceAfterARestartOrRestore holds that what one advance did not wait for belongs to the next, also where the state was kept
// or restored in between.
func TestAnAdvanceAfterARestartOrRestore(t *testing.T) {
	e := newEngine(t, manual())
	var once sync.Once
	meanwhile := ""
	s := newShop(t, func(wire.Fields) string {
		once.Do(func() {
			e.Pay(meanwhile, domain.Payment{Outcome: domain.OutcomeSuccess, After: 10 * time.Minute}, true)
		})
		return acknowledgement
	})
	meanwhile = placed(t, e, order(e, "MEANWHILE", s.URL))
	paid(t, e, order(e, "OWN", s.URL))
	advance(t, e, time.Minute)
	if _, err := e.Snapshot("s"); err != nil {
		t.Fatal(err)
	}
	restarted := restart(t, e)
	check := func(e *engine.Engine) {
		t.Helper()
		if done := advance(t, e, time.Hour); len(done.Deliveries) != 1 || done.Deliveries[0].Notification.NoOrder != "MEANWHILE" {
			t.Errorf("the deliveries are %+v", done.Deliveries)
		}
	}
	check(restarted)
	if err := restarted.Restore("s"); err != nil {
		t.Fatal(err)
	}
	check(restarted)
	check(e)
	if err := e.Restore("s"); err != nil {
		t.Fatal(err)
	}
	check(e)
	http.DefaultClient.CloseIdleConnections()
}
