package engine_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// broken places an order in a transaction that panics after it, and returns the panic.
func broken(e *engine.Engine, no string) (failed any) {
	defer func() { failed = recover() }()
	e.CreateThen(e.Merchant(byNumber), order(e, no, ""), func() { panic("broken at " + no) })
	return nil
}

// TestAWriterThatPanicsFailsAlone lets orders share one transaction, some of which panic in it: who is told that an order was
// accepted finds it in the store, and who panicked is told and has left nothing.
func TestAWriterThatPanicsFailsAlone(t *testing.T) {
	for _, leaderPanics := range []bool{false, true} {
		e := newEngine(t, manual())
		const writers = 60
		var told [writers]engine.Created
		var failed [writers]any
		var all sync.WaitGroup
		inside, letGo := make(chan struct{}), make(chan struct{})
		var once sync.Once
		all.Go(func() { // keeps the lead while the others queue
			defer func() { _ = recover() }()
			e.CreateThen(e.Merchant(byNumber), order(e, "LEADER", ""), func() {
				once.Do(func() { close(inside) })
				<-letGo
				if leaderPanics {
					panic("leader")
				}
			})
		})
		<-inside
		for i := range writers {
			all.Go(func() {
				if i%7 == 3 {
					failed[i] = broken(e, fmt.Sprint("N", i))
				} else {
					told[i] = create(e, order(e, fmt.Sprint("N", i), ""))
				}
			})
		}
		for e.Queued() < writers {
			runtime.Gosched()
		}
		close(letGo)
		all.Wait()
		numbers := map[string]bool{}
		for i := range writers {
			stored := e.OrdersByNumber(byNumber, fmt.Sprint("N", i))
			if i%7 == 3 {
				p, ok := failed[i].(*engine.Panic)
				if !ok || p.Error() != fmt.Sprint("broken at N", i) || !strings.Contains(string(p.Stack), "panic_test.go") || len(stored) != 0 {
					t.Errorf("order %d panicked: its writer got %v, stored are %d", i, failed[i], len(stored))
				}
				continue
			}
			if !told[i].Decision.OK() || len(stored) != 1 || cmp.Diff(told[i].Order, stored[0]) != "" || numbers[stored[0].OidPaybill] {
				t.Errorf("order %d: told %+v, stored %v", i, told[i].Decision, stored)
				continue
			}
			numbers[stored[0].OidPaybill] = true
		}
		accepted := e.Journal().Select(func(entry *journal.Entry) bool { return entry.Rule == "IDN-1" && entry.Kind == journal.KindState })
		if stored := len(rows(e).Orders); len(accepted) != stored {
			t.Errorf("the journal has %d orders, the store %d", len(accepted), stored)
		}
	}
}

// TestReplayBesidePanics holds that a script gives the same, though its transactions are shared with writers that panic and it is
// carried out again and again.
func TestReplayBesidePanics(t *testing.T) {
	url := newShop(t, nil).URL
	quiet := newEngine(t, manual())
	numbers, state := script(t, quiet, url), rows(quiet)
	e := newEngine(t, manual())
	var others sync.WaitGroup
	done := make(chan struct{})
	for i := range 4 {
		others.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					broken(e, fmt.Sprint("BROKEN", i))
				}
			}
		})
	}
	again := script(t, e, url)
	close(done)
	others.Wait()
	if diff := cmp.Diff(numbers, again); diff != "" {
		t.Errorf("(-alone +beside)\n%s", diff)
	}
	if diff := cmp.Diff(state, rows(e), ignoreRealTime); diff != "" {
		t.Errorf("(-alone +beside)\n%s", diff)
	}
}

