package contract

import (
	"regexp"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/internal/scenariotext"
	"github.com/lianlian-sim/llsim/steps/platform"
)

func TestEveryObligationHasAScenario(t *testing.T) {
	scenarios, err := platform.MerchantScenarios()
	if err != nil || len(scenarios) == 0 {
		t.Fatal(len(scenarios), err)
	}
	obligations, err := rulebook.Obligations()
	if err != nil {
		t.Fatal(err)
	}
	checked := map[string]bool{}
	level := map[string]string{}
	for _, o := range obligations {
		level[o.ID] = strings.ToLower(string(o.Level))
	}
	for _, s := range scenarios {
		tags := strings.Split(strings.ReplaceAll(strings.Join(s.Tags, " "), "@", ""), " ")
		if len(tags) != 2 || level[tags[0]] == "" || tags[1] != level[tags[0]] {
			t.Errorf("%s:%d: the tags are %q; write the id of an obligation and its level", s.File, s.Line, s.Tags)
			continue
		}
		checked[tags[0]] = true
	}
	for _, o := range obligations {
		if !checked[o.ID] {
			t.Errorf("%s has no scenario", o.ID)
		}
		if sources[o.ID] == "" {
			t.Errorf("nothing says where %s is written", o.ID)
		}
	}
}

// Every step is used, and no text is two steps.
func TestVocabulary(t *testing.T) {
	used := map[*regexp.Regexp]bool{}
	for _, text := range scenariotext.Steps(t, features.Merchant+"/*.feature") {
		var matching []*regexp.Regexp
		for _, p := range patterns() {
			if p.MatchString(text) {
				matching = append(matching, p)
				used[p] = true
			}
		}
		if len(matching) != 1 {
			t.Errorf("%q is %d steps: %v", text, len(matching), matching)
		}
	}
	for _, p := range patterns() {
		if !used[p] {
			t.Errorf("no scenario uses the step %s", p)
		}
	}
}
