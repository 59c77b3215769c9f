package harness

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/realtime"
)

// Driver acts on one copy of the merchant as its shoppers, its operator and a shopper's browser do. Its actions return an error where there
// was no answer, or one that the file's expressions cannot be applied to; the Outcome then has the exchange all the same. An action that
// the file does not have is an error too: callers ask Has first. Its methods may be called while another goroutine restarts the merchant.
type Driver struct {
	file     *File
	platform Platform
	values   Values
	process  atomic.Pointer[process] // nil: the merchant runs already
	env      []string                // of the newest start, beside the file's
	offset   string                  // file with the offset of a faked clock
	browser  *http.Client
	caller   *http.Client // does not follow redirects
	answered sync.Map     // by action: "", or why it is not asked again
}

// Start starts a copy of the merchant in its own process group, with files of its own under workDir, and returns when it is ready. To a
// merchant that runs already it only attaches. The error is an *EnvironmentError, or a *FileError where the file uses something that this
// platform does not have or has a wrong start.ready.
func Start(ctx context.Context, f *File, p Platform, worker int, workDir string) (*Driver, error) {
	d := &Driver{file: f, platform: p, browser: newClient(f), caller: newClient(f)}
	d.caller.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	workDir, err := filepath.Abs(workDir)
	if err != nil {
		return nil, Environmentf("there is no place for the merchant's files: %v", err)
	}
	if d.values, err = d.fill(worker, workDir); err != nil {
		return nil, err
	}
	if f.start == nil {
		return d, nil
	}
	d.offset = filepath.Join(workDir, "clock-offset")
	err = d.Restart(ctx)
	if environment, ok := errors.AsType[*EnvironmentError](err); ok && environment.problem != nil {
		return d, &FileError{f.Path, []Problem{*environment.problem}}
	}
	return d, err
}

// File is the merchant file.
func (d *Driver) File() *File { return d.file }

// Has is File.Has.
func (d *Driver) Has(need string) bool { return d.file.Has(need) }

// Where says where a copy of the merchant runs; nothing of one that runs already.
type Where struct {
	URL     string // of ${port}
	WorkDir string // ${work_dir}
	PID     int
}

// Where says where this copy of the merchant runs.
func (d *Driver) Where() Where {
	p := d.process.Load()
	if p == nil {
		return Where{}
	}
	return Where{"http://127.0.0.1:" + d.values["port"], d.values["work_dir"], p.pid()}
}

// ReturnURL is where the file says that synchronous notifications go; empty if it does not.
func (d *Driver) ReturnURL() string {
	if a := d.file.actions["return"]; a != nil {
		return a.request.url.fillURL(d.values)
	}
	return ""
}

// Restart ends the process, if there is one, and starts it again with more environment variables (NAME=value), such as
// TZ=America/Los_Angeles, at the same port and with the clock as it was. The error is an *EnvironmentError.
func (d *Driver) Restart(ctx context.Context, env ...string) error {
	d.env = env
	return d.startAgain(ctx, (*process).stop)
}

// Kill ends the process group at once with SIGKILL, as a crash of its machine does, and starts the process again as it was: same port, files,
// environment and clock. Ask Has("keep") whether its data lasts. The error is an *EnvironmentError.
func (d *Driver) Kill(ctx context.Context) error { return d.startAgain(ctx, (*process).kill) }

// startAgain ends the process, if there is one, and starts it with the environment d.env.
func (d *Driver) startAgain(ctx context.Context, end func(*process) bool) error {
	if d.file.start == nil {
		return Environmentf("a merchant that llsim did not start cannot be started again")
	}
	if err := d.end(end); err != nil {
		return err
	}
	d.AskAgain()
	command, err := d.command(d.env)
	if err != nil {
		return err
	}
	p, err := startProcess(command)
	if err != nil {
		return Environmentf("the merchant does not start: %v (start.command in %s)", err, d.file.Path)
	}
	d.process.Store(p)
	if err := d.awaitReady(ctx); err != nil {
		_ = d.Stop()
		return err
	}
	return nil
}

// Revive returns when the merchant is ready: at once if it is, and after a restart if it has ended or does not answer any more. A merchant
// that ran already is not looked at. The error is an *EnvironmentError.
func (d *Driver) Revive(ctx context.Context) error {
	if d.process.Load() == nil || d.awaitReady(ctx) == nil {
		return nil
	}
	if ctx.Err() != nil {
		return Environmentf("the check was interrupted")
	}
	return d.Restart(ctx)
}

// Stop ends the process with all it started. A merchant that ran already goes on.
func (d *Driver) Stop() error { return d.end((*process).stop) }

func (d *Driver) end(by func(*process) bool) error {
	if p := d.process.Load(); p != nil && !by(p) {
		return Environmentf("the merchant (process %d) could not be ended", p.pid())
	}
	return nil
}

// Exited tells whether the process has ended by itself, and how.
func (d *Driver) Exited() (how string, exited bool) { return d.process.Load().ended() }

// ExitedNow is Exited right after a connection to the merchant broke: a process ends a moment after its connections do.
func (d *Driver) ExitedNow() (how string, exited bool) {
	if p := d.process.Load(); p != nil {
		realtime.Within(exitGrace, p.exited)
	}
	return d.Exited()
}

// Output is the end of what the process printed.
func (d *Driver) Output() string {
	if p := d.process.Load(); p != nil {
		return p.output.String()
	}
	return ""
}

// MoveClock brings the merchant's clock to platform time, in the way the file says. A merchant without a way keeps its clock:
// ask Has("clock").
func (d *Driver) MoveClock(ctx context.Context, now time.Time) error {
	if s := d.file.start; s != nil && s.clock == ClockFaked {
		return d.fakeClock(now)
	}
	if s := d.file.start; s != nil && s.clock == ClockPlatform || d.file.actions["set_time"] == nil {
		return nil
	}
	o, err := d.Do(ctx, "set_time", Values{"now": now.In(wire.Zone).Format(time.RFC3339)})
	if err == nil && !o.Accepted {
		err = message.Errorf("actions.set_time: the merchant answered %d and kept its clock", o.Status)
	}
	return err
}

// Environmentf makes an EnvironmentError of a reason.
func Environmentf(text message.Text, args ...any) error {
	return &EnvironmentError{Reason: message.New(text, args...)}
}
