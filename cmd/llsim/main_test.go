package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/lianlian-sim/llsim/fixtures/race"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"llsim": main, "heldshop": heldShop, "smallshop": serveSmallShop})
}

// TestScripts runs the program as its users do. Beside testscript's own commands there are:
//
//	serve [ARGS...]   start llsim serve, which something must give a free port, and set LLSIM_SERVER to its control API
//	stop SIGNAL       end it; what it wrote is then in serve.stdout and serve.stderr
//	merchant STATUS   a merchant that answers notifications with that status and an acknowledgement, at $NOTIFY_URL
//	taken [FILE...]   a port that is taken, as $TAKEN, which is also filled in in those files
//	listen [ARGS...]  start llsim listen at a free port, as $LISTEN_URL
//	hangup            interrupt it; what it wrote is then in listen.stdout and listen.stderr
//	follow REGEXP     llsim journal --follow until a line matches, then interrupt it
//	capture NAME RE   set a variable to the first group of RE in the last standard output
//	bare NAME URL     set a variable to the host and port of a URL
//	port NAME URL     set a variable to the port of a URL
//	exits CODE CMD... run a command that ends with that code; what it wrote is then stdout and stderr
//
// Under the race detector one script in eight runs.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if race.On {
		for i := 1; i < len(scripts); i++ { // the seven behind each that is played
			scripts = slices.Delete(scripts, i, min(i+7, len(scripts)))
		}
	}
	testscript.Run(t, testscript.Params{
		Files: scripts,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"serve": serveCommand, "stop": stopCommand, "merchant": merchantCommandOfScript, "taken": takenCommand, "follow": followCommand, "listen": listenCommand, "hangup": hangupCommand, "exits": exitsCommand, "capture": captureCommand,
			"bare": bareCommand, "port": portCommand,
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("GORACE", raceOptions)
			e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, ".cache"))
			return nil
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// raceOptions let a program that is built with the race detector end at once; without them each one waits a second.
const raceOptions = "atexit_sleep_ms=0"

// running is a program that a script started.
type running struct {
	cmd            *exec.Cmd
	lines          *bufio.Reader
	before, stderr bytes.Buffer
}

// servers holds the server of each script; scripts run side by side.
var servers sync.Map

// launch starts llsim with the script's environment.
func launch(ts *testscript.TestScript, args ...string) *running {
	program := ""
	for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
		if name := filepath.Join(dir, "llsim"); program == "" {
			if _, err := os.Stat(name); err == nil {
				program = name
			}
		}
	}
	r := &running{cmd: exec.Command(program, args...)}
	r.cmd.Dir = ts.MkAbs(".")
	r.cmd.Env = []string{"GORACE=" + raceOptions, "PATH=" + ts.Getenv("PATH"), "TMPDIR=" + ts.Getenv("TMPDIR")}
	for _, name := range []string{"LLSIM_SERVER", "LLSIM_SANDBOX", "LLSIM_CONTROL_TOKEN", "LLSIM_LISTEN", "LLSIM_CLOCK", "LLSIM_CONFIG", "LLSIM_LOG_FORMAT", "LLSIM_NOTIFY_ALLOW", "LLSIM_PROXY_LISTEN", "LLSIM_TLS", "LLSIM_DATA", "HOME"} {
		r.cmd.Env = append(r.cmd.Env, name+"="+ts.Getenv(name))
	}
	r.cmd.Stderr = &r.stderr
	out, err := r.cmd.StdoutPipe()
	ts.Check(err)
	r.lines = bufio.NewReader(io.TeeReader(out, &r.before))
	ts.Check(r.cmd.Start())
	return r
}

// end sends a signal, waits, and returns the exit code.
func (r *running) end(ts *testscript.TestScript, signal os.Signal) int {
	ts.Check(r.cmd.Process.Signal(signal))
	_, err := io.Copy(io.Discard, r.lines)
	ts.Check(err)
	_ = r.cmd.Wait() // the exit code says it
	return r.cmd.ProcessState.ExitCode()
}

func serveCommand(ts *testscript.TestScript, neg bool, args []string) {
	r := launch(ts, append([]string{"serve"}, args...)...)
	line, err := r.lines.ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "llsim ready on ") {
		_ = r.cmd.Wait()
		ts.Fatalf("it did not start: %q %v\n%s", line, err, r.stderr.String())
	}
	control := ""
	for control == "" && err == nil {
		line, err = r.lines.ReadString('\n')
		if _, address, ok := strings.Cut(line, "control API"); ok {
			control, _, _ = strings.Cut(strings.TrimSpace(address), "/_sim")
		}
	}
	ts.Check(err)
	if strings.HasSuffix(strings.TrimSpace(control), ":8900") {
		ts.Fatalf("it serves at the default port, which another program may have taken: add --listen 127.0.0.1:0")
	}
	ts.Setenv("LLSIM_SERVER", control)
	servers.Store(ts, r)
	ts.Defer(func() {
		if servers.CompareAndDelete(ts, r) {
			_ = r.cmd.Process.Kill()
			_ = r.cmd.Wait()
		}
	})
}

