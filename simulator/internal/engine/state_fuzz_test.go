package engine_test

import (
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
)

// FuzzState decodes states that are damaged in any way. DecodeState must refuse one or give a configuration that a sandbox can be made
// with; it must not panic or take memory beyond all measure.
func FuzzState(f *testing.F) {
	e := newEngine(f, manual())
	id := paid(f, e, order(e, "N1", deadAddress))
	e.Refund(0, e.Merchant(byNumber), domain.RefundRequest{NoRefund: "R1", DtRefund: "20180112120000", MoneyRefund: "1.00", Fen: 100, Payment: domain.Name{OidPaybill: id}})
	e.AddFault(domain.Fault{At: "notify", Effect: "variant", Set: map[string]*string{"money_order": nil}})
	if _, err := e.Snapshot("s"); err != nil {
		f.Fatal(err)
	}
	advance(f, e, 24*time.Hour)
	state, err := e.State()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(state)
	for _, n := range []int{0, 1, len(state) / 2, len(state) - 1} {
		f.Add(state[:n])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		kept, err := engine.DecodeState(data)
		if err != nil {
			return
		}
		if c := kept.Config(); c.Platform == nil {
			t.Error("a state was taken whose configuration lacks the platform's key")
		}
	})
}
