//go:build unix

package main

import (
	"bufio"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A run with --keep shows where the sandbox of a scenario that failed is, and its platform stays until the run is interrupted.
func TestAKeptSandboxStaysUntilInterrupted(t *testing.T) {
	feature := filepath.Join(t.TempDir(), "own.feature")
	text := "Feature: Own\n  Scenario: Wrong\n    Given an order \"A1\" of 1.00 yuan\n    Then order \"A1\" is SUCCESS\n"
	if err := os.WriteFile(feature, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.Command("llsim", "run", feature, "--keep")
	run.Env = append(os.Environ(), "GORACE="+raceOptions, "LLSIM_SERVER=")
	var stdout strings.Builder
	run.Stdout = &stdout
	stderr, err := run.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = run.Process.Kill() // it may be gone
		_ = run.Wait()
	})
	lines, told := bufio.NewReader(stderr), ""
	console := regexp.MustCompile(`(?m)^ *console +(http\S+)/console/(\S+)$`)
	for !console.MatchString(told) {
		line, err := lines.ReadString('\n')
		if told += line; err != nil {
			t.Fatalf("it ended with %v and told\n%s", err, told)
		}
	}
	at := console.FindStringSubmatch(told)
	res, err := http.Get(at[1] + "/_sim/v1/sandboxes/" + at[2])
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK || !strings.Contains(told, "are left as they are, until Ctrl-C:\nWrong (") {
		t.Errorf("its sandbox is answered %d, and it told\n%s", res.StatusCode, told)
	}
	if err := run.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = run.Wait() // the exit code says it
	if code := run.ProcessState.ExitCode(); code != exitFailed || !strings.Contains(stdout.String(), "1 of 1 scenario failed.") {
		t.Errorf("it ended with %d:\n%s", code, &stdout)
	}
}
