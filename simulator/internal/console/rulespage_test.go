package console_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/rulebook"
)

// TestIdsOpenWhatTheySay: wherever an id stands, it opens its statement, its origin and its alternative, and leads to its place among all.
func TestIdsOpenWhatTheySay(t *testing.T) {
	w := newWorld(t)
	w.tampered(order("X-1", "5.00", nobody))
	rules, err := rulebook.Rules()
	if err != nil {
		t.Fatal(err)
	}
	obligations, err := rulebook.Obligations()
	if err != nil {
		t.Fatal(err)
	}
	for lang, parts := range map[string][]string{
		"en": {"where it comes from: the simulator's reading of what the documentation leaves open", "answers: 1004", "The alternative: 1001 in every case, or an unsigned answer."},
		"zh": {"出处： 文档未说明，由模拟器解读", "返回码： 1004", "另一种可能： 一律返回 1001，或不签名。"},
	} {
		w.sub(lang, func(t *testing.T) {
			w.Lang = lang
			for _, path := range []string{"/console/default/refused", "/console/default/refused/1", "/console/-/rules", "/console/default/entries/1", "/console/default/journal"} {
				s := w.get(path)
				for _, part := range parts {
					if !strings.Contains(s.words(), part) {
						t.Errorf("%s lacks %q", path, part)
					}
				}
				if path != "/console/-/rules" && !strings.Contains(s.text, `href="/console/-/rules#CHK-4"`) {
					t.Errorf("%s does not lead to the rule", path)
				}
			}
			s := w.get("/console/-/rules")
			for _, r := range rules {
				if !strings.Contains(s.text, `<article class="about" id="`+r.ID+`"`) {
					t.Errorf("%s is not there", r.ID)
				}
			}
			for _, o := range obligations {
				if !strings.Contains(s.text, `<article class="about" id="`+o.ID+`"`) {
					t.Errorf("%s is not there", o.ID)
				}
			}
			if s.status != http.StatusOK || !strings.Contains(s.text, `<a class="mono" href="#CHK-4">`) {
				t.Error("no way to a rule")
			}
		})
	}
}
