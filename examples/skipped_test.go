package examples_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ciRun is a run of tests in .ci/run without the race detector: patterns of packages, and which of their tests, nil for all.
type ciRun struct {
	packages []string
	tests    *regexp.Regexp
}

var (
	goTest    = regexp.MustCompile(`(?m)^\s+go test (\./[^\n]*)$`)
	goTestRun = regexp.MustCompile(`-run '([^']+)'`)
)

// TestWhatTheRaceDetectorSkipsRunsWithout holds that .ci/run plays each test that calls race.Skip without the race detector: nobody would
// otherwise notice that it is never played.
func TestWhatTheRaceDetectorSkipsRunsWithout(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile("../.ci/run")
	if err != nil {
		t.Fatal(err)
	}
	var runs []ciRun
	for _, line := range goTest.FindAllStringSubmatch(string(script), -1) {
		r := ciRun{}
		if named := goTestRun.FindStringSubmatch(line[1]); named != nil {
			r.tests = regexp.MustCompile(named[1])
		}
		for word := range strings.FieldsSeq(line[1]) {
			if folder, isPackage := strings.CutPrefix(word, "./"); isPackage {
				r.packages = append(r.packages, folder)
			}
		}
		runs = append(runs, r)
	}
	found := 0
	err = filepath.WalkDir("..", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist): // what another test has just removed
			return nil
		case err != nil:
			return err
		case entry.IsDir() && len(entry.Name()) > len("..") && entry.Name()[0] == '.': // .git, and what make bench-peers installs
			return fs.SkipDir
		}
		if !strings.HasSuffix(file, "_test.go") {
			return nil
		}
		folder, err := filepath.Rel("..", filepath.Dir(file))
		if err != nil {
			return err
		}
		for _, test := range skipping(t, file) {
			found++
			if !plays(runs, filepath.ToSlash(folder), test) {
				t.Errorf("%s: %s calls race.Skip, and .ci/run does not name it among what runs without the race detector", file, test)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found == 0 {
		t.Error("no test calls race.Skip")
	}
}

// plays reports whether one of the runs plays a test of a package.
func plays(runs []ciRun, folder, test string) bool {
	for _, r := range runs {
		for _, pattern := range r.packages {
			above, deep := strings.CutSuffix(pattern, "/...")
			if (folder == above || deep && strings.HasPrefix(folder, above+"/")) && (r.tests == nil || r.tests.MatchString(test)) {
				return true
			}
		}
	}
	return false
}

// skipping returns the tests in a file that call race.Skip.
func skipping(t *testing.T, file string) (tests []string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, declared := range parsed.Decls {
		f, isFunc := declared.(*ast.FuncDecl)
		if !isFunc || !strings.HasPrefix(f.Name.Name, "Test") {
			continue
		}
		skips := false
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.SelectorExpr); ok && call.Sel.Name == "Skip" {
				x, named := call.X.(*ast.Ident)
				skips = skips || named && x.Name == "race"
			}
			return !skips
		})
		if skips {
			tests = append(tests, f.Name.Name)
		}
	}
	return tests
}
