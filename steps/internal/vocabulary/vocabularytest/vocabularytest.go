// Package vocabularytest holds a vocabulary against the embedded features, in tests.
package vocabularytest

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// Check fails where a step is used by no scenario of a folder, where a sentence there is no step or could be two, and where a step is not
// listed with an example. The sentences may be steps of the vocabularies beside it, too, which are used together with it.
func Check(t *testing.T, v *vocabulary.Vocabulary, folder string, beside ...*vocabulary.Vocabulary) {
	t.Run("every sentence is one step and every step is used", func(t *testing.T) {
		used := checkSentences(t, folder, append(beside, v)...)
		for _, s := range v.Steps() {
			if !used[s] {
				t.Errorf("no scenario uses the step %s", s.English)
			}
		}
	})
	t.Run("every step has an example", func(t *testing.T) { checkExamples(t, v) })
}

// checkSentences fails where a sentence of a folder is not one step of the vocabularies, and returns the steps that are used.
func checkSentences(t *testing.T, folder string, all ...*vocabulary.Vocabulary) map[*vocabulary.Step]bool {
	t.Helper()
	used := map[*vocabulary.Step]bool{}
	sentences, err := vocabulary.Sentences(folder)
	if err != nil || len(sentences) == 0 {
		t.Fatal(folder, len(sentences), err)
	}
	said := map[string]bool{}
	for _, sentence := range sentences {
		if said[sentence.Text] {
			continue
		}
		said[sentence.Text] = true
		var matching []string
		for _, v := range all {
			for _, s := range v.Steps() {
				if s.Matches(sentence.Text) {
					used[s] = true
					matching = append(matching, s.English)
				}
			}
		}
		if len(matching) != 1 {
			t.Errorf("%q is %d steps: %q", sentence.Text, len(matching), matching)
		}
	}
	return used
}

// OneVocabulary fails where a sentence of the folders is not one step of all vocabularies together.
func OneVocabulary(t *testing.T, folders []string, all ...*vocabulary.Vocabulary) {
	for _, folder := range folders {
		t.Run(folder, func(t *testing.T) { checkSentences(t, folder, all...) })
	}
}

func checkExamples(t *testing.T, v *vocabulary.Vocabulary) {
	docs, err := v.List(nil)
	if err != nil || len(docs) != len(v.Steps()) {
		t.Fatal(len(docs), err)
	}
	for i, s := range v.Steps() {
		checkExample(t, s, docs[i].Example)
		if s.Chinese != "" {
			checkExample(t, s, docs[i].ExampleChinese)
		}
	}
}

// checkExample wants a sentence that is the step, with a table or a text below it where the step takes one.
func checkExample(t *testing.T, s *vocabulary.Step, example string) {
	t.Helper()
	sentence, argument, _ := strings.Cut(example, "\n")
	if !s.Matches(sentence) || s.TakesArgument() != (argument != "") {
		t.Errorf("%s has the example %q", s.English, example)
	}
}
