// Package reference keeps the pages of docs/reference in step with the code. Tests of the packages that a page describes give it the
// part that is made from their code; the rest of a page is written by hand. No program uses it.
package reference

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// Part checks that a page of docs/reference has want between the comments <!-- made from NAME --> and <!-- end of NAME -->. With update
// it writes want there.
func Part(t *testing.T, update bool, page, name, want string) {
	t.Helper()
	_, here, _, ok := runtime.Caller(0)
	if !ok {
		t.Fatal("the folder of this file is not known")
	}
	path := filepath.Join(filepath.Dir(here), page)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	begin, end := "<!-- made from "+name+" -->\n", "<!-- end of "+name+" -->\n"
	before, rest, hasBegin := strings.Cut(string(text), begin)
	have, after, hasEnd := strings.Cut(rest, end)
	if !hasBegin || !hasEnd {
		t.Fatalf("%s lacks the lines %q and %q", page, begin, end)
	}
	want = "\n" + strings.Trim(want, "\n") + "\n\n"
	if have == want {
		return
	}
	if !update {
		t.Errorf("docs/reference/%s is not what the code has; run go test of this package with -update. It should have:\n%s", page, want)
		return
	}
	if err := os.WriteFile(path, []byte(before+begin+want+end+after), 0o644); err != nil { //nolint:gosec // a page of the documentation is for everybody
		t.Fatal(err)
	}
}

// Table is a Markdown table. Cells may hold any text of one line.
func Table(head []string, rows ...[]string) string {
	var b strings.Builder
	line := func(cells []string) {
		for _, cell := range cells {
			b.WriteString("| ")
			if cell = strings.Join(strings.Fields(cell), " "); cell != "" {
				b.WriteString(strings.ReplaceAll(cell, "|", `\|`) + " ")
			}
		}
		b.WriteString("|\n")
	}
	line(head)
	b.WriteString(strings.Repeat("|---", len(head)) + "|\n")
	for _, row := range rows {
		line(row)
	}
	return b.String()
}

var words = regexp.MustCompile(`[A-Z]+_[A-Z_]*[A-Z]|--[a-z][a-z-]*[a-z]`)

// Code sets flags and the names of variables in a sentence in code.
func Code(sentence string) string { return words.ReplaceAllString(sentence, "`$0`") }
