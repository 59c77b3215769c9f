package examples

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
)

// A tutorial is followed as it says: in an empty directory, with llsim on the PATH and LLSIM naming the checkout. A console block is a
// terminal of its own, in which a command goes on; the sh blocks are typed into another one, in order.
func TestTutorials(t *testing.T) {
	t.Parallel()
	checked.Need(t, "bash", "curl", "openssl")
	bin := checked.Llsim(t)
	pages, err := filepath.Glob("../docs/tutorials/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal("no tutorials", err)
	}
	for _, page := range pages {
		t.Run(strings.TrimSuffix(filepath.Base(page), ".md"), func(t *testing.T) {
			t.Parallel()
			checked.Links(t, page)
			follow(t, newReader(t, bin), checked.Blocks(t, page))
		})
	}
}

func follow(t *testing.T, r reader, all []checked.Block) {
	t.Helper()
	ran := r.shell.Follow(t, all, func(b checked.Block) {
		if b.Lang == "console" {
			r.open(t, b.Text)
		} else if b.File == "" || !strings.Contains(read(t, b.File), b.Text) {
			t.Errorf("this is not from the file %q:\n%s", b.File, b.Text)
		}
	})
	if ran < 5 && !t.Failed() {
		t.Errorf("%d blocks ran", ran)
	}
}

// reader is who follows a tutorial.
type reader struct {
	dir   string            // where, empty at the beginning
	ports *strings.Replacer // from the ports of the page to free ones
	env   []string
	shell *checked.Shell // the terminal of the sh blocks
}

func newReader(t *testing.T, bin string) reader {
	t.Helper()
	r := reader{dir: t.TempDir()}
	var swaps []string
	for _, port := range []string{"8900", "3000", "3001"} {
		free := freePort(t)
		swaps = append(swaps, "127.0.0.1:"+port, "127.0.0.1:"+free, "PORT="+port, "PORT="+free)
	}
	r.ports = strings.NewReplacer(swaps...)
	server := r.ports.Replace("127.0.0.1:8900")
	r.env = append(os.Environ(), "LLSIM="+absolute(t, ".."), "LLSIM_LISTEN="+server, "LLSIM_SERVER=http://"+server,
		"PATH="+bin+":"+os.Getenv("PATH"), "GOFLAGS="+os.Getenv("GOFLAGS")+" -buildvcs=false")
	r.shell = checked.OpenShell(t, r.dir, r.env, r.ports)
	return r
}

// portsGiven are the ports of all tutorials: none is given twice.
var portsGiven sync.Map

// freePort finds a port for programs that must be told one. It lies below those that the system gives to whoever asks for any: until
// the tutorial comes to it, nobody else does.
func freePort(t *testing.T) string {
	t.Helper()
	for {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
		port := 10000 + l.Addr().(*net.TCPAddr).Port%10000
		if _, given := portsGiven.LoadOrStore(port, true); given {
			continue
		}
		if l, err = net.Listen("tcp", fmt.Sprint("127.0.0.1:", port)); err == nil {
			l.Close()
			return fmt.Sprint(port)
		}
	}
}

// open starts the command of a console block in a terminal of its own, and waits for the first line that the block shows, if any.
func (r reader) open(t *testing.T, text string) {
	t.Helper()
	command, shown, _ := strings.Cut(strings.TrimPrefix(strings.ReplaceAll(text, "\\\n", " "), "$ "), "\n")
	cmd := exec.Command("bash", "-c", "exec env "+r.ports.Replace(command)) // so that it gets the signal itself
	cmd.Dir, cmd.Env = r.dir, r.env
	out := checked.Start(t, cmd)
	if shown != "" {
		line, err := out.ReadString('\n')
		if err != nil {
			t.Fatalf("%s: %v", command, err)
		}
		first, _, _ := strings.Cut(shown, "\n")
		checked.Printed(t, r.ports.Replace(first), line)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
}
