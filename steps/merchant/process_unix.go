//go:build unix

package merchant

import (
	"os/exec"
	"syscall"
)

// ownGroup puts the command and all it starts into a process group of its own, so that they can be ended together and an
// interrupt at the terminal does not reach them before this program.
func ownGroup(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// A group that has ended already is no error.
func terminate(c *exec.Cmd) { _ = syscall.Kill(-c.Process.Pid, syscall.SIGTERM) }
func kill(c *exec.Cmd)      { _ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
