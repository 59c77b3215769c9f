package main

import (
	"os"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/steps/explore"
)

// TestExploringPageNamesEverything holds that the page for people leaves out no event and no promise.
func TestExploringPageNamesEverything(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/exploring.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range explore.KindNames() {
		if !strings.Contains(string(text), "`"+name+"`") {
			t.Errorf("docs/exploring.md does not name the event %s", name)
		}
	}
	for _, p := range explore.Promises() {
		if !strings.Contains(string(text), "| "+p.ID+" | "+strings.TrimSuffix(p.In("en"), ".")+" |") {
			t.Errorf("docs/exploring.md does not say %s: %s", p.ID, p.In("en"))
		}
	}
}
