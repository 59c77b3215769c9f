package explore_test

import (
	"fmt"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/explore"
)

// TestKinds holds that each kind of event has a name of its own and is a step in both languages.
func TestKinds(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, k := range explore.Kinds() {
		if english, chinese := k.Wording(); english == "" || chinese == "" || seen[k.Name] {
			t.Errorf("%s: %q, %q, there before: %t", k.Name, english, chinese, seen[k.Name])
		}
		seen[k.Name] = true
	}
}

// TestPromises holds that the promises are numbered from 1, are steps in both languages, and rest on obligations of the rulebook.
func TestPromises(t *testing.T) {
	t.Parallel()
	for i, p := range explore.Promises() {
		if p.ID != fmt.Sprintf("INV-%d", i+1) || p.In(message.English) == "" || p.In(message.Chinese) == p.In(message.English) || p.In(message.Chinese) == "" {
			t.Errorf("promise %d is %s: %q, %q", i+1, p.ID, p.In(message.English), p.In(message.Chinese))
		}
		if len(p.Rests) == 0 {
			t.Errorf("%s rests on nothing", p.ID)
		}
		for _, id := range p.Rests {
			if _, known := rulebook.ObligationByID(id); !known {
				t.Errorf("%s rests on %s, which is no obligation", p.ID, id)
			}
		}
	}
}
