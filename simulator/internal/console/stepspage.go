package console

import (
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/phrasebook"
)

// stepsPage lists the steps of feature files.
var stepsPage = view{name: "steps", path: "/steps", nav: true, show: showSteps}

// stepsUnfolded is how many steps are shown with their examples unfolded.
const stepsUnfolded = 5

type stepsShown struct {
	Text    string // that the steps are narrowed to
	Groups  []stepGroup
	Open    bool
	Unknown string // a word that no step has
	Near    string // the word that was probably meant
}

type stepGroup struct {
	Subject string
	Parts   []stepPart
}

type stepPart struct {
	Keyword string
	Steps   []stepShown
}

// stepShown is a step in the language of the page, with its sentence in the other one.
type stepShown struct {
	Sentence, Other string
	Example         string // with its keyword, as a feature file has it
	From            string
	Merchant        bool // it needs a merchant file
	Needs           []string
	Parameters      []parameterShown
	InLang          page.Lang
}

// parameterShown is what stands for a parameter, and what can be said for it where that is little.
type parameterShown struct {
	Name, About string
	Values      []string
}

func showSteps(v *visit) (any, error) {
	v.Events = "" // the list stays as it is
	all, err := phrasebook.Read()
	if err != nil {
		return nil, err
	}
	shown := &stepsShown{Text: strings.TrimSpace(v.r.URL.Query().Get("text"))}
	book := all.Find(shown.Text)
	shown.Open = len(book.Steps()) <= stepsUnfolded
	for _, g := range book.Groups() {
		group := stepGroup{Subject: v.say(g.Subject, g.Chinese)}
		for _, p := range g.Parts {
			part := stepPart{Keyword: v.say(string(p.Keyword), p.Keyword.Chinese())}
			for _, s := range p.Steps {
				part.Steps = append(part.Steps, v.step(s, book.Types))
			}
			group.Parts = append(group.Parts, part)
		}
		shown.Groups = append(shown.Groups, group)
	}
	if len(shown.Groups) == 0 {
		shown.Unknown = all.Unknown(shown.Text)
		shown.Near = api.Nearest(strings.ToLower(shown.Unknown), all.Words())
	}
	return shown, nil
}

// say is a text in the language of the page; in English where there is no Chinese.
func (v *visit) say(english, chinese string) string {
	if v.Lang == page.Chinese && chinese != "" {
		return chinese
	}
	return english
}

func (v *visit) step(s phrasebook.Step, types []phrasebook.Type) stepShown {
	needs := slices.Clone(s.Needs)
	for i := range needs {
		needs[i] = strings.ReplaceAll(needs[i], " or ", v.say(" or ", " 或 "))
	}
	shown := stepShown{Sentence: s.Pattern, Other: s.Chinese, InLang: page.English, From: v.say(s.From.File, s.FromChinese.File), Merchant: s.OfMerchant(), Needs: needs}
	if v.say(s.Pattern, s.Chinese) == s.Chinese {
		shown.Sentence, shown.Other, shown.InLang = s.Chinese, s.Pattern, page.Chinese
	}
	shown.Example = v.say(string(s.Keyword)+" ", s.Keyword.Chinese()) + strings.ReplaceAll(v.say(s.Example, s.ExampleChinese), "\n", "\n  ")
	for _, name := range s.Parameters {
		for _, t := range types {
			if t.Name == name {
				shown.Parameters = append(shown.Parameters, v.parameter(t))
			}
		}
	}
	return shown
}

func (v *visit) parameter(t phrasebook.Type) parameterShown {
	shown := parameterShown{Name: "{" + t.Name + "}", About: v.say(t.About, t.AboutChinese)}
	for _, value := range t.Values {
		shown.Values = append(shown.Values, v.say(value[0], value[1]))
	}
	return shown
}
