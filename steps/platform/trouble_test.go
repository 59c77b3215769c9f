package platform

import (
	"testing"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator"
)

// An answer in a layout that the scenario asks for is a message like any other.
func TestAnswersInAnotherLayoutAreRead(t *testing.T) {
	t.Parallel()
	server, err := simulator.Start(t.Context(), simulator.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	for form, layout := range layouts {
		if layout == "same" {
			continue // no form of an answer
		}
		t.Run(form, func(t *testing.T) {
			played := play(t, server.Control(), godog.Options{FeatureContents: []godog.Feature{{Name: "layouts", Contents: []byte(`Feature: Layouts
  Scenario: One
    Given the platform's answers to orders come ` + form + `
    When the merchant orders "A1" for 49.90 yuan
    Then the platform accepts a new order
`)}}})
			if len(played) != 1 || played[0].err != nil {
				t.Errorf("%+v", played)
			}
		})
	}
}
