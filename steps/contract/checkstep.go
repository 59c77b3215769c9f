package contract

import (
	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// CheckStep looks for a mistake in a step that shows before it runs, such as that there is no such step. keyword is how its line begins.
func CheckStep(keyword string, step *godog.Step) error { return vocabulary.Check(keyword, step, steps) }
