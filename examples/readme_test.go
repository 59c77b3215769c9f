package examples

import (
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

func TestMain(m *testing.M) { os.Exit(checked.Main(m)) }

// pages are those whose sh blocks are run, with how many there are at least.
var pages = map[string]int{"README.md": 3, "docs/inbox.md": 2, "docs/your-tests.md": 1, "docs/reference/control-api.md": 1, "docs/reference/outcomes-and-faults.md": 2}

// Every sh block of a page is run, in order and in one shell, against one server as the README's first block starts it. Nothing is left
// in the folder.
func TestPagesRun(t *testing.T) {
	t.Parallel()
	checked.Need(t, "bash", "curl", "openssl")
	bin := checked.Llsim(t)
	for page, least := range pages {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.Symlink(absolute(t, "."), filepath.Join(dir, "examples")); err != nil {
				t.Fatal(err)
			}
			server := serve(t, night)
			env := append(os.Environ(), "LLSIM_SERVER="+server, "PATH="+bin+":"+os.Getenv("PATH"))
			shell := checked.OpenShell(t, dir, env, strings.NewReplacer("http://127.0.0.1:8900", server))
			if ran := shell.Follow(t, checked.Blocks(t, "../"+page), func(checked.Block) {}); ran < least && !t.Failed() {
				t.Errorf("%d blocks ran", ran)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
				t.Errorf("the page leaves files behind: %v, %v", left, err)
			}
		})
	}
}

// night is the flag with which the README starts the program.
const night = "--clock=manual@2018-01-12 23:59:50"

// serve starts the program on a free port and returns its address.
func serve(t *testing.T, flags ...string) string {
	t.Helper()
	cmd := exec.Command(filepath.Join(checked.Llsim(t), "llsim"), append([]string{"serve", "--listen", "127.0.0.1:0"}, flags...)...)
	lines := checked.Start(t, cmd)
	line, err := lines.ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "llsim ready on ")
	if !ok {
		t.Fatalf("first line %q, %v", line, err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	return address
}

// What the pages quote is in the file they name, which the tests run.
func TestQuotes(t *testing.T) {
	for _, page := range []string{"README.md", "docs/checking.md", "docs/your-tests.md"} {
		t.Run(page, func(t *testing.T) { checked.Page(t, "../"+page) })
	}
}
