package platform

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"

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

// Scenarios lists the scenarios of the platform's rules by file and line.
func Scenarios() ([]Scenario, error) { return scenariosIn(features.Platform) }

// MerchantScenarios lists the scenarios of a merchant's obligations by file and line.
func MerchantScenarios() ([]Scenario, error) { return scenariosIn(features.Merchant) }

func scenariosIn(folder string) ([]Scenario, error) {
	var all []Scenario
	err := fs.WalkDir(features.Files, folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(features.Files, path)
		if err != nil {
			return err
		}
		document, err := gherkin.ParseGherkinDocument(bytes.NewReader(text), new(messages.Incrementing).NewId)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, scenariosOf(path, document.Feature)...)
		return nil
	})
	return all, err
}

func scenariosOf(file string, f *messages.Feature) []Scenario {
	if f == nil {
		return nil
	}
	var all []Scenario
	for _, child := range f.Children {
		if s := child.Scenario; s != nil {
			tags := slices.Concat(tagNames(f.Tags), tagNames(s.Tags))
			all = append(all, Scenario{Name: s.Name, File: file, Line: int(s.Location.Line), Tags: tags})
		}
	}
	return all
}

func tagNames(tags []*messages.Tag) []string {
	names := make([]string, len(tags))
	for i, t := range tags {
		names[i] = t.Name
	}
	return names
}
