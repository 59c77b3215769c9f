package explore

import (
	"context"
	"strings"

	"github.com/lianlian-sim/llsim/steps/check"
)

// Feature: stand-in until branch finding is merged.
func (f *Finding) Feature() string {
	var b strings.Builder
	b.WriteString("Feature: found by llsim explore\n\n  Scenario: " + f.Promise.Sentence + "\n")
	for _, s := range f.Sequence.sentences() {
		b.WriteString("    * " + s.Text + "\n")
	}
	b.WriteString("    Then " + f.Promise.Sentence + "\n")
	return b.String()
}

// Story: stand-in.
func (f *Finding) Story() string { return "A story." }

// Confirmed: stand-in.
type Confirmed struct {
	Seen, Of int
	Check    check.Summary
}

// Confirm: stand-in.
func Confirm(context.Context, Options, *Finding) (Confirmed, error) {
	return Confirmed{Seen: 3, Of: 3}, nil
}
