package startup_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/cmd/llsim/internal/startup"
	"github.com/lianlian-sim/llsim/fixtures/build"
	"github.com/lianlian-sim/llsim/fixtures/race"
)

// during is the PATH that this program had while it was initialised.
var during = os.Getenv("PATH")

func TestMain(m *testing.M) {
	startup.Restore()
	os.Exit(m.Run())
}

func TestPathIsTakenAwayAndRestored(t *testing.T) {
	if after := os.Getenv("PATH"); during != "" || after == "" {
		t.Errorf("PATH was %q while the program was initialised and is %q now", during, after)
	}
}

// TestMemoryIsRecordedFromProfileMemoryOn shares runtime.MemProfileRate with no other test.
func TestMemoryIsRecordedFromProfileMemoryOn(t *testing.T) {
	if runtime.MemProfileRate != 0 {
		t.Errorf("allocations are recorded from the start, one in %d bytes", runtime.MemProfileRate)
	}
	startup.ProfileMemory()
	if runtime.MemProfileRate == 0 {
		t.Error("no allocation is recorded")
	}
}

// TestTheProgramStartsNoOther runs the built program where each program named go leaves a trace.
func TestTheProgramStartsNoOther(t *testing.T) {
	race.Skip(t)
	if runtime.GOOS == "windows" {
		t.Skip("the program go of this test is a shell script")
	}
	dir := t.TempDir()
	program, err := build.Program(dir, "cmd/llsim")
	if err != nil {
		t.Fatal(err)
	}
	trace := filepath.Join(dir, "trace")
	if err := os.WriteFile(filepath.Join(dir, "go"), []byte("#!/bin/sh\necho called >> "+trace+"\n"), 0o700); err != nil { //nolint:gosec // a program must be executable
		t.Fatal(err)
	}
	run := exec.Command(program, "--version")
	run.Env = append(os.Environ(), "PATH="+dir)
	if out, err := run.CombinedOutput(); err != nil || !strings.Contains(string(out), "llsim") {
		t.Fatalf("%v\n%s", err, out)
	}
	if _, err := os.Stat(trace); err == nil {
		t.Error("the program has run go while it started")
	}
}
