package startup_test

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures/build"
	"github.com/lianlian-sim/llsim/fixtures/race"
)

// TestTheServerAtRestIsSmall holds what a server that has answered once keeps in memory: no more than 20 MB.
func TestTheServerAtRestIsSmall(t *testing.T) {
	race.Skip(t)
	program, err := build.Program(t.TempDir(), "cmd/llsim")
	if err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), program, "serve", "--listen", "127.0.0.1:0")
	run.Env = append(os.Environ(), "GOGC=100", "GOMEMLIMIT=off", "GODEBUG=")
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = run.Process.Kill()
		_ = run.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	url, ready := strings.CutPrefix(strings.TrimSpace(line), "llsim ready on ")
	if err != nil || !ready {
		t.Fatalf("first line %q, %v", line, err)
	}
	answer, err := http.Get(url + "/_sim/v1/health")
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", run.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	_, size, _ := strings.Cut(string(status), "VmRSS:")
	var kB int
	if _, err := fmt.Sscan(size, &kB); err != nil || kB == 0 || kB > 20<<10 {
		t.Errorf("the server holds %d kB, %v:\n%s", kB, err, status)
	}
}
