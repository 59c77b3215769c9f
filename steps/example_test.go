package steps_test

import (
	"context"
	"fmt"
	"io"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/steps"
)

// A suite of your own, run against a simulator in the same process.
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
		},
		Options: &godog.Options{
			Strict: true,
			Format: "progress",
			Output: io.Discard,
			FeatureContents: []godog.Feature{{Name: "shop.feature", Contents: []byte(`
				Feature: Orders around midnight
				  Scenario: A retry after midnight keeps its date
				    Given the platform time is "2026-01-31 23:58:00"
				    And an order "A1" of 49.90 yuan dated "20260131235800"
				    And a payment of order "A1" fails with 6001
				    When the platform time comes to "2026-02-01 00:02:00"
				    And the merchant orders "A1" for 49.90 yuan dated "20260131235800"
				    Then the platform accepts a retry of the same order
				    When order "A1" is paid
				    Then the merchant has received 1 notification
				    And the last notification has:
				      | settle_date | 20260201 |
			`)}},
		},
	}
	fmt.Println(suite.Run())
	// Output: 0
}
