package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/phrasebook"
)

// The files that VS Code reads: for the Cucumber extension settings with the types of parameters, and step definitions in which it looks for
// sentences; and snippets, because the extension finds no Chinese words.
const (
	editorSettings = "../../examples/gherkin/.vscode/settings.json"
	editorGlue     = "../../examples/gherkin/steps.js"
	editorSnippets = "../../examples/gherkin/.vscode/steps.code-snippets"
)

// editorType is a type of parameters in the settings.
type editorType struct {
	Name   string `json:"name"`
	Regexp string `json:"regexp"`
}

func TestEditorFiles(t *testing.T) {
	book := phrases(t)
	var settings bytes.Buffer
	err := writeJSON(&settings, struct {
		Features []string     `json:"cucumber.features"`
		Glue     []string     `json:"cucumber.glue"`
		Types    []editorType `json:"cucumber.parameterTypes"`
	}{[]string{"**/*.feature"}, []string{"steps.js"}, editorTypes(book)}, "  ")
	if err != nil {
		t.Fatal(err)
	}
	heldBy(t, editorSettings, settings.String())
	heldBy(t, editorGlue, glue(t, book))
	var snippets bytes.Buffer
	if err := writeJSON(&snippets, chineseSnippets(book), "  "); err != nil {
		t.Fatal(err)
	}
	heldBy(t, editorSnippets, snippets.String())
}

// editorTypes are the types that not every Cucumber has.
func editorTypes(book phrasebook.Book) (all []editorType) {
	for _, k := range book.Types {
		if k.Regexp != "" {
			all = append(all, editorType{k.Name, k.Regexp})
		}
	}
	return all
}

const glueHead = `// The steps of llsim, for editors that complete them: no program runs this file.
// Made from the steps that llsim has (go test ./cmd/llsim -update); do not edit.
`

func glue(t *testing.T, book phrasebook.Book) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(glueHead)
	for _, g := range book.Groups() {
		b.WriteString("\n// " + g.Subject + " · " + g.Chinese + "\n")
		for _, p := range g.Parts {
			for _, s := range p.Steps {
				b.WriteString("\n")
				if s.OfMerchant() {
					b.WriteString("// needs " + merchantFile(s.Needs) + "\n")
				}
				for _, said := range [][2]string{{s.Pattern, s.Example}, {optionalBlanks(s.Chinese), s.ExampleChinese}} {
					if strings.ContainsAny(said[0], "`\\$") {
						t.Fatalf("%s is not the same in JavaScript", said[0])
					}
					if said[0] != "" {
						b.WriteString("// " + strings.ReplaceAll(said[1], "\n", "\n//   ") + "\n" + string(s.Keyword) + "(`" + said[0] + "`)\n")
					}
				}
			}
		}
	}
	return b.String()
}

// optionalBlanks makes the blanks of a Chinese sentence optional, as llsim does, but for those between two parameters.
func optionalBlanks(sentence string) string {
	return strings.ReplaceAll(strings.ReplaceAll(sentence, " ", "( )"), "}( ){", "} {")
}

// snippet is a text that VS Code offers in feature files where its prefix is typed.
type snippet struct {
	Scope       string   `json:"scope"`
	Prefix      string   `json:"prefix"`
	Body        []string `json:"body"`
	Description string   `json:"description"`
}

// chineseSnippets are the steps in Chinese, by their sentence.
func chineseSnippets(book phrasebook.Book) map[string]snippet {
	all := map[string]snippet{}
	for _, s := range book.Steps() {
		if s.Chinese != "" {
			sentence, _, _ := strings.Cut(s.ExampleChinese, "\n")
			all[s.Chinese] = snippet{"cucumber", sentence, snippetBody(s), s.SubjectChinese + "：" + s.Chinese}
		}
	}
	return all
}

var (
	parameter = regexp.MustCompile(`\\\{\w+\\\}`)
	inSnippet = strings.NewReplacer(`\`, `\\`, `$`, `\$`, `}`, `\}`)
)

// snippetBody is the example of a step in Chinese, line by line, with a place to fill in for each value of its sentence.
func snippetBody(s phrasebook.Step) []string {
	lines := strings.Split(inSnippet.Replace(s.ExampleChinese), "\n")
	pattern := strings.ReplaceAll(parameter.ReplaceAllString(regexp.QuoteMeta(s.Chinese), "(.*?)"), " ", " ?")
	sentence := regexp.MustCompile("^" + strings.ReplaceAll(pattern, ") ?(", ") (") + "$")
	groups := sentence.FindStringSubmatchIndex(lines[0])
	for i := len(groups)/2 - 1; i > 0; i-- { // from the last, so that the places of the others stay
		from, to := groups[2*i], groups[2*i+1]
		lines[0] = fmt.Sprintf("%s${%d:%s}%s", lines[0][:from], i, lines[0][from:to], lines[0][to:])
	}
	for i := range lines[1:] {
		lines[i+1] = "  " + lines[i+1]
	}
	return lines
}

func TestSnippetBody(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		step phrasebook.Step
		want string
	}{
		"values are places to fill in": {phrasebook.Step{Chinese: "订单 {string} 的金额为 {amount} 元", ExampleChinese: `订单 "A1" 的金额为 49.90 元`}, `订单 ${1:"A1"} 的金额为 ${2:49.90} 元`},
		"blanks may be missing":        {phrasebook.Step{Chinese: "过了 {duration}", ExampleChinese: "过了3 天"}, "过了${1:3 天}"},
		"values side by side":          {phrasebook.Step{Chinese: "故障：{word} {word}", ExampleChinese: "故障：code 9970"}, "故障：${1:code} ${2:9970}"},
		"what snippets read is quoted": {phrasebook.Step{Chinese: "应答包括：", ExampleChinese: "应答包括：\n| a | {oid_paybill $1} \\| |"}, "应答包括：\n  | a | {oid_paybill \\$1\\} \\\\| |"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(snippetBody(c.step), "\n"); got != c.want {
				t.Errorf("it is %s, not %s", got, c.want)
			}
		})
	}
}
