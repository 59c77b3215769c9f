package engine_test

import (
	"path/filepath"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
)

// TestLimitsComeBackFromTheFile holds that a sandbox that is started from its file has the limits it was made with, holds what it held, its
// snapshots included, and counts as much in the quota of its server.
func TestLimitsComeBackFromTheFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.llsim")
	limits := engine.Limits{Orders: 3, Bytes: 1 << 20}
	e := onDisk(t, limited(limits, engine.NewQuota(engine.Limits{Orders: 100})), path)
	first := paid(t, e, order(e, number(0), deadAddress))
	if _, err := e.Snapshot("one"); err != nil {
		t.Fatal(err)
	}
	placed(t, e, order(e, number(1), deadAddress))
	e.Refund(0, e.Merchant(byNumber), domain.RefundRequest{NoRefund: "r", DtRefund: "20180112120000", MoneyRefund: "1.00", Fen: 100, Payment: domain.Name{OidPaybill: first}})
	e.AddFault(domain.Fault{At: "query", Effect: "close", Match: map[string]string{"no_order": "*"}})
	advance(t, e, 0) // its delivery is recorded
	held := e.Held()
	if err := e.Close(t.Context()); err != nil {
		t.Fatal(err)
	}

	state, err := durable.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := engine.KeptConfig(state.Settings)
	if err != nil {
		t.Fatal(err)
	}
	if kept.Limits != limits || engine.HeldBy(state) != held {
		t.Errorf("the file has limits %+v and holds %+v, want %+v and %+v", kept.Limits, engine.HeldBy(state), limits, held)
	}
	quota := engine.NewQuota(engine.Limits{Orders: 4})
	kept.Quota = quota
	e = openedAgain(t, kept, path)
	if e.Held() != held || e.Limits() != limits {
		t.Errorf("started from the file it holds %+v with limits %+v, want %+v and %+v", e.Held(), e.Limits(), held, limits)
	}
	placed(t, e, order(e, number(2), deadAddress))
	expectRefused(t, create(e, order(e, number(3), deadAddress)).Decision, "limits.orders")
	other := newEngine(t, limited(engine.Limits{}, quota))
	placed(t, other, order(other, number(0), deadAddress))
	expectRefused(t, create(other, order(other, number(1), deadAddress)).Decision, "--max-orders")

	if err := e.DeleteSnapshot("one"); err != nil {
		t.Fatal(err)
	}
	if err := e.Reset(false); err != nil {
		t.Fatal(err)
	}
	fresh := newEngine(t, limited(limits, nil))
	if e.Held() != fresh.Held() {
		t.Errorf("after a reset, without snapshots, %+v are held, want %+v", e.Held(), fresh.Held())
	}
	if err := e.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i := range 3 { // places that the sandbox has left
		placed(t, other, order(other, number(10+i), deadAddress))
	}
}

// TestOrdersThatCannotBeWrittenTakeNoPlace holds that an order whose transaction could not be written gives its place in the quota back.
func TestOrdersThatCannotBeWrittenTakeNoPlace(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.llsim")
	quota := engine.NewQuota(engine.Limits{Orders: 1})
	config := limited(engine.Limits{}, quota)
	if err := durable.Create(path, engine.Fresh(config)); err != nil {
		t.Fatal(err)
	}
	file, state, err := durable.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	guard, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.Resume(config, delivery.New(guard), state, file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close(t.Context()) }) // its file is closed
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		func() {
			defer func() {
				if engine.Unkept(recover()) == nil {
					t.Error("an order was placed though the file is closed")
				}
			}()
			create(e, order(e, number(i), deadAddress))
		}()
	}
	other := newEngine(t, limited(engine.Limits{}, quota))
	placed(t, other, order(other, number(0), deadAddress))
}
