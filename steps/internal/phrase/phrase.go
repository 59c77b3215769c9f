// Package phrase reads the steps that the embedded features are made of.
package phrase

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"

	"github.com/lianlian-sim/llsim/features"
)

// Of lists the steps of all scenarios in a folder of the embedded features as they are run, examples put in.
func Of(folder string) ([]*messages.PickleStep, error) {
	files, err := fs.Glob(features.Files, path.Join(folder, "*.feature"))
	if err != nil {
		return nil, err
	}
	var all []*messages.PickleStep
	for _, name := range files {
		text, err := fs.ReadFile(features.Files, name)
		if err != nil {
			return nil, err
		}
		id := new(messages.Incrementing).NewId
		document, err := gherkin.ParseGherkinDocument(bytes.NewReader(text), id)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, pickle := range gherkin.Pickles(*document, name, id) {
			all = append(all, pickle.Steps...)
		}
	}
	return all, nil
}

// Fullest is the index of the longest step that a pattern matches, which shows most of what can be said with it; -1 if none does.
func Fullest(all []*messages.PickleStep, pattern *regexp.Regexp) int {
	at := -1
	for i, step := range all {
		if pattern.MatchString(step.Text) && (at < 0 || len(step.Text) > len(all[at].Text)) {
			at = i
		}
	}
	return at
}

// Written is the step at an index as a feature file has it, with its table or text; empty if there is none.
func Written(all []*messages.PickleStep, at int) string {
	if at < 0 || at >= len(all) {
		return ""
	}
	return all[at].Text + argument(all[at].Argument)
}

func argument(a *messages.PickleStepArgument) string {
	var b strings.Builder
	switch {
	case a == nil:
	case a.DocString != nil:
		fmt.Fprintf(&b, "\n\"\"\"\n%s\n\"\"\"", a.DocString.Content)
	case a.DataTable != nil:
		for _, row := range a.DataTable.Rows {
			b.WriteString("\n|")
			for _, cell := range row.Cells {
				fmt.Fprintf(&b, " %s |", escape.Replace(cell.Value))
			}
		}
	}
	return b.String()
}

var escape = strings.NewReplacer(`\`, `\\`, "|", `\|`, "\n", `\n`)
