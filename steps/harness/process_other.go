//go:build !unix

package harness

import "os/exec"

// group is a command alone: what it starts cannot be ended together with it on this system.
type group struct{ command *exec.Cmd }

func newGroup() (*group, error) { return &group{}, nil }

func (g *group) start(c *exec.Cmd) error {
	g.command = c
	return c.Start()
}

// terminate ends the command, which cannot be asked to end.
func (g *group) terminate() { g.end() }

func (g *group) end() {
	if g.command != nil && g.command.Process != nil {
		_ = g.command.Process.Kill()
	}
}
