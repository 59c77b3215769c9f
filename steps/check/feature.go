package check

import (
	"bytes"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v42"
	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v34"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/textfile"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// FeatureError is a mistake of the user: a feature file that cannot be read, or a tag expression that selects nothing.
type FeatureError struct{ Reason message.Message }

func (e *FeatureError) Error() string { return e.Reason.String() }

// In says the mistake in a language.
func (e *FeatureError) In(lang message.Lang) string { return e.Reason.In(lang) }

func featureErrorf(text message.Text, args ...any) error {
	return &FeatureError{message.New(text, args...)}
}

// Scenario is a scenario to run; an outline is one, however many examples it has. Tags are its own, those of what is around it and
// those of its examples, without the @.
type Scenario struct {
	Name        string   `json:"name"`
	File        string   `json:"file"`
	Line        int      `json:"line"`
	Obligations []string `json:"obligations"`
	Tags        []string `json:"tags"`
	Text        string   `json:"-"` // as the file has it, from its tags to the end of its examples
	Background  string   `json:"-"` // of its feature, likewise
}

// feature is a feature file, its text and where its parts stand.
type feature struct {
	name       string
	lines      []string
	nodes      []node
	background node
	runs       []scenarioRun
	misread    []mistake
	namedLines []int // lines that the user named, of which the rest of the file is left out; none: all of it
}

// scenarioRun is a scenario that runs, one row of an outline's examples, and where it comes from.
type scenarioRun struct {
	failure Failure
	place   contract.Place
	*godog.Scenario
}

// node is a scenario, or one of the example tables of an outline.
type node struct {
	first, last int      // lines, counted from 1
	tags        []string // with those around it
	examples    []node   // of an outline
	rows        []int    // lines of a table of examples
	name        string
	line        int // of the keyword
}

// loadEmbedded reads a folder of the features that come with the program.
func loadEmbedded(folder string) ([]feature, error) {
	names, err := fs.Glob(features.Files, folder+"/*.feature")
	if err != nil {
		return nil, err
	}
	return loadFeatures(features.Files, names)
}

// loadFeatures reads feature files, of the user's own where fsys is nil. Those may be written FILE:LINE, may be folders, and may come with
// the program where no such file exists.
func loadFeatures(fsys fs.FS, names []string) ([]feature, error) {
	if fsys == nil {
		var err error
		if names, err = inFolders(names); err != nil {
			return nil, err
		}
	}
	all := make([]feature, 0, len(names))
	for _, argument := range names {
		name, line := splitLine(argument)
		i := slices.IndexFunc(all, func(f feature) bool { return filepath.Clean(f.name) == filepath.Clean(name) })
		if i < 0 {
			text, err := readFeature(fsys, name)
			if wrong, ok := errors.AsType[*textfile.Error](err); ok {
				return nil, featureErrorf("%v", textfile.In(name, wrong))
			}
			if errors.Is(err, fs.ErrNotExist) && strings.HasSuffix(name, ":0") {
				return nil, featureErrorf("%s names no line: lines are counted from 1", name)
			}
			if err != nil {
				return nil, featureErrorf("%s cannot be read: %v", name, err)
			}
			f, err := parseFeature(name, text)
			if err != nil {
				return nil, err
			}
			all, i = append(all, f), len(all)
		} else if len(all[i].namedLines) == 0 {
			continue // the whole file was named before
		}
		if line == 0 {
			all[i].namedLines = nil
		} else if err := all[i].nameLine(line); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func readFeature(fsys fs.FS, name string) ([]byte, error) {
	if fsys != nil {
		return fs.ReadFile(fsys, name)
	}
	text, err := textfile.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		if embedded, missing := fs.ReadFile(features.Files, filepath.ToSlash(name)); missing == nil {
			return embedded, nil
		}
	}
	return text, err
}

// Bounds of a feature: the parser cannot take longer lines, and needs time by the square of their number.
const (
	maxLine     = 60 << 10 // bytes
	maxLines    = 20_000
	maxMistakes = 10 // that are told of one file
)

func parseFeature(name string, text []byte) (feature, error) {
	f := feature{name: name, lines: strings.Split(string(text), "\n")}
	if len(f.lines) > maxLines {
		return feature{}, featureErrorf("%s has %d lines; a feature has at most %d", name, len(f.lines), maxLines)
	}
	for i, line := range f.lines {
		if len(line) > maxLine {
			return feature{}, featureErrorf("%s:%d: the line has %d bytes; a line of a feature has at most %d", name, i+1, len(line), maxLine)
		}
	}
	id := new(messages.Incrementing).NewId
	document, err := gherkin.ParseGherkinDocument(bytes.NewReader(text), id)
	if err != nil {
		return feature{}, unparsed(name, f.lines, err)
	}
	if document.Feature == nil {
		return feature{}, featureErrorf("%s holds no feature", name)
	}
	f.misread = misread(document.Feature, f.lines)
	w := &walker{places: map[string]contract.Place{}, steps: map[string]contract.StepPlace{}}
	w.feature(document.Feature)
	f.nodes = w.nodes(len(f.lines))
	if w.background > 0 {
		f.background = node{first: w.background, last: w.end(w.background, len(f.lines))}
	}
	for _, pickle := range gherkin.Pickles(*document, name, id) {
		at := w.place(pickle)
		f.runs = append(f.runs, scenarioRun{Failure{name, pickle.Name, at.Example}, at, pickle})
	}
	return f, nil
}
