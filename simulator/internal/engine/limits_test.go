package engine_test

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// limited is a sandbox with limits, in a server with a quota.
func limited(own engine.Limits, quota *engine.Quota) engine.Config {
	c := manual()
	c.Limits, c.Quota = own, quota
	return c
}

// expectRefused expects a refusal by a limit that names it.
func expectRefused(t *testing.T, d domain.Decision, names string) {
	t.Helper()
	if d.Code != "9903" || d.Rule != "limit" || !strings.Contains(d.Reason.String(), names) {
		t.Errorf("decided %+v, want a 9903 by limit that names %s", d, names)
	}
}

// TestALimitRefusesNewOrders holds that a limit refuses the first order beyond it and every later one, and that what was accepted goes on.
func TestALimitRefusesNewOrders(t *testing.T) {
	t.Parallel()
	for name, limit := range map[string]struct {
		own    engine.Limits
		server engine.Limits
		names  string
	}{
		"of the sandbox": {own: engine.Limits{Orders: 3}, names: "limits.orders"},
		"of the server":  {server: engine.Limits{Orders: 3}, names: "--max-orders"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newEngine(t, limited(limit.own, engine.NewQuota(limit.server)))
			var first string
			for i := range 3 {
				first = placed(t, e, order(e, number(i), deadAddress))
			}
			for i := range 2 {
				out := create(e, order(e, number(10+i), deadAddress))
				expectRefused(t, out.Decision, limit.names)
				if out.Order != nil {
					t.Errorf("a refused order was placed: %+v", out.Order)
				}
			}
			if out := create(e, order(e, number(2), deadAddress)); !out.Decision.OK() {
				t.Errorf("the retry of an accepted order: %+v", out.Decision)
			}
			pay(t, e, first, domain.Payment{Outcome: domain.OutcomeSuccess})
			if held := e.Held(); held.Orders != 3 {
				t.Errorf("holds %d orders, want 3", held.Orders)
			}
			if err := e.Reset(false); err != nil {
				t.Fatal(err)
			}
			placed(t, e, order(e, number(20), deadAddress))
		})
	}
}

// TestAQuotaIsExact holds that sandboxes that place orders at the same time never hold more than the server may, and that places that are
// given back by a reset, a restore or the end of a sandbox can be taken again.
func TestAQuotaIsExact(t *testing.T) {
	t.Parallel()
	const limit = 100
	quota := engine.NewQuota(engine.Limits{Orders: limit})
	boxes := []*engine.Engine{newEngine(t, limited(engine.Limits{}, quota)), newEngine(t, limited(engine.Limits{}, quota))}
	held := func() (n int64) {
		for _, e := range boxes {
			n += e.Held().Orders
		}
		return n
	}
	var wait sync.WaitGroup
	for i := range 8 {
		e := boxes[i%2]
		wait.Go(func() {
			for n := range limit / 4 {
				create(e, order(e, fmt.Sprintf("%d-%d", i, n), deadAddress))
			}
		})
	}
	wait.Wait()
	if held() != limit {
		t.Fatalf("200 requests: %d orders are held, want %d", held(), limit)
	}
	fillUp := func(after string) {
		t.Helper()
		for i := range 2 * limit {
			create(boxes[i%2], order(boxes[i%2], fmt.Sprint(after, i), deadAddress))
		}
		if held() != limit {
			t.Errorf("after %s: %d orders are held, want %d", after, held(), limit)
		}
	}
	if _, err := boxes[0].Snapshot("full"); err != nil {
		t.Fatal(err)
	}
	if err := boxes[0].Reset(true); err != nil {
		t.Fatal(err)
	}
	if err := boxes[0].Restore("full"); err != nil {
		t.Fatal(err)
	}
	fillUp("restore")
	if err := boxes[0].Reset(true); err != nil {
		t.Fatal(err)
	}
	fillUp("reset")
	if err := boxes[1].Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	boxes[1] = newEngine(t, limited(engine.Limits{}, quota))
	fillUp("close")
	func() { // a writer that panics commits nothing, and what shared its transaction starts again
		defer func() { _ = recover() }()
		if err := boxes[0].Reset(true); err != nil {
			t.Fatal(err)
		}
		boxes[0].CreateThen(boxes[0].Merchant(byNumber), order(boxes[0], "panics", deadAddress), func() { panic("on purpose") })
	}()
	fillUp("panic")
}

