// Package process runs a simulator as a process of its own, for tests that kill it and start it again.
package process

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// ready begins the line with which a simulator says where it serves.
const ready = "llsim ready on "

// Server is a simulator that a test starts, ends with a signal, and starts again.
type Server struct {
	URL    string
	Stderr *bytes.Buffer // of the process that was started last; whole once that has ended
	cmd    *exec.Cmd
}

// Start runs a command, whose first line must be "llsim ready on URL", and returns once it serves.
func (s *Server) Start(cmd *exec.Cmd) error {
	s.cmd, s.Stderr = cmd, &bytes.Buffer{}
	cmd.Stderr = s.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	url, said := strings.CutPrefix(strings.TrimSpace(line), ready)
	if err != nil || !said {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return fmt.Errorf("the server did not start: it said %q, %w\n%s", line, err, s.Stderr)
	}
	s.URL = url
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	return nil
}

// Announce says, on what must be standard output, that a simulator serves at a URL, as Start expects it.
func Announce(to io.Writer, url string) { _, _ = fmt.Fprintln(to, ready+url) }

// End sends a signal and waits until the process is gone. The error is an *exec.ExitError where it did not end with 0.
func (s *Server) End(signal os.Signal) error {
	_ = s.cmd.Process.Signal(signal) // it may have ended
	return s.cmd.Wait()
}

// Pid is the number of the process.
func (s *Server) Pid() int { return s.cmd.Process.Pid }
