package vocabularytest

import (
	"bytes"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	gherkin "github.com/cucumber/gherkin/go/v42"
	messages "github.com/cucumber/messages/go/v34"
	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// InStep fails where a step has no Chinese, where the features of the Chinese folder do not say the same as those of the English one, the
// same steps in the same order with the same values, and where a scenario uses none of a step's words. unspoken are words that are there
// for feature files of users. Sentences may be steps of the vocabulary beside it, too.
func InStep(t *testing.T, v, beside *vocabulary.Vocabulary, english, chinese string, unspoken ...string) {
	t.Run("every step is in Chinese", func(t *testing.T) {
		for _, s := range v.Steps() {
			if s.Chinese == "" {
				t.Errorf("%s has no Chinese", s.English)
			}
		}
	})
	originals, translations := read(t, english), read(t, chinese)
	if d := cmp.Diff(names(originals), names(translations)); d != "" {
		t.Fatalf("features in English (-) and Chinese (+):\n%s", d)
	}
	spoken := map[string]bool{}
	for i, original := range originals {
		t.Run(original.name, func(t *testing.T) { compare(t, v, beside, original, translations[i], spoken) })
	}
	for _, s := range v.Steps() {
		for word := range s.Words {
			if !spoken[word] && !slices.Contains(unspoken, word) {
				t.Errorf("no scenario uses the word %s", word)
			}
		}
	}
}

// feature is a feature file in one language.
type feature struct {
	name   string
	shapes []shape
	runs   []*messages.Pickle
}

// shape is what a scenario or a background has in common with its translation: everything but its sentences.
type shape struct {
	Tags     []string
	Kind     []messages.StepKeywordType // of each step
	Examples [][]int                    // of each table: its columns, and then its rows
}

// FilesInStep fails where a feature file does not say in Chinese what another one says in English.
func FilesInStep(t *testing.T, v *vocabulary.Vocabulary, english, chinese string) {
	t.Helper()
	var both []feature
	for _, file := range []string{english, chinese} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		id := new(messages.Incrementing).NewId
		document, err := gherkin.ParseGherkinDocument(bytes.NewReader(text), id)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		both = append(both, featureOf(t, file, document, id))
	}
	compare(t, v, nil, both[0], both[1], map[string]bool{})
}

func read(t *testing.T, folder string) (all []feature) {
	t.Helper()
	err := vocabulary.Documents(folder, func(file string, document *messages.GherkinDocument, id func() string) {
		all = append(all, featureOf(t, file, document, id))
	})
	if err != nil || len(all) == 0 {
		t.Fatal(folder, len(all), err)
	}
	return all
}

func featureOf(t *testing.T, file string, document *messages.GherkinDocument, id func() string) feature {
	t.Helper()
	f := feature{name: path.Base(file), runs: gherkin.Pickles(*document, file, id)}
	for _, child := range document.Feature.Children {
		switch {
		case child.Background != nil:
			f.shapes = append(f.shapes, shape{Kind: kinds(child.Background.Steps)})
		case child.Scenario != nil:
			f.shapes = append(f.shapes, outline(child.Scenario))
		default:
			t.Fatalf("%s has what is neither a scenario nor a background", file)
		}
	}
	return f
}

func outline(s *messages.Scenario) shape {
	one := shape{Kind: kinds(s.Steps)}
	for _, tag := range s.Tags {
		one.Tags = append(one.Tags, tag.Name)
	}
	for _, e := range s.Examples {
		one.Examples = append(one.Examples, []int{len(e.TableHeader.Cells), len(e.TableBody)})
	}
	return one
}

func kinds(steps []*messages.Step) (all []messages.StepKeywordType) {
	for _, step := range steps {
		all = append(all, step.KeywordType)
	}
	return all
}

func names(features []feature) (all []string) {
	for _, f := range features {
		all = append(all, f.name)
	}
	return all
}

// compare holds a feature against its translation, and notes the words that are spoken in it.
func compare(t *testing.T, v, beside *vocabulary.Vocabulary, original, translation feature, spoken map[string]bool) {
	if diff := cmp.Diff(original.shapes, translation.shapes); diff != "" {
		t.Fatalf("in English (-) and Chinese (+):\n%s", diff)
	}
	for i, pickle := range original.runs {
		for j, sentence := range pickle.Steps {
			translated := translation.runs[i].Steps[j]
			for _, row := range tableOf(translated).Rows {
				spoken[strings.ReplaceAll(row.Cells[0].Value, " ", "")] = true
			}
			english, inChinese := understand(t, v, beside, sentence, false), understand(t, v, beside, translated, true)
			if diff := cmp.Diff(english, inChinese); diff != "" {
				t.Errorf("%q is said in Chinese as %q:\n%s", sentence.Text, translated.Text, diff)
			}
		}
	}
}

// meaning is what a sentence comes to: its step, its values, and the table or text below it, in English.
type meaning struct {
	Step   string
	Values []string
	Table  [][]string
	Text   string
}

func understand(t *testing.T, v, beside *vocabulary.Vocabulary, sentence *messages.PickleStep, inChinese bool) (m meaning) {
	t.Helper()
	s := v.Find(sentence.Text)
	if s == nil && beside != nil {
		s = beside.Find(sentence.Text)
	}
	if s == nil {
		t.Fatalf("%q is no step", sentence.Text)
	}
	m.Step = s.English
	for _, value := range s.Values(sentence.Text) {
		m.Values = append(m.Values, dated(value))
	}
	table := tableOf(sentence)
	if inChinese {
		table = s.InEnglish(table)
	}
	for _, row := range table.Rows {
		var cells []string
		for _, cell := range row.Cells {
			cells = append(cells, cell.Value)
		}
		m.Table = append(m.Table, cells)
	}
	if a := sentence.Argument; a != nil && a.DocString != nil {
		m.Text = a.DocString.Content
	}
	return m
}

// dated returns the moments that a text such as tomorrow or 明天 names on two days, one of them the last of a month. Other texts stay.
func dated(text string) string {
	var named []string
	for _, now := range []time.Time{time.Date(2026, 1, 31, 12, 0, 0, 0, wire.Zone), time.Date(2024, 2, 28, 23, 0, 0, 0, wire.Zone)} {
		if at, err := vocabulary.Moment(text, now); err == nil {
			named = append(named, at.Format(time.RFC3339))
		} else if month, err := vocabulary.Period(text, now); err == nil {
			named = append(named, month)
		}
	}
	if len(named) == 0 {
		return text
	}
	return strings.Join(named, ", ")
}

// tableOf is the table below a sentence; it has no rows where there is none.
func tableOf(sentence *messages.PickleStep) *messages.PickleTable {
	if a := sentence.Argument; a != nil && a.DataTable != nil {
		return a.DataTable
	}
	return &messages.PickleTable{}
}
