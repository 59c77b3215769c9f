package rulebook

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"text/template"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

const fidelityPage = "../../docs/fidelity.md"

var update = flag.Bool("update", false, "write docs/fidelity.md from the rulebook")

func TestFidelityPage(t *testing.T) {
	t.Parallel()
	page := renderFidelity(t)
	if *update {
		if err := os.WriteFile(fidelityPage, page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(fidelityPage)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(page), string(written)); diff != "" {
		t.Errorf("docs/fidelity.md is not what the rulebook says; run go test ./simulator/rulebook -update\n%s", diff)
	}
}

type section struct {
	Title string
	Rules []Rule
}

func (s section) HasReadings() bool {
	return slices.ContainsFunc(s.Rules, func(r Rule) bool { return len(r.Readings) > 0 })
}

func renderFidelity(t *testing.T) []byte {
	t.Helper()
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	readings, err := Readings()
	if err != nil {
		t.Fatal(err)
	}
	promises, err := Promises()
	if err != nil {
		t.Fatal(err)
	}
	var sections []section
	for _, r := range rules {
		if len(sections) == 0 || sections[len(sections)-1].Title != r.Section {
			sections = append(sections, section{Title: r.Section})
		}
		last := &sections[len(sections)-1]
		last.Rules = append(last.Rules, r)
	}
	page := template.Must(template.New("fidelity.md.tmpl").Funcs(template.FuncMap{"marks": marksCell, "codes": codesCell}).ParseFiles("testdata/fidelity.md.tmpl"))
	var out bytes.Buffer
	if err := page.Execute(&out, map[string]any{"Sections": sections, "Readings": readings, "Promises": promises}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func marksCell(marks []Mark) string {
	if len(marks) == 0 {
		return "–"
	}
	words := make([]string, len(marks))
	for i, m := range marks {
		words[i] = strings.ReplaceAll(string(m), "*", `\*`)
	}
	return strings.Join(words, ", ")
}

func codesCell(codes []wire.Code) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = "`" + string(c) + "`"
	}
	return strings.Join(words, ", ")
}
