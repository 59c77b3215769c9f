package check

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// Verify looks for mistakes in the selected features that show before anything runs: steps that do not exist, values and tables that
// cannot be, steps about a merchant where there is none, and what the parser reads in another way than it was meant. The error is a *FeatureError with the line of each.
func (s *Selection) Verify(merchant bool) error {
	found := slices.Clone(s.misread)
	seen := map[string]bool{}
	for _, p := range found {
		seen[p.place()] = true
	}
	for _, run := range s.runs {
		for i, step := range run.Steps {
			if len(found) > maxMistakes {
				return mistakesAt(found) // what is nearest to a step takes time
			}
			at := run.place.Steps[i]
			p := placed{run.failure.File, mistake{line: at.Line}}
			if seen[p.place()] {
				continue // of another row of examples
			}
			if err := contract.CheckStep(at.Keyword, step, merchant); err != nil {
				seen[p.place()] = true
				p.text = message.Of(err)
				found = append(found, p)
			}
		}
	}
	return mistakesAt(found)
}

// placed is a mistake and the file that has it.
type placed struct {
	file string
	mistake
}

func (p placed) place() string { return fmt.Sprintf("%s:%d", p.file, p.line) }

// mistakesAt is the error of some mistakes, nil for none.
func mistakesAt(found []placed) error {
	if len(found) == 0 {
		return nil
	}
	slices.SortStableFunc(found, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line))
	})
	all := make([]message.Message, len(found))
	for i, p := range found {
		all[i] = message.New("%s:%d: %s", p.file, p.line, p.text)
	}
	all = slices.CompactFunc(all, message.Message.Equal)
	if len(all) > maxMistakes {
		all = append(all[:maxMistakes:maxMistakes], message.New("and more"))
	}
	return &FeatureError{message.Join("%s\n%s", all...)}
}

// mistakesOf lists the mistakes of feature files that showed when they ran.
func mistakesOf(results []contract.Result) error {
	var found []placed
	for _, r := range results {
		for _, step := range r.Steps {
			if step.Mistake {
				found = append(found, placed{r.File, mistake{cmp.Or(step.Line, r.Line), message.As(step.Error)}})
			}
		}
	}
	return mistakesAt(found)
}
