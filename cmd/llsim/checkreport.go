package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report"
)

// pretty is the report for people, on standard output.
const pretty = "pretty"

// checkFormats are the formats of check and run with a file.
var checkFormats = []string{"cucumber", "html", "junit"}

// formatNames lists the values of --format.
func formatNames(formats []string) string {
	names := []string{pretty}
	for _, name := range formats {
		names = append(names, name+":FILE")
	}
	return strings.Join(names, ",")
}

// reports are the values of --format.
type reports struct {
	pretty bool
	files  []reportFile
}

type reportFile struct{ format, path string }

// parseFormats reads the values of --format; known are those with a file, which must be writable.
func parseFormats(formats, known []string) (reports, error) {
	var r reports
	for _, text := range formats {
		name, path, _ := strings.Cut(text, ":")
		switch {
		case name == pretty && path == "":
			r.pretty = true
		case name == pretty:
			return r, usagef("--format pretty goes to standard output and takes no file")
		case !slices.Contains(known, name):
			return r, usagef("--format %s is not known; there is: %s", name, formatNames(known))
		case path == "":
			return r, usagef("--format %s wants a file: write %s:FILE", name, name)
		case slices.ContainsFunc(r.files, func(f reportFile) bool { return filepath.Clean(f.path) == filepath.Clean(path) }):
			return r, usagef("--format writes two reports into %s: write another file for %s", path, name)
		default:
			if err := writableFile(path); err != nil {
				return r, usagef("%s: %s", "--format "+name, sentence{err})
			}
			r.files = append(r.files, reportFile{name, path})
		}
	}
	return r, nil
}

// write writes the reports of what was found.
func (r reports) write(cmd *cobra.Command, whole report.Report, s check.Summary, strict bool) error {
	failed := r.writeFiles(map[string]func(io.Writer) error{"cucumber": whole.Cucumber, "html": whole.HTML, "junit": whole.JUnit})
	return errors.Join(r.show(cmd, whole, func() any { return listing(whole, s, strict) }), failed)
}

// reading is a report that people read on standard output: whole, or its end alone.
type reading interface {
	Terminal(w io.Writer, color bool) error
	Closing(w io.Writer, color bool) error
}

// show writes to standard output: the listing for programs, the report for people, or, where only files are asked for, its end and the files.
func (r reports) show(cmd *cobra.Command, whole reading, listing func() any) error {
	w := cmd.OutOrStdout()
	switch {
	case asJSON(cmd):
		return writeJSON(w, listing(), "  ")
	case r.pretty:
		return whole.Terminal(w, colored(w))
	}
	err := whole.Closing(w, colored(w))
	for _, f := range r.files {
		fmt.Fprintf(w, "%s: %s\n", f.format, printable(f.path))
	}
	return err
}

// colored reports whether a report may use colours: it goes to a terminal, and NO_COLOR is not set.
func colored(w io.Writer) bool {
	_, plain := os.LookupEnv("NO_COLOR")
	return !plain && isTerminal(w)
}

// checkListing is what a check found, for programs.
type checkListing struct {
	OK           bool              `json:"ok"` // what the exit code says
	Passed       int               `json:"passed"`
	Failed       int               `json:"failed"`        // MUST
	FailedShould int               `json:"failed_should"` // SHOULD
	Skipped      int               `json:"skipped"`
	Scenarios    []contract.Result `json:"scenarios"`

	NotJudged       int `json:"not_judged"`        // MUST
	NotJudgedShould int `json:"not_judged_should"` // SHOULD

	Stopped string `json:"stopped,omitempty"` // why not all scenarios were played
}

// runListing is what a run found, for programs.
type runListing struct {
	OK        bool              `json:"ok"` // what the exit code says
	Passed    int               `json:"passed"`
	Failed    int               `json:"failed"`
	NotJudged int               `json:"not_judged"`
	Skipped   int               `json:"skipped"`
	Scenarios []contract.Result `json:"scenarios"`
	Stopped   string            `json:"stopped,omitempty"` // why not all scenarios were played
}

// listing returns the results for --json.
func listing(r report.Report, s check.Summary, strict bool) any {
	stopped := r.Stopped
	if r.ByScenario {
		return runListing{
			OK: s.OK(strict) && stopped == "", Passed: s.Passed, Failed: s.Failed, NotJudged: s.NotJudged, Skipped: s.Skipped,
			Scenarios: append([]contract.Result{}, s.Results...), Stopped: stopped,
		}
	}
	return checkListing{
		OK: s.OK(strict) && stopped == "", Passed: s.Passed, Failed: s.Failed, FailedShould: s.ShouldFailed, Skipped: s.Skipped,
		Scenarios: append([]contract.Result{}, s.Results...), NotJudged: s.NotJudged, NotJudgedShould: s.ShouldNotJudged, Stopped: stopped,
	}
}

// writeFiles writes the reports that have a file. After one that cannot be written, the others are written all the same.
func (r reports) writeFiles(writers map[string]func(io.Writer) error) (failed error) {
	for _, f := range r.files {
		failed = errors.Join(failed, f.write(writers[f.format]))
	}
	return failed
}

// file is the file of a format, "" for none.
func (r reports) file(format string) string {
	for _, f := range r.files {
		if f.format == format {
			return f.path
		}
	}
	return ""
}

func (f reportFile) write(report func(io.Writer) error) error {
	file, err := os.Create(f.path)
	if err != nil {
		return usagef("%s: %s", "--format "+f.format, sentence{err})
	}
	if err := report(file); err != nil {
		_ = file.Close()
		return failf("the report %s could not be written: %w", f.path, err)
	}
	return file.Close()
}

// indented aligns the lines of a text and escapes control characters.
func indented(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i := range lines {
		lines[i] = printable(lines[i])
	}
	return strings.Join(lines, "\n    ")
}
