package vocabulary

import (
	"fmt"
	"strings"

	messages "github.com/cucumber/messages/go/v34"
)

// Doc is a step as it is listed for those who write feature files. Pattern and Chinese are Cucumber expressions with the same parameters, those
// of one type in the same order. The examples are its fullest use in the scenarios that come with the program; a table or a text follows
// line by line. Needs are the parts of a merchant file without which a scenario with the step is skipped; what only some values of its parameters need is
// not among them, and steps on a simulator have none.
type Doc struct {
	Pattern        string   `json:"pattern"`
	Chinese        string   `json:"chinese,omitempty"`
	Example        string   `json:"example"`
	ExampleChinese string   `json:"example_chinese,omitempty"`
	Needs          []string `json:"needs,omitzero"`
}

// List describes all steps, with their needs as key writes them. The error is one of the embedded features, which tests read too.
func (v *Vocabulary) List(key func(need string) string) ([]Doc, error) {
	english, err := Sentences(v.englishFolder)
	if err != nil {
		return nil, err
	}
	var chinese []*messages.PickleStep
	if v.chineseFolder != "" {
		if chinese, err = Sentences(v.chineseFolder); err != nil {
			return nil, err
		}
	}
	docs := make([]Doc, len(v.steps))
	for i, s := range v.steps {
		docs[i] = Doc{Pattern: s.English, Chinese: s.Chinese}
		fullest := s.fullest(english)
		docs[i].Example, docs[i].ExampleChinese = written(english, fullest), written(chinese, fullest) // the features are in step
		if key == nil {
			continue
		}
		docs[i].Needs = []string{}
		for _, need := range s.Needs {
			docs[i].Needs = append(docs[i].Needs, key(need))
		}
	}
	return docs, nil
}

// fullest is the index of the longest sentence that is this step, which shows most of what can be said with it; -1 if none is.
func (s *Step) fullest(all []*messages.PickleStep) int {
	at := -1
	for i, step := range all {
		if s.Matches(step.Text) && (at < 0 || len(step.Text) > len(all[at].Text)) {
			at = i
		}
	}
	return at
}

// written is the sentence at an index as a feature file has it, with its table or text; empty if there is none.
func written(all []*messages.PickleStep, at int) string {
	if at < 0 || at >= len(all) {
		return ""
	}
	return all[at].Text + argument(all[at].Argument)
}

func argument(a *messages.PickleStepArgument) string {
	var b strings.Builder
	switch {
	case a == nil:
	case a.DocString != nil:
		fmt.Fprintf(&b, "\n\"\"\"\n%s\n\"\"\"", a.DocString.Content)
	case a.DataTable != nil:
		for _, row := range a.DataTable.Rows {
			b.WriteString("\n|")
			for _, cell := range row.Cells {
				fmt.Fprintf(&b, " %s |", escape.Replace(cell.Value))
			}
		}
	}
	return b.String()
}

var escape = strings.NewReplacer(`\`, `\\`, "|", `\|`, "\n", `\n`)
