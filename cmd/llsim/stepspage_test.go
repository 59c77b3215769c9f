package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/docs/reference"
	"github.com/lianlian-sim/llsim/simulator/phrasebook"
)

// stepsPage is a page of steps in one language.
type stepsPage struct {
	file    string
	columns []string // of the table of parameters
	merchant,
	needs string // what a comment says of a step that needs a merchant file, and parts of it
	separator string // between values
	chinese   bool
}

func TestStepsPages(t *testing.T) {
	book := phrases(t)
	for _, p := range []stepsPage{
		{"steps.md", []string{"parameter", "what it stands for", "values"}, "needs a merchant file", "needs a merchant file with ", ", ", false},
		{"steps.zh-CN.md", []string{"参数", "含义", "可用的值"}, "需要商户文件", "需要商户文件中的 ", "、", true},
	} {
		t.Run(p.file, func(t *testing.T) {
			reference.Part(t, *update, p.file, "the types of parameters", p.types(book))
			reference.Part(t, *update, p.file, "the steps", p.steps(book))
		})
	}
}

// say is a text in the language of the page; in English where there is no Chinese.
func (p stepsPage) say(english, chinese string) string {
	if p.chinese && chinese != "" {
		return chinese
	}
	return english
}

func (p stepsPage) types(book phrasebook.Book) string {
	var rows [][]string
	for _, k := range book.Types {
		var values []string
		for _, value := range k.Values {
			values = append(values, code(p.say(value[0], value[1])))
		}
		rows = append(rows, []string{code("{" + k.Name + "}"), p.say(k.About, k.AboutChinese), strings.Join(values, p.separator)})
	}
	return reference.Table(p.columns, rows...)
}

// steps shows each step as a feature file has it, below its pattern in a comment.
func (p stepsPage) steps(book phrasebook.Book) string {
	var b strings.Builder
	for _, g := range book.Groups() {
		b.WriteString("### " + p.say(g.Subject, g.Chinese) + "\n\n")
		for _, part := range g.Parts {
			b.WriteString("```gherkin\n")
			for i, s := range part.Steps {
				if i > 0 {
					b.WriteString("\n")
				}
				p.step(&b, s)
			}
			b.WriteString("```\n\n")
		}
	}
	return b.String()
}

func (p stepsPage) step(b *strings.Builder, s phrasebook.Step) {
	pattern, example := p.say(s.Pattern, s.Chinese), p.say(s.Example, s.ExampleChinese)
	if sentence, _, _ := strings.Cut(example, "\n"); sentence != pattern {
		b.WriteString("# " + pattern + "\n")
	}
	if s.OfMerchant() {
		b.WriteString("# " + p.merchantFile(s.Needs) + "\n")
	}
	b.WriteString(p.say(string(s.Keyword)+" ", s.Keyword.Chinese()) + strings.ReplaceAll(example, "\n", "\n  ") + "\n")
}

func (p stepsPage) merchantFile(needs []string) string {
	if len(needs) == 0 {
		return p.merchant
	}
	return p.needs + strings.Join(needs, p.separator)
}

// The feature file that a page begins with runs.
func TestTheFirstExampleOfStepsPagesRuns(t *testing.T) {
	for _, page := range []string{"steps.md", "steps.zh-CN.md"} {
		t.Run(page, func(t *testing.T) {
			_, rest, _ := strings.Cut(string(readFile(t, "../../docs/reference/"+page)), "```gherkin\n")
			example, _, found := strings.Cut(rest, "```\n")
			if !found {
				t.Fatal("it has no example")
			}
			file := filepath.Join(t.TempDir(), "example.feature")
			if err := os.WriteFile(file, []byte(example), 0o644); err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			root := newRoot(noEnvironment)
			root.SetOut(&out)
			root.SetArgs([]string{"run", file})
			if err := root.ExecuteContext(t.Context()); err != nil {
				t.Errorf("%v\n%s", err, out.String())
			}
		})
	}
}
