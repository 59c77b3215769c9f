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

// Every sh block of the README is run, in order and in one shell, against one server as the first block starts it.
func TestReadmeCommands(t *testing.T) {
	t.Parallel()
	checked.Need(t, "bash", "curl", "openssl")
	bin, dir := checked.Llsim(t), t.TempDir()
	if err := os.Symlink(absolute(t, "."), filepath.Join(dir, "examples")); err != nil {
		t.Fatal(err)
	}
	server := serve(t, night)
	env := append(os.Environ(), "LLSIM_SERVER="+server, "PATH="+bin+":"+os.Getenv("PATH"))
	shell := checked.OpenShell(t, dir, env, strings.NewReplacer("http://127.0.0.1:8900", server))
	if ran := shell.Follow(t, checked.Blocks(t, "../README.md"), func(checked.Block) {}); ran < 7 {
		t.Errorf("%d blocks ran", ran)
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
