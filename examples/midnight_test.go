package examples

import (
	"testing"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/steps"
)

func TestMidnight(t *testing.T) {
	server, err := simulator.Start(t.Context(), simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	suite := godog.TestSuite{
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			steps.Register(sc, steps.Target{Control: server.Control()})
		},
		Options: &godog.Options{
			Paths:    []string{"midnight.feature"},
			Format:   "progress",
			Strict:   true, // undefined steps fail
			TestingT: t,
		},
	}
	if suite.Run() != 0 {
		t.Fail()
	}
}
