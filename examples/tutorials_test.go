package examples

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
)

// A tutorial is followed as it says: in an empty directory, with llsim on the PATH and LLSIM naming the checkout. A console block is a
// terminal of its own, in which a command goes on; the sh blocks are typed into another one, in order; a text block is what the sh
// block before it prints.
func TestTutorials(t *testing.T) {
	need(t, "go", "bash", "curl", "openssl")
	bin := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", bin, "../cmd/llsim").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	pages, err := filepath.Glob("../docs/tutorials/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal("no tutorials", err)
	}
	for _, page := range pages {
		t.Run(strings.TrimSuffix(filepath.Base(page), ".md"), func(t *testing.T) {
			checked.Links(t, page)
			follow(t, newReader(t, bin), checked.Blocks(t, page))
		})
	}
}

func follow(t *testing.T, r reader, all []checked.Block) {
	ran := 0
	for i, b := range all {
		switch b.Lang {
		case "console":
			r.open(t, b.Text)
		case "sh":
			out := r.run(t, b.Text)
			if i+1 < len(all) && all[i+1].Lang == "text" {
				wantText(t, r.ports.Replace(all[i+1].Text), out)
			}
			ran++
		case "text":
		default:
			if b.File == "" || !strings.Contains(read(t, b.File), b.Text) {
				t.Errorf("this is not from the file %q:\n%s", b.File, b.Text)
			}
		}
		if t.Failed() {
			return // what follows builds on it
		}
	}
	if ran < 5 {
		t.Errorf("%d blocks ran", ran)
	}
}

// reader is who follows a tutorial.
type reader struct {
	dir     string            // where, empty at the beginning
	exports string            // the file that keeps exported variables, PWD among them, from block to block
	ports   *strings.Replacer // from the ports of the page to free ones
	env     []string
}

func newReader(t *testing.T, bin string) reader {
	t.Helper()
	r := reader{dir: t.TempDir(), exports: filepath.Join(t.TempDir(), "exports")}
	write(t, r.exports, "")
	var swaps []string
	for _, port := range []string{"8900", "3000", "3001"} {
		free := freePort(t)
		swaps = append(swaps, "127.0.0.1:"+port, "127.0.0.1:"+free, "PORT="+port, "PORT="+free)
	}
	r.ports = strings.NewReplacer(swaps...)
	server := r.ports.Replace("127.0.0.1:8900")
	r.env = append(os.Environ(), "LLSIM="+absolute(t, ".."), "LLSIM_LISTEN="+server, "LLSIM_SERVER=http://"+server,
		"PATH="+bin+":"+os.Getenv("PATH"), "GOFLAGS="+os.Getenv("GOFLAGS")+" -buildvcs=false")
	return r
}

// portsGiven are the ports of all tutorials: none is given twice.
var portsGiven = map[int]bool{}

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
		if portsGiven[port] {
			continue
		}
		portsGiven[port] = true
		if l, err = net.Listen("tcp", fmt.Sprint("127.0.0.1:", port)); err == nil {
			l.Close()
			return fmt.Sprint(port)
		}
	}
}

// run types a block and returns what it prints.
func (r reader) run(t *testing.T, text string) string {
	t.Helper()
	cmd := r.bash(r.ports.Replace(text) + "\nexport -p > " + r.exports)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s%s", err, text, out, &errs)
	}
	return string(out)
}

// open starts the command of a console block in a terminal of its own, and waits for the first line that the block shows, if any.
func (r reader) open(t *testing.T, text string) {
	t.Helper()
	command, shown, _ := strings.Cut(strings.TrimPrefix(strings.ReplaceAll(text, "\\\n", " "), "$ "), "\n")
	cmd := r.bash("exec env " + r.ports.Replace(command)) // so that it gets the signal itself
	out := checked.Start(t, cmd)
	if shown != "" {
		line, err := out.ReadString('\n')
		if err != nil {
			t.Fatalf("%s: %v", command, err)
		}
		first, _, _ := strings.Cut(shown, "\n")
		wantText(t, r.ports.Replace(first), line)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
}

// bash is a script that ends by itself or by a signal: the test's context would kill what is to be stopped orderly.
func (r reader) bash(script string) *exec.Cmd {
	cmd := exec.Command("bash", "-eu", "-c", "source "+r.exports+"\ncd \"$PWD\"\n"+script)
	cmd.Dir, cmd.Env = r.dir, r.env
	return cmd
}
