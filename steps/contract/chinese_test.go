package contract

import (
	"bytes"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"testing"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/features"
)

func TestEveryStepIsInChinese(t *testing.T) {
	for english, pattern := range patterns() {
		translation := chinesePatterns()[english]
		if translation == nil {
			t.Errorf("the step %s has no Chinese", english)
			continue
		}
		if pattern.NumSubexp() != translation.NumSubexp() {
			t.Errorf("%s has %d groups, %s has %d", english, pattern.NumSubexp(), chinese[english], translation.NumSubexp())
		}
	}
	for english := range chinese {
		if patterns()[english] == nil {
			t.Errorf("%s is in Chinese and is no step", english)
		}
	}
}

// The Chinese features say the same as the English ones: the same steps in the same order, with the same values.
func TestChineseIsInStep(t *testing.T) {
	names := featureNames(t, features.Merchant)
	if diff := cmp.Diff(names, featureNames(t, features.Chinese)); diff != "" {
		t.Fatalf("features in English (-) and Chinese (+):\n%s", diff)
	}
	used, spoken := map[string]bool{}, map[string]bool{}
	for _, name := range names {
		if diff := cmp.Diff(outline(t, features.Merchant, name), outline(t, features.Chinese, name)); diff != "" {
			t.Errorf("%s in English (-) and Chinese (+):\n%s", name, diff)
			continue
		}
		translations := runs(t, features.Chinese, name)
		for i, pickle := range runs(t, features.Merchant, name) {
			for j, step := range pickle.Steps {
				translation := translations[i].Steps[j]
				english := understand(t, patterns(), step)
				inChinese := understand(t, chinesePatterns(), translation)
				used[inChinese.pattern] = true
				for _, said := range inChinese.said {
					spoken[said] = true
				}
				inChinese.said = nil
				english.said = nil
				if diff := cmp.Diff(english, inChinese, cmp.AllowUnexported(meaning{})); diff != "" {
					t.Errorf("%s: %q is said in Chinese as %q:\n%s", name, step.Text, translation.Text, diff)
				}
			}
		}
	}
	for english, text := range chinese {
		if !used[english] {
			t.Errorf("no scenario uses the step %s", text)
		}
	}
	for word := range words {
		if !spoken[word] && !slices.Contains(unspoken, word) {
			t.Errorf("no scenario uses the word %s", word)
		}
	}
}

// unspoken are words for scenarios of the user's own.
var unspoken = []string{"秒", "金额", "支付方式"}

// meaning is what a step comes to: its definition, its groups and its table, in English.
type meaning struct {
	pattern string
	groups  []string
	table   [][]string
	said    []string // groups and names as they are written
}

func understand(t *testing.T, vocabulary map[string]*regexp.Regexp, step *messages.PickleStep) meaning {
	t.Helper()
	var m meaning
	matching := 0
	for pattern, expression := range vocabulary {
		groups := expression.FindStringSubmatch(step.Text)
		if groups == nil {
			continue
		}
		matching++
		m.pattern, m.groups = pattern, groups[1:]
	}
	if matching != 1 {
		t.Errorf("%q is %d steps", step.Text, matching)
	}
	for i, group := range m.groups {
		m.said = append(m.said, bare(group))
		m.groups[i] = inEnglish(group)
		if _, english := units[group]; english {
			m.groups[i] = units[group]
		}
	}
	if step.Argument != nil && step.Argument.DataTable != nil {
		for _, row := range step.Argument.DataTable.Rows {
			m.said = append(m.said, bare(row.Cells[0].Value))
		}
		for _, row := range tableInEnglish(step.Argument.DataTable).Rows {
			m.table = append(m.table, values(row.Cells, func(c *messages.PickleTableCell) string { return c.Value }))
		}
	}
	return m
}

// units are the singulars that Chinese does without.
var units = map[string]string{"second": "seconds", "minute": "minutes", "hour": "hours"}

// shape is what a scenario has in common with its translation: everything but its sentences.
type shape struct {
	Tags     []string
	Kind     []messages.StepKeywordType // of each step
	Examples [][]int                    // of each table: its columns, and then its rows
}

func outline(t *testing.T, folder, name string) []shape {
	t.Helper()
	var all []shape
	for _, child := range parsed(t, folder, name).Feature.Children {
		s := child.Scenario
		if s == nil {
			t.Fatalf("%s/%s has what is no scenario", folder, name)
		}
		one := shape{Tags: values(s.Tags, func(tag *messages.Tag) string { return tag.Name })}
		for _, step := range s.Steps {
			one.Kind = append(one.Kind, step.KeywordType)
		}
		for _, e := range s.Examples {
			one.Examples = append(one.Examples, []int{len(e.TableHeader.Cells), len(e.TableBody)})
		}
		all = append(all, one)
	}
	return all
}

func runs(t *testing.T, folder, name string) []*messages.Pickle {
	t.Helper()
	return gherkin.Pickles(*parsed(t, folder, name), name, new(messages.Incrementing).NewId)
}

func parsed(t *testing.T, folder, name string) *messages.GherkinDocument {
	t.Helper()
	text, err := fs.ReadFile(features.Files, path.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	document, err := gherkin.ParseGherkinDocument(bytes.NewReader(text), new(messages.Incrementing).NewId)
	if err != nil {
		t.Fatal(folder, name, err)
	}
	return document
}

func featureNames(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := fs.ReadDir(features.Files, folder)
	if err != nil || len(entries) == 0 {
		t.Fatal(len(entries), err)
	}
	return values(entries, fs.DirEntry.Name)
}

func values[T any](list []T, of func(T) string) []string {
	all := make([]string, len(list))
	for i, v := range list {
		all[i] = of(v)
	}
	return all
}
