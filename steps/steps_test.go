package steps_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/simulatortest"
	"github.com/lianlian-sim/llsim/steps"
)

func TestRun(t *testing.T) {
	platform := simulatortest.New(t)
	feature := filepath.Join(t.TempDir(), "shop.feature")
	text := "Feature: Shop\n  Scenario: An order\n    Given an order \"A1\" of 49.90 yuan\n    Then order \"A1\" is WAITING\n"
	if err := os.WriteFile(feature, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	steps.Run(t, steps.Target{Control: platform.Control()}, feature)
}
