// Package scenariotext reads feature files for tests that hold a vocabulary against them.
package scenariotext

import (
	"bytes"
	"io/fs"
	"testing"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"

	"github.com/lianlian-sim/llsim/features"
)

// Steps lists the steps of all scenarios in the files that match a pattern as they are run, examples put in.
func Steps(t testing.TB, pattern string) (texts []string) {
	t.Helper()
	files, err := fs.Glob(features.Files, pattern)
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		content, err := fs.ReadFile(features.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		id := new(messages.Incrementing).NewId
		document, err := gherkin.ParseGherkinDocument(bytes.NewReader(content), id)
		if err != nil {
			t.Fatal(name, err)
		}
		for _, pickle := range gherkin.Pickles(*document, name, id) {
			for _, step := range pickle.Steps {
				texts = append(texts, step.Text)
			}
		}
	}
	return texts
}
