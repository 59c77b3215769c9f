package checked

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Shell is the terminal of a reader who follows a page. It runs the page's sh blocks one after the other in one bash, so that what a
// block exports, sets or changes to holds for the blocks after it.
type Shell struct {
	ports *strings.Replacer // from the addresses on the page to those of the test
	files string            // folder of the block that runs, and of what it prints
	in    io.Writer
	out   *bufio.Reader
}

// blockEnded is the line that the shell prints when a block has ended.
const blockEnded = "block done"

// OpenShell starts a shell in a directory. It ends with the test, or at the first command that fails.
func OpenShell(t *testing.T, dir string, env []string, ports *strings.Replacer) *Shell {
	t.Helper()
	cmd := exec.Command("bash", "-eu", "-s")
	cmd.Dir, cmd.Env = dir, env
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		_ = cmd.Wait() // a failed block has been reported
	})
	return &Shell{ports: ports, files: t.TempDir(), in: in, out: bufio.NewReader(out)}
}

// Run types a block and returns what it prints on standard output and standard error. The test ends when the block fails.
func (s *Shell) Run(t *testing.T, text string) (stdout, stderr string) {
	t.Helper()
	name := func(what string) string { return filepath.Join(s.files, what) }
	if err := os.WriteFile(name("block"), []byte(s.ports.Replace(text)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Fprintf(s.in, "source '%s' > '%s' 2> '%s' < /dev/null\necho %s\n", name("block"), name("out"), name("errs"), blockEnded); err != nil {
		t.Fatal(err)
	}
	line, err := s.out.ReadString('\n')
	stdout, stderr = read(t, name("out")), read(t, name("errs"))
	if err != nil || strings.TrimSpace(line) != blockEnded {
		t.Fatalf("a command fails in\n%s\nIt printed:\n%s%s", text, stdout, stderr)
	}
	return stdout, stderr
}

// Follow runs the sh blocks of a page in order. A text block is what the sh block before it prints, … standing for what is left out.
// Blocks in other languages are given to other. It returns how many sh blocks ran, and ends at the first one that prints something else.
func (s *Shell) Follow(t *testing.T, blocks []Block, other func(Block)) int {
	t.Helper()
	ran, printed := 0, ""
	for _, b := range blocks {
		switch b.Lang {
		case "sh":
			printed, _ = s.Run(t, b.Text)
			ran++
		case "text":
			Printed(t, s.ports.Replace(b.Text), printed)
		default:
			other(b)
		}
		if t.Failed() {
			break // what follows builds on it
		}
	}
	return ran
}

// Printed compares what a page shows with what was printed: line by line, blanks as one, … standing for the rest of a line or for lines.
func Printed(t *testing.T, want, got string) {
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
		matches := func(have string) bool { return have == line || open && strings.HasPrefix(have, begin) }
		for skip && len(rest) > 0 && !matches(plain(rest[0])) {
			rest = rest[1:]
		}
		if len(rest) == 0 || !matches(plain(rest[0])) {
			t.Errorf("no line %q, or not there, in\n%s", line, got)
			return
		}
		rest, skip = rest[1:], false
	}
	if len(rest) > 0 && !skip {
		t.Errorf("more than the page shows, from %q on, in\n%s", rest[0], got)
	}
}
