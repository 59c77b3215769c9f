package check

import (
	"errors"
	"io/fs"
	"os"
	"slices"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// Failure names a scenario that failed or was not judged, so that it is found again when its file has changed.
type Failure struct {
	File    string          `json:"file"`
	Name    string          `json:"name"`
	Example []contract.Cell `json:"example,omitempty"`
}

// FailureOf names the scenario of a result; failed tells whether it failed or was not judged.
func FailureOf(r contract.Result) (f Failure, failed bool) {
	return Failure{r.File, r.Name, r.Example}, r.Verdict == contract.Failed || r.Verdict == contract.NotJudged
}

// Same tells whether two name the same scenario.
func (f Failure) Same(other Failure) bool {
	return f.File == other.File && f.Name == other.Name && slices.Equal(f.Example, other.Example)
}

// SelectFailures selects scenarios by their names, less what a tag expression leaves out. Scenarios that no longer exist are left out.
func SelectFailures(failures []Failure, tags string) (*Selection, error) {
	var all []feature
	for _, name := range failureFiles(failures) {
		if _, err := readFeature(nil, name); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		loaded, err := loadFeatures(nil, []string{name})
		if err != nil {
			return nil, err
		}
		f := loaded[0]
		for _, s := range f.runs {
			if slices.ContainsFunc(failures, s.failure.Same) {
				f.namedLines = append(f.namedLines, s.place.Line)
			}
		}
		if len(f.namedLines) > 0 {
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		return nil, featureErrorf("the scenarios that failed are not there any more")
	}
	return pickFrom(all, tags)
}

func failureFiles(failures []Failure) (names []string) {
	for _, f := range failures {
		if !slices.Contains(names, f.File) {
			names = append(names, f.File)
		}
	}
	return names
}

// IsFile tells whether a feature is a file, and not one that comes with the program.
func IsFile(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
