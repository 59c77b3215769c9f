// Package steps is the door for a godog suite written in Go: Register adds the vocabulary that drives a simulator. The vocabularies and
// what runs them are packages of this folder: platform (steps that act on a simulator), contract (steps that judge a merchant),
// harness (starts and drives a merchant), check (runs a whole check), report (writes its results).
package steps

import (
	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/steps/platform"
)

// Target is the simulator that scenarios run against. Each scenario gets a sandbox of its own.
type Target = platform.Target

// Register adds the vocabulary to a suite, and a sandbox around each scenario. Call it from the scenario initializer of a
// godog.TestSuite; scenarios may run at the same time.
func Register(sc *godog.ScenarioContext, target Target) { platform.Register(sc, target) }
