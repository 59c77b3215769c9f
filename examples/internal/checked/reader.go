package checked

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/steps/harness"
)

// Reader is somebody who follows a page as it says, with llsim on the PATH and LLSIM naming the checkout. The sh blocks are typed into
// one terminal, in order. A console block is a terminal of its own, in which the command goes on.
type Reader struct {
	dir   string            // where the terminals are
	swaps *strings.Replacer // from the ports, paths and programs of the page to those of the test
	env   []string
	shell *Shell // the terminal of the sh blocks
}

// NewReader returns a reader in a directory. The ports 8900, 3000 and 3001 of 127.0.0.1 become free ones; swaps are pairs of other
// texts of the page and what the test has in their place.
func NewReader(t *testing.T, dir string, swaps ...string) Reader {
	t.Helper()
	for _, port := range []string{"8900", "3000", "3001"} {
		free, err := harness.FreePort(10000) // not where llsim check looks, which pages run
		if err != nil {
			t.Fatal(err)
		}
		swaps = append(swaps, "127.0.0.1:"+port, fmt.Sprint("127.0.0.1:", free), "PORT="+port, fmt.Sprint("PORT=", free))
	}
	r := Reader{dir: dir, swaps: strings.NewReplacer(swaps...)}
	server := r.swaps.Replace("127.0.0.1:8900")
	r.env = append(os.Environ(), "LLSIM="+root(t), "LLSIM_LISTEN="+server, "LLSIM_SERVER=http://"+server,
		"PATH="+Llsim(t)+":"+os.Getenv("PATH"), "GOFLAGS="+os.Getenv("GOFLAGS")+" -buildvcs=false")
	r.shell = OpenShell(t, r.dir, r.env, r.swaps)
	return r
}

// Follow does what the blocks say. A block of another language than sh, console and text must be part of the file that it names. It
// returns how many sh blocks ran.
func (r Reader) Follow(t *testing.T, blocks []Block) int {
	t.Helper()
	return r.shell.Follow(t, blocks, func(b Block) {
		if b.Lang == "console" {
			r.open(t, b.Text)
		} else if b.File == "" || !strings.Contains(read(t, filepath.Join(root(t), b.File)), b.Text) {
			t.Errorf("this is not from the file %q:\n%s", b.File, b.Text)
		}
	})
}

// open starts the command of a console block in a terminal of its own, and waits for the first line that the block shows, if any.
func (r Reader) open(t *testing.T, text string) {
	t.Helper()
	command, shown, _ := strings.Cut(strings.TrimPrefix(strings.ReplaceAll(text, "\\\n", " "), "$ "), "\n")
	cmd := exec.Command("bash", "-c", "exec env "+r.swaps.Replace(command)) // so that it gets the signal itself
	cmd.Dir, cmd.Env = r.dir, r.env
	out := Start(t, cmd)
	if shown != "" {
		line, err := out.ReadString('\n')
		if err != nil {
			t.Fatalf("%s: %v", command, err)
		}
		first, _, _ := strings.Cut(shown, "\n")
		Printed(t, r.swaps.Replace(first), line)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
}

// Run follows the section 'Run it' of a page on integrating, from the root of the module, and checks the quotes and links of the whole
// page. Swaps are as in NewReader.
func Run(t *testing.T, page string, swaps ...string) {
	t.Helper()
	Page(t, page)
	_, section, found := strings.Cut(read(t, page), "\n## Run it\n")
	if !found {
		t.Fatalf("%s has no section 'Run it'", page)
	}
	section, _, _ = strings.Cut(section, "\n## ")
	Need(t, "bash", "curl")
	r := NewReader(t, root(t), append(swaps, "go run ./cmd/llsim", "llsim", "/tmp/", t.TempDir()+"/")...)
	var followed []Block
	for _, b := range blocksOf(section) {
		if !strings.Contains(b.Text, "llsim check ") { // which a test of its own does
			followed = append(followed, b)
		}
	}
	if ran := r.Follow(t, followed); ran < 2 && !t.Failed() {
		t.Errorf("%s: %d blocks ran", page, ran)
	}
}
