package platform

import (
	"io/fs"
	"regexp"
	"slices"
	"testing"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// answeredByRule finds a return code beside the rule that gives it: in a step's sentence, and in a row of examples.
var answeredByRule = regexp.MustCompile(`answers (\d{4}) by rule ([A-Z]+-\d+)|\| (\d{4}) +\| ([A-Z]+-\d+) +\|`)

// A code that a scenario expects of a rule is one that the rulebook, and so docs/fidelity.md, gives for it.
func TestCodesAreThoseOfTheRulebook(t *testing.T) {
	files, err := fs.Glob(features.Files, features.Platform+"/*.feature")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		text, err := fs.ReadFile(features.Files, file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range answeredByRule.FindAllStringSubmatch(string(text), -1) {
			code, id := m[1]+m[3], m[2]+m[4]
			rule, known := rulebook.ByID(id)
			if !known || !slices.Contains(rule.Codes, wire.Code(code)) {
				t.Errorf("%s expects %s of rule %s, for which the rulebook gives %v", file, code, id, rule.Codes)
			}
			found++
		}
	}
	if found < 50 {
		t.Errorf("%d codes are compared", found)
	}
}
