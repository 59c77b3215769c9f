// Package vocabulary is what the two vocabularies for scenarios have in common: a step as one value, how sentences are matched and
// given to godog, and how steps are listed with an example. It knows no step itself.
package vocabulary

import (
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/cucumber/godog"
)

// Step is one sentence of feature files, with all there is to know of it.
type Step struct {
	// English is the regular expression of the whole sentence. Its groups are the values that the step takes.
	English string
	// Chinese is the same sentence with the same groups in the same order; empty where there is none. Blanks around numbers and Latin
	// words are optional in it, because Chinese is written with them and without.
	Chinese string
	// Words says in English what groups and the first column of tables say in Chinese, written without blanks. Other values stay.
	Words map[string]string
	// Needs are the parts of a merchant file without which a scenario with the step is skipped. "a or b" is covered by either.
	Needs []string
	// Run is a method expression such as (*world).pays. After the world and, if it wants one, a context.Context it takes the groups
	// and then the table or text below the sentence, or what the converters of Register make of them. It returns an error or nothing.
	Run any

	english, chinese *regexp.Regexp
}

// Vocabulary is a list of steps, compiled once for all scenarios.
type Vocabulary struct {
	englishFolder, chineseFolder string
	steps                        []*Step
}

// New makes a vocabulary of lists of steps. The folders are those of the embedded features that use it; there are none in Chinese
// where the second is empty. It panics where a pattern is no regular expression.
func New(englishFolder, chineseFolder string, lists ...[]Step) *Vocabulary {
	v := &Vocabulary{englishFolder: englishFolder, chineseFolder: chineseFolder}
	for _, s := range slices.Concat(lists...) {
		s.english = whole(s.English)
		if s.Chinese != "" {
			s.chinese = whole(s.Chinese)
		}
		v.steps = append(v.steps, &s)
	}
	return v
}

func whole(sentence string) *regexp.Regexp { return regexp.MustCompile("^(?:" + sentence + ")$") }

// Steps lists the steps.
func (v *Vocabulary) Steps() []*Step { return v.steps }

// Find returns the step that a sentence in either language is, nil if it is none.
func (v *Vocabulary) Find(sentence string) *Step {
	for _, s := range v.steps {
		if s.Matches(sentence) {
			return s
		}
	}
	return nil
}

// Matches tells whether a sentence in either language is the step.
func (s *Step) Matches(sentence string) bool {
	return s.english.MatchString(sentence) || s.chinese != nil && s.chinese.MatchString(sentence)
}

// Register gives all steps to a suite, in each of their languages. world is the first argument of each Run. around carries out a step
// and returns the error that godog gets, usually that of run. Each converter is a function from a text, from a table or from nothing to a
// value and an error: a parameter of Run that has the type of the value gets it. Of a step without a table it gets the zero value of what is
// made from a table, so that one Run serves a sentence with a table and one without.
func (v *Vocabulary) Register(sc *godog.ScenarioContext, world any, around func(run func() error) error, converters ...any) {
	h := handlers{world: reflect.ValueOf(world), around: around, converters: map[reflect.Type]reflect.Value{}}
	for _, c := range converters {
		h.converters[reflect.TypeOf(c).Out(0)] = reflect.ValueOf(c)
	}
	for _, s := range v.steps {
		sc.Step(s.english, h.handler(s, false))
		if s.chinese != nil {
			sc.Step(s.chinese, h.handler(s, true))
		}
	}
}

// TakesArgument tells whether a table or a text stands below the sentence.
func (s *Step) TakesArgument() bool { return strings.HasSuffix(s.English, ":") }
