package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/phrasebook"
	"github.com/lianlian-sim/llsim/steps/check"
)

// What is shown of one step can be saved and run: it is a feature file with the scenario of the example.
func TestTheScenarioOfAStepIsAFeatureFile(t *testing.T) {
	seen := map[string]bool{} // one of each file is enough
	for _, s := range phrases(t).Steps() {
		for lang, example := range map[string]struct {
			place    phrasebook.Place
			sentence string
		}{"en": {s.From, s.Example}, "zh": {s.FromChinese, s.ExampleChinese}} {
			if example.place.File == "" || seen[example.place.File] {
				continue
			}
			seen[example.place.File] = true
			t.Run(example.place.File, func(t *testing.T) {
				shown := stepsText{lang: lang}
				if err := shown.scenarios(s); err != nil {
					t.Fatal(err)
				}
				file := filepath.Join(t.TempDir(), "shown.feature")
				if err := os.WriteFile(file, []byte(shown.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				selected, err := check.Select([]string{file}, "")
				if err != nil {
					t.Fatalf("%v\n%s", err, shown.String())
				}
				sentence, _, _ := strings.Cut(example.sentence, "\n")
				if all := selected.Scenarios; len(all) != 1 || all[0].Name != example.place.Scenario || !strings.Contains(shown.String(), sentence) && !strings.Contains(shown.String(), "<") {
					t.Errorf("%q of the scenario %q is shown as\n%s", sentence, example.place.Scenario, shown.String())
				}
			})
		}
	}
	if len(seen) < 20 {
		t.Errorf("examples are from %d files", len(seen))
	}
}
