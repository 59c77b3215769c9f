//go:build unix

package harness

import (
	"os"
	"os/exec"
	"syscall"
)

// group is the process group of a command and all that it starts, so that they can be ended together and an interrupt at the terminal
// does not reach them before this program. Its leader is a shell that kills the group when this program is gone, however it ended: it
// waits for the end of a pipe that only this program holds open.
type group struct {
	leader *exec.Cmd // nil where there is no shell: the command leads
	alive  *os.File  // the pipe's end in this program
	pid    int       // of the group
}

const watch = `trap '' HUP INT TERM; read -r _; kill -KILL 0`

// newGroup starts the leader. A machine without a shell has none; what a killed check started then lives on.
func newGroup() (*group, error) {
	end, alive, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer end.Close()
	leader := exec.Command("/bin/sh", "-c", watch)
	leader.Stdin = end
	leader.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := leader.Start(); err != nil {
		return &group{}, alive.Close()
	}
	return &group{leader, alive, leader.Process.Pid}, nil
}

// start starts a command in the group.
func (g *group) start(c *exec.Cmd) error {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pgid: g.pid}
	if err := c.Start(); err != nil {
		return err
	}
	if g.leader == nil {
		g.pid = c.Process.Pid
	}
	return nil
}

// terminate asks the group to end. A group that has ended already is no error, here and in end.
func (g *group) terminate() {
	if g.pid > 0 {
		_ = syscall.Kill(-g.pid, syscall.SIGTERM)
	}
}

// end kills what is left of the group, its leader with it. The leader's number is given to no other process before it was waited for.
func (g *group) end() {
	if g.pid == 0 {
		return
	}
	_ = syscall.Kill(-g.pid, syscall.SIGKILL)
	g.pid = 0
	if g.leader != nil {
		_ = g.leader.Wait() // it was killed
		_ = g.alive.Close()
	}
}
