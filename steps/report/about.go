package report

import (
	"cmp"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
)

// meaning is what an id says: of an obligation, with the rules that it names, or of rules alone.
type meaning struct {
	Obligation *rulebook.Obligation // nil for none
	Rules      []rulebook.Rule
}

// IDs are what the meaning is of: the obligation, or else the rules.
func (m *meaning) IDs() message.Speaker {
	if m.Obligation != nil {
		return message.As(m.Obligation.ID)
	}
	ids := make(message.List, len(m.Rules))
	for i, r := range m.Rules {
		ids[i] = r.ID
	}
	return ids
}

// About returns what the finding's id says, and the rules behind it, nil where it has none.
func (f pageFinding) About() *meaning {
	if o := rulebook.ObligationIn(string(f.lang), f.ID); o != nil {
		return &meaning{o, rulebook.Named(string(f.lang), o.Written)}
	}
	if rules := rulebook.Named(string(f.lang), cmp.Or(f.ID, f.Rule)); len(rules) > 0 {
		return &meaning{nil, rules}
	}
	return nil
}
