//go:build !unix

package harness

import "os/exec"

// group is the process group of a command and all that it starts, so that they can be ended together and an interrupt at the terminal does
// not reach them before this program. Its leader is a shell that kills the group when this program ends, however it ends: the shell waits
// for the end of a pipe that only this program holds open.
type group struct{ command *exec.Cmd }

func newGroup() (*group, error) { return &group{}, nil }

func (g *group) start(c *exec.Cmd) error {
	g.command = c
	return c.Start()
}

// terminate sends SIGTERM to the group. A group that has ended is no error, here and in end.
func (g *group) terminate() { g.end() }

func (g *group) end() {
	if g.command != nil && g.command.Process != nil {
		_ = g.command.Process.Kill()
	}
}
