package vocabulary

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"

	gherkin "github.com/cucumber/gherkin/go/v42"
	messages "github.com/cucumber/messages/go/v34"

	"github.com/lianlian-sim/llsim/features"
)

// Scenario is a scenario of the embedded features; an outline is one, however many examples it has. Tags are its own and those
// of its feature, written like @IDN-5.
type Scenario struct {
	Name string   `json:"name"`
	File string   `json:"file"` // such as platform/identity.feature
	Line int      `json:"line"`
	Tags []string `json:"tags"`
}

// Scenarios lists the scenarios in a folder of the embedded features by file and line.
func Scenarios(folder string) (all []Scenario, err error) {
	err = Documents(folder, func(file string, document *messages.GherkinDocument, _ func() string) {
		if document.Feature == nil {
			return
		}
		for _, child := range document.Feature.Children {
			if s := child.Scenario; s != nil {
				tags := slices.Concat(tagNames(document.Feature.Tags), tagNames(s.Tags))
				all = append(all, Scenario{Name: s.Name, File: file, Line: int(s.Location.Line), Tags: tags})
			}
		}
	})
	return all, err
}

func tagNames(tags []*messages.Tag) []string {
	names := make([]string, len(tags))
	for i, t := range tags {
		names[i] = t.Name
	}
	return names
}

// Sentences lists the steps of all scenarios in a folder of the embedded features as they are run, examples put in.
func Sentences(folder string) (all []*messages.PickleStep, err error) {
	err = Documents(folder, func(file string, document *messages.GherkinDocument, id func() string) {
		for _, pickle := range gherkin.Pickles(*document, file, id) {
			all = append(all, pickle.Steps...)
		}
	})
	return all, err
}

// Documents gives each file in a folder of the embedded features to read, with the function that numbers what is made from it.
func Documents(folder string, read func(file string, document *messages.GherkinDocument, id func() string)) error {
	files, err := fs.Glob(features.Files, path.Join(folder, "*.feature"))
	if err != nil {
		return err
	}
	for _, file := range files {
		text, err := fs.ReadFile(features.Files, file)
		if err != nil {
			return err
		}
		id := new(messages.Incrementing).NewId
		document, err := gherkin.ParseGherkinDocument(bytes.NewReader(text), id)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		read(file, document, id)
	}
	return nil
}
