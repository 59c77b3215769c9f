package controlapi_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// A return the operator sends meets the faults at return, and not those at notify.
func TestFaultsAtReturnStrikeReturns(t *testing.T) {
	w := newWorld(t)
	shop, order := w.shop(acknowledged), w.order("A-1", "http://127.0.0.1:1/notify")
	must[api.Fault](t)(w.control.AddFault(t.Context(), api.NewFault{At: "notify", Effect: "close"}))
	must[api.Fault](t)(w.control.AddFault(t.Context(), api.NewFault{At: "return", Effect: "close"}))
	for i, want := range []string{"unreachable", "acknowledged"} {
		sent := must[[]api.Delivery](t)(w.control.Notify(t.Context(), order.OidPaybill, api.Notify{Variant: "return", URL: shop}))
		if len(sent) != 1 || sent[0].Verdict != want {
			t.Errorf("return %d: %+v, want %s", i+1, sent, want)
		}
	}
	faults := must[[]api.Fault](t)(w.control.Faults(t.Context()))
	if len(faults) != 2 || faults[0].Struck != 0 || faults[1].Struck != 1 {
		t.Errorf("faults %+v, want the second alone to have struck", faults)
	}
}