// TestABytesLimitRefuses holds what a limit of bytes refuses, and what goes on.
func TestABytesLimitRefuses(t *testing.T) {
	t.Parallel()
	for name, limit := range map[string]struct {
		own, server engine.Limits
		names       string
	}{
		"of the sandbox": {own: engine.Limits{Bytes: 100_000}, names: "limits.bytes"},
		"of the server":  {server: engine.Limits{Bytes: 100_000}, names: "--max-bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			quota := engine.NewQuota(limit.server)
			e := newEngine(t, limited(limit.own, quota))
			if _, err := e.Snapshot("small"); err != nil {
				t.Fatal(err)
			}
			id := paid(t, e, order(e, "first", deadAddress))
			var refused domain.Decision
			for i := 0; refused.Code == ""; i++ {
				if out := create(e, order(e, number(i), deadAddress)); !out.Decision.OK() {
					refused = out.Decision
				}
				if i > 1000 {
					t.Fatal("1000 orders were taken")
				}
			}
			expectRefused(t, refused, limit.names)
			held := e.Held().Bytes
			if held < 100_000 || held > 110_000 {
				t.Errorf("holds %d bytes, want the limit and one order at most", held)
			}
			d, _ := e.Refund(0, e.Merchant(byNumber), domain.RefundRequest{NoRefund: "r", DtRefund: "20180112120000", MoneyRefund: "1.00", Fen: 100, Payment: domain.Name{OidPaybill: id}})
			expectRefused(t, d, limit.names)
			_, snapshot := e.Snapshot("large")
			_, sent := e.Send(t.Context(), id, engine.Send{})
			for what, err := range map[string]error{"a snapshot": snapshot, "a delivery": sent, "what adapters ask": e.CheckRoom()} {
				if problem.CodeOf(err) != problem.LimitReached || !strings.Contains(err.Error(), limit.names) {
					t.Errorf("%s: %v, want limit_reached that names %s", what, err, limit.names)
				}
			}
			advance(t, e, 4*time.Minute) // attempts are recorded, with their bytes
			if e.Held().Bytes <= held {
				t.Error("deliveries do not count")
			}
			if err := e.Restore("small"); err != nil {
				t.Fatal(err)
			}
			if err := e.CheckRoom(); err != nil {
				t.Errorf("after a restore: %v", err)
			}
		})
	}
}

// TestASnapshotCountsInFull holds that a snapshot counts until it is deleted.
func TestASnapshotCountsInFull(t *testing.T) {
	t.Parallel()
	e := newEngine(t, manual())
	fill(e, 10)
	before := e.Held().Bytes
	if _, err := e.Snapshot("s"); err != nil {
		t.Fatal(err)
	}
	if got := e.Held().Bytes; got != 2*before {
		t.Errorf("with a snapshot %d bytes are held, want %d", got, 2*before)
	}
	if err := e.DeleteSnapshot("s"); err != nil {
		t.Fatal(err)
	}
	if got := e.Held().Bytes; got != before {
		t.Errorf("without it %d, want %d", got, before)
	}
}

// TestSnapshotsDoNotPassALimitTogether has sandboxes take snapshots at the same time, and holds that together they hold no more than the server
// may, and that a snapshot which could not be written gives its room back.
func TestSnapshotsDoNotPassALimitTogether(t *testing.T) {
	t.Parallel()
	for round := range 20 {
		const boxes, fit = 8, 3
		probe := newEngine(t, manual())
		fill(probe, 10)
		size := probe.Held().Bytes
		quota := engine.NewQuota(engine.Limits{Bytes: (boxes + fit) * size})
		var all []*engine.Engine
		for range boxes {
			c := manual()
			c.Quota = quota
			e := newEngine(t, c)
			fill(e, 10)
			all = append(all, e)
		}
		taken := make(chan bool, boxes)
		begin := make(chan struct{})
		for _, e := range all {
			go func() {
				<-begin
				_, err := e.Snapshot("s")
				taken <- err == nil
			}()
		}
		close(begin)
		n := 0
		for range boxes {
			if <-taken {
				n++
			}
		}
		if n != fit {
			t.Fatalf("round %d: %d snapshots were taken, there is room for %d", round, n, fit)
		}
		for _, e := range all {
			_ = e.DeleteSnapshot("s")
		}
		if err := quota.Claim(engine.Held{Bytes: fit * size}); err != nil {
			t.Fatalf("the room of snapshots that were deleted: %v", err)
		}
	}
}

