package examples

import (
	"testing"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/steps"
)

// The twenty days of the QA tutorial, in both languages.
func TestDates(t *testing.T) {
	server, err := simulator.Start(t.Context(), simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	ran := 0
	suite := godog.TestSuite{
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			ran++
			steps.Register(sc, steps.Target{Control: server.Control()})
		},
		Options: &godog.Options{Paths: []string{"gherkin/dates.feature", "gherkin/日期.feature"}, Format: "progress", Strict: true, TestingT: t},
	}
	if suite.Run() != 0 {
		t.Fail()
	}
	if ran != 40 {
		t.Errorf("%d scenarios ran", ran)
	}
}
