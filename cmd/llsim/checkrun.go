package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// checkRun is one check with its flags and what they selected.
type checkRun struct {
	cmd       *cobra.Command
	flags     checkFlags
	file      *harness.File
	selection *check.Selection
	workers   int
	reports   reports
	before    *failedBefore
}

// run runs the check and reports. The error is errReported where obligations are broken or not judged.
func (c checkRun) run() error {
	progress := newProgress(c.cmd.ErrOrStderr(), c.selection.Total())
	progress.lines = c.reports.pretty
	o := check.Options{File: c.file, Selection: c.selection, Workers: c.workers, OnStart: progress.started, OnResult: progress.ended}
	o.Platform = func(ctx context.Context, listen string) (check.Platform, error) {
		return startEmbedded(ctx, listen, c.file.SFTPListen)
	}
	progress.showNow("the merchant is started and tried")
	var kept error
	if c.flags.keep {
		o.Keep = func(found check.Summary, seat *contract.Seat) {
			progress.finish()
			if kept = c.report(found, c.after(found, "The check stopped at the first failure")); kept != nil {
				return
			}
			kept = errReported
			describeKept(c.cmd.Context(), c.cmd.ErrOrStderr(), seat)
			<-c.cmd.Context().Done()
		}
	}
	found, err := check.Run(c.cmd.Context(), o)
	progress.finish()
	switch {
	case kept != nil:
		return errors.Join(kept, err)
	case err != nil:
		return c.stopped(found, err)
	}
	if err := c.report(found, ""); err != nil {
		return err
	}
	if !found.OK(c.flags.strict) {
		return errReported
	}
	return nil
}

// stopped reports the results of a check that ended early, and returns its error with the exit code.
func (c checkRun) stopped(found check.Summary, err error) error {
	failure, reason := featureMistake(err), ""
	_, mistake := errors.AsType[*check.FeatureError](err)
	broken, environment := errors.AsType[*harness.EnvironmentError](err)
	if environment {
		failure = noStartf("%s", indented(broken.Error())) // with what the merchant printed
	}
	switch {
	case errors.Is(err, check.ErrInterrupted):
		reason = c.after(found, "The check was interrupted")
	case environment && len(found.Results) > 0:
		first, _, _ := strings.Cut(broken.Reason, "\n")
		reason = c.after(found, "The check could not go on") + " " + upperFirst(first) + "."
	case !mistake || len(found.Results) == 0:
		return failure
	}
	if err := c.report(found, reason); err != nil {
		return err
	}
	return failure
}

// after says how far a check came that stopped.
func (c checkRun) after(found check.Summary, what string) string {
	return fmt.Sprintf("%s after %d of %s.", what, len(found.Results), human.Count(c.selection.Total(), "scenario"))
}

// report writes the reports and keeps which scenarios failed.
func (c checkRun) report(found check.Summary, stopped string) error {
	everything := stopped == "" && c.selection.Whole() && c.flags.tags == "" && !c.flags.onlyFailed
	return errors.Join(c.reports.write(c.cmd, c.file.Path, found, c.flags.strict, stopped), c.before.remember(found.Results, everything))
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// describeKept says where the platform and the merchant of a scenario still run.
func describeKept(ctx context.Context, w io.Writer, seat *contract.Seat) {
	where := seat.Driver.Where()
	merchant := "runs at its own address"
	if where.PID > 0 {
		merchant = fmt.Sprintf("%s (process %d, files in %s)", where.URL, where.PID, where.WorkDir)
	}
	var b strings.Builder
	b.WriteString("\nPlatform and merchant are left as that scenario left them, until Ctrl-C:\n")
	rows := []string{"merchant", merchant, "platform", seat.Platform.BaseURL}
	if sandbox, err := seat.Control.Sandbox(ctx); err == nil {
		server, _, _ := strings.Cut(sandbox.ControlURL, "/_sim/")
		to := " --server " + server + " --sandbox " + sandbox.ID
		rows = append(rows, "console", server+"/console/"+sandbox.ID, "orders", "llsim orders"+to, "journal", "llsim journal"+to)
	}
	pairs(&b, gap, rows...)
	_, _ = io.WriteString(w, b.String()) // without the text Ctrl-C works all the same
}
