package examples

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
)

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Every sh block of the README is run, in order, against one server as the first block starts it; a text block is what the sh
// block before it prints, … standing for what is left out.
func TestReadmeCommands(t *testing.T) {
	need(t, "go", "bash", "curl", "openssl")
	bin, dir := t.TempDir(), t.TempDir()
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", bin, "../cmd/llsim").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(here, filepath.Join(dir, "examples")); err != nil {
		t.Fatal(err)
	}
	server := serve(t, filepath.Join(bin, "llsim"))
	ran := 0
	all := checked.Blocks(t, "../README.md")
	for i, b := range all {
		if b.Lang != "sh" {
			continue
		}
		ran++
		cmd := exec.CommandContext(t.Context(), "bash", "-euo", "pipefail", "-c", strings.ReplaceAll(b.Text, "http://127.0.0.1:8900", server))
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "LLSIM_SERVER="+server, "PATH="+bin+":"+os.Getenv("PATH"))
		var errs bytes.Buffer
		cmd.Stderr = &errs
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v\n%s%s%s", err, b.Text, out, &errs)
		}
		if i+1 < len(all) && all[i+1].Lang == "text" {
			wantText(t, all[i+1].Text, string(out))
		}
	}
	if ran < 5 {
		t.Errorf("%d blocks ran", ran)
	}
}

// serve starts the program as the README does, on a free port, with more flags, and returns its address.
func serve(t *testing.T, llsim string, more ...string) string {
	t.Helper()
	cmd := exec.Command(llsim, append([]string{"serve", "--listen", "127.0.0.1:0", "--clock", "manual@2018-01-12 23:59:50"}, more...)...)
	lines := checked.Start(t, cmd)
	line, err := lines.ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "llsim ready on ")
	if !ok {
		t.Fatalf("first line %q, %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	return address
}

// wantText compares line by line, blanks as one.
func wantText(t *testing.T, want, got string) {
	t.Helper()
	plain := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	rest, skip := strings.Split(strings.TrimRight(got, "\n"), "\n"), false
	for line := range strings.Lines(want) {
		line = plain(line)
		if line == "…" {
			skip = true
			continue
		}
		begin, open := strings.CutSuffix(line, "…")
		for len(rest) > 0 {
			have := plain(rest[0])
			if have == line || open && strings.HasPrefix(have, begin) || !skip {
				break
			}
			rest = rest[1:]
		}
		if len(rest) == 0 || plain(rest[0]) != line && !(open && strings.HasPrefix(plain(rest[0]), begin)) {
			t.Errorf("no line %q, or not there, in\n%s", line, got)
			return
		}
		rest, skip = rest[1:], false
	}
	if len(rest) > 0 && !skip {
		t.Errorf("more than the page shows, from %q on, in\n%s", rest[0], got)
	}
}

// What the pages quote is in the file they name, which the tests run.
func TestQuotes(t *testing.T) {
	for _, page := range []string{"../README.md", "../docs/checking.md"} {
		checked.Page(t, page)
	}
}

func TestLinksLeadSomewhere(t *testing.T) {
	pages := []string{"../CONTRIBUTING.md", "../CHANGELOG.md"}
	for _, folder := range []string{"docs", "docs/adr", "docs/integrate", "docs/tutorials"} {
		found, err := filepath.Glob(filepath.Join("..", folder, "*.md"))
		if err != nil || len(found) == 0 {
			t.Fatalf("no pages in %s, %v", folder, err)
		}
		pages = append(pages, found...)
	}
	for _, page := range pages {
		checked.Links(t, page)
	}
}
