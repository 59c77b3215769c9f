package console

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
)

// rulesPage is the whole rulebook: what each id says. It belongs to no sandbox; its frame is that of the default one.
var rulesPage = view{name: "rules", show: showRules}

const rulesPath = globalPath + "rules"

// ruleSection is a section of the rulebook.
type ruleSection struct {
	Title string
	Rules []*rulebook.Rule
}

// rulesShown is what the page shows.
type rulesShown struct {
	Sections    []ruleSection
	Obligations []rulebook.Obligation
}

func showRules(v *visit) (any, error) {
	v.Events = "" // the same in every sandbox, whatever happens
	all, err := rulebook.Rules()
	if err != nil {
		return nil, err
	}
	shown := &rulesShown{}
	for _, known := range all {
		r := rulebook.In(string(v.Lang), known.ID)
		if last := len(shown.Sections) - 1; last < 0 || shown.Sections[last].Title != r.Section {
			shown.Sections = append(shown.Sections, ruleSection{Title: r.Section})
		}
		s := &shown.Sections[len(shown.Sections)-1]
		s.Rules = append(s.Rules, r)
	}
	shown.Obligations, err = rulebook.ObligationsIn(string(v.Lang))
	return shown, err
}

// rules serves the rulebook.
func (c *Console) rules(w http.ResponseWriter, r *http.Request) {
	c.serve(&rulesPage)(w, mux.SetURLVars(r, map[string]string{"sandbox": sandbox.Default}))
}
