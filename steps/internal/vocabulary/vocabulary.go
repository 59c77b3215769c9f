// Package vocabulary is what the two vocabularies for scenarios have in common: a step as one value, how sentences are matched and
// given to godog, and how steps are listed with an example. It knows no step itself.
package vocabulary

import (
	"reflect"
	"regexp"
	"slices"

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
	// and then the table or text below the sentence. It returns an error or nothing.
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
// and returns the error that godog gets, usually that of run.
func (v *Vocabulary) Register(sc *godog.ScenarioContext, world any, around func(run func() error) error) {
	for _, s := range v.steps {
		sc.Step(s.english, s.handler(world, around, nil))
		if s.chinese != nil {
			sc.Step(s.chinese, s.handler(world, around, s.translate))
		}
	}
}

// handler is the function that godog calls for a step; translate, where it is not nil, changes its arguments first.
func (s *Step) handler(world any, around func(run func() error) error, translate func([]reflect.Value)) any {
	run := reflect.ValueOf(s.Run)
	var parameters []reflect.Type
	for i := 1; i < run.Type().NumIn(); i++ {
		parameters = append(parameters, run.Type().In(i))
	}
	handler := reflect.FuncOf(parameters, []reflect.Type{reflect.TypeFor[error]()}, false)
	return reflect.MakeFunc(handler, func(args []reflect.Value) []reflect.Value {
		if translate != nil {
			translate(args)
		}
		err := around(func() error { return errorOf(run.Call(append([]reflect.Value{reflect.ValueOf(world)}, args...))) })
		return []reflect.Value{reflect.ValueOf(&err).Elem()}
	}).Interface()
}

// errorOf is the error that a function returned, nil where it returns nothing.
func errorOf(results []reflect.Value) error {
	if len(results) == 0 {
		return nil
	}
	err, _ := reflect.TypeAssert[error](results[0])
	return err
}
