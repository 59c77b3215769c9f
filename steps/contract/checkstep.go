package contract

import (
	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// CheckStep looks for a mistake in a step that shows before it runs, such as that there is no such step. keyword is how its line begins;
// merchant tells whether there is one.
func CheckStep(keyword string, step *godog.Step, merchant bool) error {
	if merchant {
		return vocabulary.Check(keyword, step, platform.All(), steps)
	}
	if steps.Find(step.Text) != nil && platform.All().Find(step.Text) == nil {
		return vocabulary.Mistakef("name its file with -c", "%s needs a merchant", vocabulary.Quote(step.Text))
	}
	return vocabulary.Check(keyword, step, platform.All())
}

// IsStep tells whether a sentence is a step.
func IsStep(sentence string) bool {
	return steps.Find(sentence) != nil || platform.All().Find(sentence) != nil
}