// TestHeldFollowsEachRow holds that what is counted row by row is what a state counts that is put in place as a whole, after every kind of
// change.
func TestHeldFollowsEachRow(t *testing.T) {
	t.Parallel()
	shop := newShop(t, nil)
	e := newEngine(t, manual())
	for i := range 20 {
		id := placed(t, e, order(e, number(i), shop.URL))
		if i%2 == 0 {
			pay(t, e, id, domain.Payment{Outcome: domain.OutcomeSuccess})
			e.Refund(0, e.Merchant(byNumber), domain.RefundRequest{NoRefund: number(i), DtRefund: "20180112120000", MoneyRefund: "1.00", Fen: 100, Payment: domain.Name{OidPaybill: id}})
		} else {
			e.Pay(id, domain.Payment{Outcome: "1100"}, true)
		}
		if _, err := e.Send(t.Context(), id, engine.Send{Copies: 2}); err != nil {
			t.Fatal(err)
		}
	}
	f := e.AddFault(domain.Fault{At: "accept", Effect: "close", Match: map[string]string{"no_order": "*"}})
	e.AddFault(domain.Fault{At: "query", Effect: "close"})
	e.RemoveFaults(f.ID)
	advance(t, e, 24*time.Hour)
	for _, file := range e.ListFiles() {
		e.ReplaceFile(domain.File{Name: file.Name, OidPartner: file.OidPartner, Content: []byte("replaced")})
		e.RemoveFile(file.Name)
		break
	}
	e.DeleteMerchant(byDateAndNumber)
	if got, want := e.Held(), restart(t, e).Held(); got != want {
		t.Errorf("counted row by row: %+v, as a whole: %+v", got, want)
	}
}

// TestBytesAreHonest holds that the bytes that are counted are near those that the heap has for the same rows, within a third.
func TestBytesAreHonest(t *testing.T) {
	race.Skip(t)
	const n = 2000
	for name, fillWith := range map[string]func(e *engine.Engine){
		"waiting orders": func(e *engine.Engine) { fill(e, n) },
		"paid orders": func(e *engine.Engine) {
			for i := range n {
				paid(t, e, order(e, number(i), deadAddress))
			}
			advance(t, e, 0)
		},
		"paid orders, notified five times": func(e *engine.Engine) {
			for i := range n {
				paid(t, e, order(e, number(i), deadAddress))
			}
			advance(t, e, 8*time.Minute)
		},
		"refunded orders": func(e *engine.Engine) {
			for i := range n {
				id := paid(t, e, order(e, number(i), deadAddress))
				if d, _ := e.Refund(0, e.Merchant(byNumber), domain.RefundRequest{NoRefund: number(i), DtRefund: "20180112120000", MoneyRefund: "1.00", Fen: 100, Payment: domain.Name{OidPaybill: id}}); !d.OK() {
					t.Fatal(d)
				}
			}
			advance(t, e, 0)
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := manual()
			c.JournalEntries = 1 // it is not counted
			e := newEngine(t, c)
			before, counted := heap(), e.Held().Bytes
			fillWith(e)
			grown, held := int64(heap()-before), e.Held().Bytes-counted
			t.Logf("%d bytes an order on the heap, %d counted", grown/n, held/n)
			if held < grown*2/3 || held > grown*3/2 {
				t.Errorf("%d bytes are counted, the heap grew by %d", held, grown)
			}
			runtime.KeepAlive(e)
		})
	}
}
