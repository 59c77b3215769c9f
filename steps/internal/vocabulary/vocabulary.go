// Package vocabulary is what the vocabularies for scenarios have in common: a step as one value, the types of its parameters, how
// sentences are matched and given to godog, and how steps are listed with an example. It knows no step itself.
package vocabulary

import (
	"slices"
	"strings"
	"sync"

	"github.com/cucumber/godog"
)

// Step is one sentence of feature files, with all there is to know of it. Its wordings are Cucumber expressions, and all of them have the
// same parameters. The order of the parameters is that of English; a wording may have those of different types in another order.
type Step struct {
	// English is the sentence as it is listed.
	English string
	// Chinese is the same sentence; empty where there is none. Blanks in it are optional, because Chinese is written with blanks around
	// numbers and Latin words and without; only a blank between two parameters is not.
	Chinese string
	// Also are other wordings in either language, such as earlier ones, which feature files of users may have. They match and are not listed.
	Also []string
	// Tried are wordings that people try who do not know the steps. They do not match: a sentence that is like one of them is answered with
	// the step. Unlike other wordings they may leave parameters out.
	Tried []string
	// Outcome is, of a step that acts and reads as if it looked, the step that looks at what it does: a wording in English and one in
	// Chinese with the same parameters. The step is a mistake behind Then.
	Outcome [2]string
	// Words says in English what the first column of a table says in Chinese. Other values stay.
	Words map[string]string
	// Needs are the parts of a merchant file without which a scenario with the step is skipped. "a or b" is covered by either.
	Needs []string
	// Run is a method expression such as (*world).pays. After the world and, if it wants one, a context.Context it takes the values of the
	// parameters and then the table or text below the sentence, or what the converters of Register make of them. It returns an error or
	// nothing.
	Run any

	subject Subject
	forms   []form
	tried   []form // without patterns
}

// Vocabulary is a list of steps. They are compiled when they are first used: a program that plays no scenario does not wait for that.
type Vocabulary struct {
	englishFolder, chineseFolder string
	steps                        func() []*Step
	types                        []Type
	read                         sync.Map // sentences that a Speaker has read: *reading by text
}

// New makes a vocabulary of the steps about some subjects, with types for their parameters beside the shared ones. The folders are those
// of the embedded features that use it; there are none in Chinese where the second is empty. The first use of the vocabulary panics where a
// wording is no Cucumber expression, and where two wordings of a step differ in their parameters.
func New(englishFolder, chineseFolder string, types []Type, subjects ...Subject) *Vocabulary {
	v := &Vocabulary{englishFolder: englishFolder, chineseFolder: chineseFolder, types: slices.Concat(sharedTypes, types)}
	v.steps = sync.OnceValue(func() []*Step { return compiled(v.types, subjects) })
	return v
}

// compiled compiles the wordings of steps.
func compiled(types []Type, subjects []Subject) (all []*Step) {
	compile := newCompiler(types)
	for _, s := range stepsOf(subjects) {
		s.forms = []form{compile.form(s.English, false)}
		if s.Chinese != "" {
			s.forms = append(s.forms, compile.form(s.Chinese, true))
		}
		for _, other := range s.Also {
			s.forms = append(s.forms, compile.form(other, isChinese(other)))
		}
		for _, other := range s.Tried {
			s.tried = append(s.tried, form{expression: other, chinese: isChinese(other), types: compile.typesOf(other)})
		}
		for i := range s.forms {
			s.forms[i].orderAs(s.forms[0])
		}
		all = append(all, &s)
	}
	return all
}

// Steps lists the steps.
func (v *Vocabulary) Steps() []*Step { return v.steps() }

// Find returns the step that a sentence in either language is, nil if it is none.
func (v *Vocabulary) Find(sentence string) *Step {
	for _, s := range v.steps() {
		if s.Matches(sentence) {
			return s
		}
	}
	return nil
}

// Matches tells whether a sentence in either language is the step.
func (s *Step) Matches(sentence string) bool {
	return slices.ContainsFunc(s.forms, func(f form) bool { return f.pattern.MatchString(sentence) })
}

// Values returns what a sentence gives the step's parameters, the same texts in both languages; nil if the sentence is another step.
func (s *Step) Values(sentence string) []string {
	for _, f := range s.forms {
		if found := f.pattern.FindStringSubmatch(sentence); found != nil {
			return f.read(found[1:])
		}
	}
	return nil
}

// Register gives all steps to a suite, in each of their wordings. world is the first argument of each Run. around carries out a step
// and returns the error that godog gets, usually that of run. Each converter is a function to a value and an error: a parameter of Run that
// has the type of the value gets it. It takes a context.Context, if it wants one, and then the text of a parameter, a table, or nothing. Of
// a step without a table it gets the zero value of what is made from a table, so that one Run serves a sentence with a table and one without.
// Of a sentence with fewer parameters than Run takes texts, the converters that come first get the empty text: one Run serves a sentence that
// names an order and one that leaves open which.
func (v *Vocabulary) Register(sc *godog.ScenarioContext, world any, around func(run func() error) error, converters ...any) {
	h := newHandlers(world, around, converters)
	for _, s := range v.steps() {
		for _, f := range s.forms {
			sc.Step(f.pattern, h.handler(s, f))
		}
	}
}

// TakesArgument tells whether a table or a text stands below the sentence.
func (s *Step) TakesArgument() bool { return strings.HasSuffix(s.English, ":") }
