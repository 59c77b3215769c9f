package vocabulary

import (
	"cmp"
	"slices"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v42"
	messages "github.com/cucumber/messages/go/v34"

	"github.com/lianlian-sim/llsim/simulator/phrasebook"
)

// Subject is what some steps are about, in English and Chinese, under which they are listed.
type Subject struct {
	English, Chinese string
	Steps            []Step
}

// stepsOf lists the steps about subjects, each with its own.
func stepsOf(subjects []Subject) (all []Step) {
	for _, subject := range subjects {
		for _, s := range subject.Steps {
			s.subject = subject
			all = append(all, s)
		}
	}
	return all
}

// List describes all steps for the phrasebook, with their needs as key writes them; steps that need no merchant file have no key. The error is
// one of the embedded features, which tests read too.
func (v *Vocabulary) List(key func(need string) string) ([]phrasebook.Step, error) {
	english, err := uses(v.englishFolder)
	if err != nil {
		return nil, err
	}
	var chinese []use
	if v.chineseFolder != "" {
		if chinese, err = uses(v.chineseFolder); err != nil {
			return nil, err
		}
	}
	docs := make([]phrasebook.Step, len(v.steps()))
	for i, s := range v.steps() {
		docs[i] = phrasebook.Step{Pattern: s.English, Chinese: s.Chinese, Subject: s.subject.English, SubjectChinese: s.subject.Chinese,
			Parameters: s.parameters(), Keyword: s.keyword(english)}
		typical := s.typical(english)
		docs[i].Example, docs[i].From = written(english, typical)
		docs[i].ExampleChinese, docs[i].FromChinese = written(chinese, typical) // the features are in step
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

// ListTypes describes the types of parameters for the phrasebook.
func (v *Vocabulary) ListTypes() (all []phrasebook.Type) {
	for _, t := range v.types {
		all = append(all, t.doc())
	}
	return all
}

// parameters are the names of the types of the step's parameters, each once.
func (s *Step) parameters() []string {
	names := []string{}
	seen := map[string]bool{}
	for _, t := range s.forms[0].types {
		if !seen[t.Name] {
			seen[t.Name] = true
			names = append(names, t.Name)
		}
	}
	return names
}

// use is a sentence of the embedded features, and the scenario that says it.
type use struct {
	*messages.PickleStep
	place   phrasebook.Place
	outline bool // the scenario has examples
	length  int  // of the scenario, in steps
}

// uses lists the sentences of all scenarios in a folder of the embedded features, as Sentences does.
func uses(folder string) (all []use, err error) {
	err = Documents(folder, func(file string, document *messages.GherkinDocument, id func() string) {
		scenarios := map[string]*messages.Scenario{} // by id
		for _, child := range document.Feature.Children {
			if s := child.Scenario; s != nil {
				scenarios[s.Id] = s
			}
		}
		for _, pickle := range gherkin.Pickles(*document, file, id) {
			s := scenarios[pickle.AstNodeIds[0]]
			for _, step := range pickle.Steps {
				all = append(all, use{step, phrasebook.Place{File: file, Scenario: s.Name}, len(s.Examples) > 0, len(pickle.Steps)})
			}
		}
	})
	return all, err
}

var keywords = map[messages.PickleStepType]phrasebook.Keyword{
	messages.PickleStepType_CONTEXT: phrasebook.Given, messages.PickleStepType_ACTION: phrasebook.When, messages.PickleStepType_OUTCOME: phrasebook.Then,
}

// keyword is the one with which most sentences are this step.
func (s *Step) keyword(all []use) (most phrasebook.Keyword) {
	count := map[phrasebook.Keyword]int{}
	for _, u := range all {
		if s.Matches(u.Text) {
			count[keywords[u.Type]]++
		}
	}
	for _, k := range phrasebook.Keywords {
		if count[k] > count[most] {
			most = k
		}
	}
	return most
}

// typical is the index of the use that shows the step best; -1 if there is none. It is worded as it is listed, outside outlines if it can be,
// the sentence that is said most often, with the longest table or text that is not too wide, in the shortest scenario.
func (s *Step) typical(all []use) int {
	var found []int
	count, first := map[string]int{}, map[string]int{}
	for i, u := range all {
		if !s.Matches(u.Text) {
			continue
		}
		if count[u.Text]++; count[u.Text] == 1 {
			first[u.Text] = i
		}
		found = append(found, i)
	}
	if len(found) == 0 {
		return -1
	}
	return slices.MinFunc(found, func(i, j int) int {
		a, b := all[i], all[j]
		listed := s.forms[0].pattern.MatchString
		return cmp.Or(falseFirst(!listed(a.Text), !listed(b.Text)), falseFirst(a.outline, b.outline), count[b.Text]-count[a.Text],
			first[a.Text]-first[b.Text], breadth(a)-breadth(b), len(argument(b.Argument))-len(argument(a.Argument)), a.length-b.length)
	})
}

// breadth is by how much the widest line below a sentence is too wide to read.
func breadth(u use) (most int) {
	const readable = 80
	for line := range strings.SplitSeq(argument(u.Argument), "\n") {
		most = max(most, len(line)-readable)
	}
	return most
}

// falseFirst orders false before true.
func falseFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// written is the sentence at an index as a feature file has it, with its table or text, and its place; empty if there is none.
func written(all []use, at int) (string, phrasebook.Place) {
	if at < 0 || at >= len(all) {
		return "", phrasebook.Place{}
	}
	return all[at].Text + argument(all[at].Argument), all[at].place
}
