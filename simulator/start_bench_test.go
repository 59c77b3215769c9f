package simulator_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// BenchmarkColdStart starts the built program and waits for its first answer, and tells how much memory it holds then.
func BenchmarkColdStart(b *testing.B) {
	program := filepath.Join(b.TempDir(), "llsim")
	if out, err := exec.Command("go", "build", "-o", program, "../cmd/llsim").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	var resident int
	for b.Loop() {
		ctx, stop := context.WithCancel(context.Background())
		run := exec.CommandContext(ctx, program, "serve", "--listen", "127.0.0.1:0")
		out, err := run.StdoutPipe()
		if err != nil {
			b.Fatal(err)
		}
		if err := run.Start(); err != nil {
			b.Fatal(err)
		}
		line, err := bufio.NewReader(out).ReadString('\n')
		url, ready := strings.CutPrefix(strings.TrimSpace(line), "llsim ready on ")
		if err != nil || !ready {
			b.Fatalf("first line %q, %v", line, err)
		}
		answer, err := http.Get(url + "/_sim/v1/health")
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		_ = answer.Body.Close()
		resident = residentKB(b, run.Process.Pid)
		stop()
		_ = run.Wait()
		b.StartTimer()
	}
	b.ReportMetric(float64(resident)/1024, "MB-resident")
}

// residentKB is the VmRSS of a process.
func residentKB(b *testing.B, pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Skipf("the resident size is read from /proc: %v", err)
	}
	for line := range strings.Lines(string(status)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "VmRSS:" {
			n, _ := strconv.Atoi(f[1])
			return n
		}
	}
	b.Fatal("no VmRSS")
	return 0
}
