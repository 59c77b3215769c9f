package steps_test

import (
	"context"
	"fmt"
	"io"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/steps"
)

// A suite with a step of its own beside the vocabulary.
func ExampleRegister() {
	server, err := simulator.Start(context.Background(), simulator.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	suite := godog.TestSuite{
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			steps.Register(sc, steps.Target{Control: server.Control()})
			sc.Step(`^the shop closes$`, func() { fmt.Println("closed") })
		},
		Options: &godog.Options{Strict: true, Format: "progress", Output: io.Discard, FeatureContents: []godog.Feature{{Name: "shop", Contents: []byte(`
			Feature: Orders around midnight
			  Scenario: An order of the 31st clears on the 1st
			    Given the platform time is 2026-01-31 23:59:50
			    And an order "A1" of 49.90 yuan
			    When 20 seconds pass
			    And order "A1" is paid
			    Then order "A1" clears on 2026-02-01
			    And the shop closes
		`)}}},
	}
	fmt.Println(suite.Run())
	// Output:
	// closed
	// 0
}
