package report

import (
	"cmp"

	"github.com/lianlian-sim/llsim/simulator/rulebook"
)

// meaning is what an id says: of an obligation, with the rules that it names, or of rules alone.
type meaning struct {
	Obligation *rulebook.Obligation // nil for none
	Rules      []rulebook.Rule
}

// About returns what the finding's id says, and the rules behind it, nil where it has none.
func (f pageFinding) About() *meaning {
	if o, ok := rulebook.ObligationByID(f.ID); ok {
		return &meaning{&o, rulebook.Named("en", o.Written)}
	}
	if rules := rulebook.Named("en", cmp.Or(f.ID, f.Rule)); len(rules) > 0 {
		return &meaning{nil, rules}
	}
	return nil
}

// origin says where a rule comes from.
func origin(r rulebook.Rule) string { return r.Origin("en") }
