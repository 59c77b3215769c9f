//go:build !unix

package harness

import "os/exec"

// group is the command alone: there are no process groups here.
type group struct{ command *exec.Cmd }

func newGroup() (*group, error) { return &group{}, nil }

func (g *group) start(c *exec.Cmd) error {
	g.command = c
	return c.Start()
}

func (g *group) terminate() { g.end() }

func (g *group) end() {
	if g.command != nil && g.command.Process != nil {
		_ = g.command.Process.Kill()
	}
}
