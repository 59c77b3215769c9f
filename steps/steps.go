// Package steps is the door for tests written in Go: Run plays feature files against a simulator, Register adds the vocabulary to a godog
// suite that has steps of its own. The vocabularies and what runs them are packages of this folder: platform (steps that act on a
// simulator), contract (steps that judge a merchant), harness (starts and drives a merchant), check (plays feature files, with a merchant
// or without), report (writes results).
package steps

import (
	"io"
	"sync/atomic"
	"testing"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/steps/platform"
)

// Target is the simulator that scenarios run against. Each scenario gets a sandbox of its own.
type Target = platform.Target

// Register adds the vocabulary to a suite, and a sandbox around each scenario. Call it from the scenario initializer of a
// godog.TestSuite; scenarios may run at the same time.
func Register(sc *godog.ScenarioContext, target Target) { platform.Register(sc, target) }

// Run plays the scenarios of feature files and folders, each as a subtest of t. A step that does not exist fails its scenario, and files
// without a scenario fail the test.
func Run(t *testing.T, target Target, paths ...string) {
	t.Helper()
	var scenarios atomic.Int64
	suite := godog.TestSuite{
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			scenarios.Add(1)
			Register(sc, target)
		},
		Options: &godog.Options{Paths: paths, Format: "progress", Output: io.Discard, Strict: true, TestingT: t, DefaultContext: t.Context()},
	}
	if status := suite.Run(); status != 0 && !t.Failed() {
		t.Fatalf("the feature files %q cannot be played (godog ended with status %d); llsim run says what is wrong with them", paths, status)
	}
	if scenarios.Load() == 0 {
		t.Fatalf("the feature files %q have no scenario", paths)
	}
}