func stopCommand(ts *testscript.TestScript, neg bool, args []string) {
	server, ok := servers.LoadAndDelete(ts)
	if !ok || len(args) != 1 {
		ts.Fatalf("usage: stop INT|TERM, after serve")
	}
	r := server.(*running)
	code := r.end(ts, map[string]os.Signal{"INT": os.Interrupt, "TERM": syscall.SIGTERM}[args[0]])
	if (code == 0) == neg {
		ts.Fatalf("it ended with %d\n%s", code, r.stderr.String())
	}
	ts.Check(os.WriteFile(ts.MkAbs("serve.stdout"), r.before.Bytes(), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs("serve.stderr"), r.stderr.Bytes(), 0o600))
}

// listeners holds the llsim listen of each script.
var listeners sync.Map

func listenCommand(ts *testscript.TestScript, neg bool, args []string) {
	r := launch(ts, append([]string{"listen", "--listen", "127.0.0.1:0"}, args...)...)
	line, err := r.lines.ReadString('\n')
	_, address, found := strings.Cut(line, "listening on ")
	if err != nil || !found {
		_ = r.cmd.Wait()
		ts.Fatalf("it does not listen: %q %v\n%s", line, err, r.stderr.String())
	}
	address, _, _ = strings.Cut(address, ": ")
	ts.Setenv("LISTEN_URL", address)
	listeners.Store(ts, r)
	ts.Defer(func() {
		if listeners.CompareAndDelete(ts, r) {
			_ = r.cmd.Process.Kill()
			_ = r.cmd.Wait()
		}
	})
}

func hangupCommand(ts *testscript.TestScript, neg bool, args []string) {
	listener, ok := listeners.LoadAndDelete(ts)
	if !ok {
		ts.Fatalf("usage: hangup, after listen")
	}
	r := listener.(*running)
	if code := r.end(ts, os.Interrupt); code != 0 {
		ts.Fatalf("it ended with %d\n%s", code, r.stderr.String())
	}
	ts.Check(os.WriteFile(ts.MkAbs("listen.stdout"), r.before.Bytes(), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs("listen.stderr"), r.stderr.Bytes(), 0o600))
}

func merchantCommandOfScript(ts *testscript.TestScript, neg bool, args []string) {
	status := map[string]int{"200": 200, "500": 500}[args[0]]
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, `{"ret_code":"0000","ret_msg":"ok"}`)
	}))
	ts.Defer(server.Close)
	ts.Setenv("NOTIFY_URL", server.URL)
}

func takenCommand(ts *testscript.TestScript, neg bool, args []string) {
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { _ = socket.Close() })
	ts.Setenv("TAKEN", socket.Addr().String())
	for _, name := range args {
		text := strings.ReplaceAll(ts.ReadFile(name), "$TAKEN", socket.Addr().String())
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
	}
}

func followCommand(ts *testscript.TestScript, neg bool, args []string) {
	want := regexp.MustCompile(args[0])
	r := launch(ts, append([]string{"journal", "--follow"}, args[1:]...)...)
	for {
		line, err := r.lines.ReadString('\n')
		if err != nil {
			_ = r.cmd.Wait()
			ts.Fatalf("no line matched %s: %v\n%s", want, err, r.stderr.String())
		}
		if want.MatchString(line) {
			break
		}
	}
	if code := r.end(ts, os.Interrupt); code != 0 {
		ts.Fatalf("it ended with %d\n%s", code, r.stderr.String())
	}
}

func captureCommand(ts *testscript.TestScript, neg bool, args []string) {
	found := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if found == nil {
		ts.Fatalf("nothing in standard output matches %s", args[1])
	}
	ts.Setenv(args[0], found[1])
}

func exitsCommand(ts *testscript.TestScript, neg bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	if ended, ok := errors.AsType[*exec.ExitError](err); ok {
		code = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("it ended with %d, not %s", code, args[0])
	}
}

// TestScriptsNeedNothingElse keeps go test ./... runnable where there is nothing but Go.
func TestScriptsNeedNothingElse(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatal(scripts, err)
	}
	program := regexp.MustCompile(`(?m)^!? ?exec (\S+)|^exits \d+ (\S+)`)
	for _, name := range scripts {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range program.FindAllStringSubmatch(string(text), -1) {
			if m[1]+m[2] != "llsim" {
				t.Errorf("%s runs %s, which a machine may not have", name, m[1]+m[2])
			}
		}
	}
}

func bareCommand(ts *testscript.TestScript, neg bool, args []string) {
	_, host, _ := strings.Cut(args[1], "://")
	ts.Setenv(args[0], strings.TrimRight(host, "/"))
}

func portCommand(ts *testscript.TestScript, neg bool, args []string) {
	ts.Setenv(args[0], args[1][strings.LastIndex(args[1], ":")+1:])
}
