package checked

import (
	"bufio"
	"os/exec"
	"syscall"
	"testing"
)

// terminated is the exit code of a program that a signal to terminate has ended, where it says so itself, as Java does.
const terminated = 128 + int(syscall.SIGTERM)

// Start starts a program that runs until the test ends, and returns what it prints. It is stopped as a user stops it; then it must
// end well, or by the signal. The command has no context: the test's would kill the program before.
func Start(t *testing.T, cmd *exec.Cmd) *bufio.Reader {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Errorf("%s had ended: %v", cmd, err)
		}
		if err := cmd.Wait(); err != nil && cmd.ProcessState.Exited() && cmd.ProcessState.ExitCode() != terminated {
			t.Errorf("%s stopped: %v", cmd, err)
		}
	})
	return bufio.NewReader(out)
}
