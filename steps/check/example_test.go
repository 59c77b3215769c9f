package check_test

import (
	"context"
	"fmt"
	"io"
	"log"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// A godog suite of one's own, with the merchant's vocabulary, against the reference merchant.
func ExampleOpen() {
	ctx := context.Background()
	file, err := harness.Load("../../fixtures/refshop/merchant.yaml")
	if err != nil {
		log.Fatal(err)
	}
	seats, err := check.Open(ctx, check.Options{File: file, Workers: 1, Platform: func(ctx context.Context, listen string) (check.Platform, error) {
		return simulator.Start(ctx, simulator.Options{Listen: listen})
	}})
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = seats.Close() }()

	results := &contract.Collector{}
	status := godog.TestSuite{
		Name:                "a bad evening",
		ScenarioInitializer: func(sc *godog.ScenarioContext) { contract.Register(sc, seats, results) },
		Options: &godog.Options{Format: "progress", Output: io.Discard, Strict: true, FeatureContents: []godog.Feature{{Name: "evening.feature", Contents: []byte(`
Feature: A bad evening
  Scenario: The notification comes five times
    Given a shopper has checked out
    And the order was paid, but no notification of it arrived
    When the notification of the order comes 5 times in a row
    Then the order is fulfilled once
`)}}},
	}.Run()
	for _, r := range results.Results() {
		fmt.Println(status, r.Verdict, r.Name)
	}

	// Output: 0 passed The notification comes five times
}
