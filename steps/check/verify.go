package check

import (
	"fmt"
	"strings"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// Verify looks for steps that are in no vocabulary and, without a merchant, for steps about one. The error is a *FeatureError that names
// the lines of them.
func (s *Selection) Verify(merchant bool) error {
	var wrong []string
	seen := map[string]bool{} // each row of examples has the same steps
	for _, run := range s.runs {
		for i, step := range run.Steps {
			what := ""
			switch {
			case !contract.Known(step.Text):
				what = fmt.Sprintf("there is no step %q", step.Text)
			case !merchant && contract.NeedsMerchant(step.Text):
				what = fmt.Sprintf("%s: this step needs a merchant; name its file with -c", step.Text)
			default:
				continue
			}
			text := fmt.Sprintf("%s:%d: %s", run.failure.File, run.place.Steps[i].Line, what)
			if !seen[text] {
				seen[text] = true
				wrong = append(wrong, text)
			}
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	if more := len(wrong) - maxParserLines; more > 0 {
		wrong = append(wrong[:maxParserLines], fmt.Sprintf("and %d more", more))
	}
	return featureErrorf("%s", strings.Join(wrong, "\n"))
}
