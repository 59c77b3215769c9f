package simulator

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestEveryEndpointIsServed holds that the platform serves the endpoints that clients know, each once and completely described.
func TestEveryEndpointIsServed(t *testing.T) {
	var known, served []wire.EndpointKind
	for _, e := range wire.Endpoints() {
		known = append(known, e.Kind)
	}
	for _, e := range endpoints() {
		served = append(served, e.Kind)
		t.Run(string(e.Kind), func(t *testing.T) {
			if e.Source == nil || e.Decide == nil || e.Answer == nil {
				t.Error("it is not complete")
			}
			if choice.EffectsAt(e.FaultPoint) == nil {
				t.Errorf("there are no faults at %q", e.FaultPoint)
			}
			if e.Bare && e.Echoed != nil {
				t.Errorf("its refusals are bare and repeat %v", e.Echoed)
			}
			for _, name := range e.Echoed {
				if !slices.ContainsFunc(e.Fields.Rows, func(row wire.Row) bool { return row.Name == name }) {
					t.Errorf("its refusals repeat %s, which is no field of it", name)
				}
			}
		})
	}
	if diff := cmp.Diff(known, served); diff != "" {
		t.Error(diff)
	}
}
