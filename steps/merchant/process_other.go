//go:build !unix

package merchant

import "os/exec"

// There are no process groups here; the process itself is ended.
func ownGroup(*exec.Cmd) {}

func terminate(c *exec.Cmd) { _ = c.Process.Kill() }
func kill(c *exec.Cmd)      { _ = c.Process.Kill() }
