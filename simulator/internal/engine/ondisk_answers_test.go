package engine_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
)

// TestAnswersToChangesNeedNoDisk holds that the answer to a change that is committed does not fail because of what has fallen due since and cannot
// be written: whoever is refused takes the change for not made. Lists do fail then.
func TestAnswersToChangesNeedNoDisk(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.llsim")
	if err := durable.Create(path, engine.Fresh(manual())); err != nil {
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
	e, err := engine.Resume(manual(), delivery.New(guard), state, file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close(t.Context()) }) // its file is closed
	began := e.Now()
	id, other := placed(t, e, order(e, number(0), deadAddress)), placed(t, e, order(e, number(1), deadAddress))
	pay(t, e, other, domain.Payment{Outcome: domain.OutcomeSuccess, After: time.Minute})
	pay(t, e, id, domain.Payment{Outcome: "1100"})
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	refused := func(f func()) (is bool) {
		defer func() { is = engine.Unkept(recover()) != nil }()
		f()
		return false
	}
	if !refused(func() { _, _ = e.AdvanceBy(t.Context(), 2*time.Minute) }) || !refused(func() { e.Order(id) }) {
		t.Fatal("what is due was written though the file is closed")
	}
	if o := e.Changed(id).Order; o == nil || len(o.Attempts) != 1 {
		t.Errorf("the order that was paid in vain is shown as %+v", o)
	}
	if due, ok := e.NextDue(); !ok || !due.Equal(began.Add(time.Minute)) {
		t.Errorf("the next job is due at %v %s, and was due a minute after %s", ok, due, began)
	}
	e.PayAndDeliver(t.Context(), id) // the answer that it precedes goes out
	e.RefundAndDeliver(t.Context(), "none")
}
