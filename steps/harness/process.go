package harness

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/internal/realtime"
)

const (
	readyFirst      = time.Millisecond      // between the first looks at a merchant that starts
	readyInterval   = 20 * time.Millisecond // between later ones
	terminateWithin = 5 * time.Second       // for a process to end after SIGTERM
	killWithin      = 5 * time.Second       // for what SIGKILL leaves behind
)

// process is a running command in a process group of its own.
type process struct {
	command  *exec.Cmd
	group    *group
	output   *tail
	patience time.Duration // for it to end after SIGTERM
	exited   chan struct{} // closed when it has ended
}

// startProcess starts a command, whose output is kept.
func startProcess(c *exec.Cmd) (*process, error) {
	group, err := newGroup()
	if err != nil {
		return nil, err
	}
	p := &process{command: c, group: group, output: &tail{}, patience: terminateWithin, exited: make(chan struct{})}
	c.Stdout, c.Stderr = p.output, p.output
	c.WaitDelay = time.Second // for what inherited the output and lives on
	if err := group.start(c); err != nil {
		group.end()
		return nil, startReason(c, err)
	}
	go func() {
		defer close(p.exited)
		_ = c.Wait() // ProcessState says how it ended
	}()
	return p, nil
}

func startReason(c *exec.Cmd, err error) error {
	switch {
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, os.ErrNotExist):
		return message.Errorf("there is no program %q", c.Args[0])
	case errors.Is(err, os.ErrPermission):
		return message.Errorf("%q may not be executed", c.Args[0])
	}
	return err
}

func (p *process) pid() int { return p.command.Process.Pid }

// ended tells whether the process has ended, and how. A merchant that ran already, without a process, has not.
func (p *process) ended() (how string, ended bool) {
	if p == nil {
		return "", false
	}
	select {
	case <-p.exited:
	default:
		return "", false
	}
	if p.command.ProcessState == nil {
		return "without a state", true
	}
	return p.command.ProcessState.String(), true
}

// stop ends the whole group: with SIGTERM, and what has not ended in time or was left behind with SIGKILL. It tells whether the
// process is gone.
func (p *process) stop() bool {
	p.group.terminate()
	realtime.Within(p.patience, p.exited)
	return p.kill()
}

// kill ends the whole group at once with SIGKILL and tells whether the process is gone.
func (p *process) kill() bool {
	p.group.end()
	return realtime.Within(killWithin, p.exited)
}

// command makes the process to start: the environment of this program, then the file's, then env.
func (d *Driver) command(env []string) (*exec.Cmd, error) {
	s := d.file.start
	args := make([]string, len(s.command))
	for i, t := range s.command {
		args[i] = t.fill(d.values)
	}
	if strings.ContainsRune(args[0], filepath.Separator) && !filepath.IsAbs(args[0]) {
		args[0] = filepath.Join(s.dir, args[0])
	}
	c := exec.Command(args[0], args[1:]...)
	c.Dir = s.dir
	c.Env = os.Environ()
	for _, p := range s.env {
		c.Env = append(c.Env, p.name+"="+p.value.fill(d.values))
	}
	c.Env = append(c.Env, env...)
	if s.clock == ClockFaked {
		return c, d.preloadClock(c)
	}
	return c, nil
}

// awaitReady returns when the merchant answers, or an error that says why it will not.
func (d *Driver) awaitReady(ctx context.Context) error {
	s, p := d.file.start, d.process.Load()
	within, cancel := context.WithTimeout(ctx, s.within)
	defer cancel()
	look, where := d.dial, "127.0.0.1:"+d.values["port"]
	if s.ready != nil {
		where = s.ready.fillURL(d.values)
		look = d.answersAt
	}
	last := message.Errorf("no answer yet")
	realtime.PollEasing(within, readyFirst, readyInterval, func() bool {
		if _, ended := p.ended(); ended {
			return true
		}
		if err := look(within, where); within.Err() == nil {
			last = err // of a look that was not cut short by the deadline
		}
		return last == nil && within.Err() == nil
	})
	name := strings.Join(p.command.Args, " ")
	if how, ended := p.ended(); ended {
		return &EnvironmentError{Reason: message.New("the merchant (%s) ended before it was ready: %s", name, how), Output: d.Output()}
	}
	if ctx.Err() != nil {
		return Environmentf("the merchant (%s) was not yet ready when the check was interrupted", name)
	}
	if within.Err() != nil {
		return &EnvironmentError{
			Reason:  message.New("the merchant (%s) was not ready at %s within %v: %v", name, where, s.within, last),
			Output:  d.Output(),
			problem: d.reviewReadyURL(ctx, where, last),
		}
	}
	return nil
}

// statusError is the status of an answer that says nothing good.
type statusError int

func (e statusError) Error() string { return e.In(message.English) }

// In names the status in a language.
func (e statusError) In(lang message.Lang) string {
	return message.New("it answers %d %s", int(e), http.StatusText(int(e))).In(lang)
}

// answersAt returns nil when an address answers with a status below 400.
func (d *Driver) answersAt(ctx context.Context, address string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	res, err := d.caller.Do(req)
	if err != nil {
		return errors.Unwrap(err)
	}
	defer res.Body.Close()
	if res.StatusCode >= 400 {
		return statusError(res.StatusCode)
	}
	return nil
}

// dial returns nil when the port takes connections. Of a merchant that does not use ${port} there is nothing to look at.
func (d *Driver) dial(ctx context.Context, address string) error {
	if !d.file.uses("port") {
		return nil
	}
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return conn.Close()
}

func (f *File) uses(variable string) bool {
	for _, t := range f.templates {
		if t.uses(variable) {
			return true
		}
	}
	return false
}
