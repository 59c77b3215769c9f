package contract

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary/vocabularytest"
	"github.com/lianlian-sim/llsim/steps/platform"
)

func TestEveryObligationHasAScenario(t *testing.T) {
	scenarios, err := Scenarios()
	if err != nil || len(scenarios) == 0 {
		t.Fatal(len(scenarios), err)
	}
	obligations, err := rulebook.Obligations()
	if err != nil {
		t.Fatal(err)
	}
	promises, err := rulebook.Promises()
	if err != nil {
		t.Fatal(err)
	}
	promised := map[string]bool{}
	for _, p := range promises {
		promised[p.ID] = true
		if s := steps.Find(p.Sentence); s == nil || s.English != p.Sentence {
			t.Errorf("%s is judged by %q, which is no step", p.ID, p.Sentence)
		}
	}
	checked := map[string]bool{}
	level := map[string]string{}
	for _, o := range obligations {
		level[o.ID] = strings.ToLower(string(o.Level))
	}
	for _, s := range scenarios {
		tags := strings.Fields(strings.ReplaceAll(strings.Join(s.Tags, " "), "@", ""))
		tags = slices.DeleteFunc(tags, func(tag string) bool { return promised[tag] })
		if len(tags) != 2 || level[tags[0]] == "" || tags[1] != level[tags[0]] {
			t.Errorf("%s:%d: the tags are %q; write the id of an obligation and its level", s.File, s.Line, s.Tags)
			continue
		}
		checked[tags[0]] = true
	}
	pending, err := os.ReadFile("../../simulator/rulebook/testdata/not-yet-covered.txt") // those that wait for a scenario
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range promises {
		if !slices.ContainsFunc(scenarios, func(s Scenario) bool { return strings.Contains(strings.Join(s.Tags, " ")+" ", "@"+p.ID+" ") }) {
			t.Errorf("%s has no scenario", p.ID)
		}
	}
	for _, o := range obligations {
		if !checked[o.ID] && !slices.Contains(strings.Fields(string(pending)), o.ID) {
			t.Errorf("%s has no scenario", o.ID)
		}
	}
}

func TestVocabulary(t *testing.T) {
	race.Skip(t)
	for _, folder := range []string{features.Merchant, features.Chinese} {
		t.Run(folder, func(t *testing.T) { vocabularytest.Check(t, steps, folder, platform.All()) })
	}
}

// A sentence means the same in every file: no two steps of the two vocabularies can be meant by one. TestVocabulary holds that of the
// merchant's folders.
func TestOneVocabulary(t *testing.T) {
	race.Skip(t)
	folders := []string{features.Platform, features.ChinesePlatform}
	vocabularytest.OneVocabulary(t, folders, steps, platform.All())
}

// No wording of a step can be said for a step of the other vocabulary.
func TestNoStepIsInBothVocabularies(t *testing.T) {
	all := map[string]bool{}
	for _, s := range slices.Concat(steps.Steps(), platform.All().Steps()) {
		for _, wording := range append([]string{s.English, s.Chinese}, s.Also...) {
			if all[wording] {
				t.Errorf("two steps are called %s", wording)
			}
			all[wording] = true
		}
	}
}

// A step can be said with any value of its parameters, and is still no other step.
func TestEverySentenceIsOneStep(t *testing.T) {
	race.Skip(t)
	vocabularytest.EverySentence(t, steps, platform.All())
}