// TestAJobThatPanicsIsDropped makes a refund whose payment is gone, and a clearing file of a date that is none: neither keeps the
// sandbox from going on.
func TestAJobThatPanicsIsDropped(t *testing.T) {
	var log bytes.Buffer
	c := manual()
	c.Logger = slog.New(slog.NewTextHandler(&log, nil))
	e := newEngine(t, c)
	id := paid(t, e, order(e, "PAID", ""))
	m := *e.Merchant(byNumber)
	m.Refund.After = time.Minute
	d, refund := e.Refund(0, &m, domain.RefundRequest{NoRefund: "R", DtRefund: wire.FormatDateTime(e.Now()), MoneyRefund: "1.00", Fen: 100, NotifyURL: deadAddress, SignType: "RSA", Payment: domain.Name{OidPaybill: id}})
	if !d.OK() {
		t.Fatal(d)
	}
	e.Write(func(rows *store.Tx) {
		lost := refund.Copy()
		lost.OidPaybill = "2018011299999999"
		rows.PutRefund(lost)
	})
	closing := order(e, "CLOSES", "")
	closing.ValidOrder = 1
	closed := placed(t, e, closing)

	if done := advance(t, e, time.Hour); !done.Now.Equal(noon.Add(time.Hour)) {
		t.Errorf("the advance ended at %s", done.Now)
	}
	if got := e.Order(closed).Order.State; got != domain.Failure {
		t.Errorf("the order that was to close at the same moment is %s", got)
	}
	if got := e.RefundByID(refund.OidRefundno).State; got != domain.RefundProcessing {
		t.Errorf("the refund is %s", got)
	}
	placed(t, e, order(e, "AFTER", ""))
	dropped := e.Journal().Select(func(entry *journal.Entry) bool { return entry.Code == string(wire.CodeSystemError) })
	if len(dropped) != 1 || !dropped[0].At.Equal(noon.Add(time.Minute)) || !strings.Contains(dropped[0].Text.String(), "refund result of "+refund.OidRefundno) {
		t.Errorf("the journal says %+v", dropped)
	}
	if lines := strings.Split(strings.TrimSpace(log.String()), "\n"); len(lines) != 1 || !strings.Contains(lines[0], "finishRefund") {
		t.Errorf("the log says\n%s", log.String())
	}
}

// TestADroppedClearingFileDoesNotEndTheOthers makes a file of one date impossible: those of the next date come.
func TestADroppedClearingFileDoesNotEndTheOthers(t *testing.T) {
	e := newEngine(t, manual())
	id := paid(t, e, order(e, "PAID", ""))
	e.Write(func(rows *store.Tx) {
		rows.PutRefund(&domain.Refund{OidRefundno: "2018011200000099", OidPartner: byNumber, OidPaybill: "gone", SettleDate: "20180112", State: domain.RefundSuccess})
	})
	advance(t, e, 3*24*time.Hour)
	if e.Order(id).Order == nil || e.File("JYMX_"+byNumber+"_20180112.txt") != nil || e.File("JYMX_"+byNumber+"_20180113.txt") == nil {
		t.Errorf("files: %v", e.ListFiles())
	}
}

// TestADeliveryThatPanicsCounts holds that an attempt the simulator fails to make is one of the 30, and ends nothing else.
func TestADeliveryThatPanicsCounts(t *testing.T) {
	var none *delivery.Poster
	e := engine.New(manual(), none)
	t.Cleanup(func() { _ = e.Close(t.Context()) })
	id := paid(t, e, order(e, "N1", deadAddress))
	advance(t, e, 2*time.Hour)
	n := notification(t, e, id)
	if n.State != domain.NotificationGivenUp || n.Attempts != domain.MaxDeliveries || !strings.Contains(n.Deliveries[0].Reason.String(), "the simulator failed to send it") {
		t.Errorf("the notification is %s after %d attempts: %+v", n.State, n.Attempts, n.Deliveries)
	}
	sent, err := e.Send(t.Context(), id, engine.Send{Copies: 3, Parallel: true})
	if err != nil || len(sent) != 3 || sent[2].Delivery.Verdict != "unreachable" {
		t.Errorf("the operator's: %+v, %v", sent, err)
	}
}
