package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// checkRun is a check as it was asked for.
type checkRun struct {
	cmd       *cobra.Command
	flags     checkFlags
	file      *harness.File
	selection *check.Selection
	workers   int
	reports   reports
	before    *failedBefore
}

func (c checkRun) run() error {
	progress := newProgress(c.cmd.ErrOrStderr(), c.selection.Total())
	progress.lines = c.reports.pretty
	o := check.Options{
		File: c.file, Selection: c.selection, Workers: c.workers, Platform: embedded(c.file),
		OnStart: progress.begun, OnResult: progress.ended,
	}
	progress.begin()
	var kept error
	if c.flags.keep {
		o.Keep = func(found check.Summary, seat *contract.Seat) {
			progress.end()
			if kept = c.report(found, c.after(found, "The check stopped at the first failure")); kept != nil {
				return
			}
			kept = errSaid
			describeKept(c.cmd.Context(), c.cmd.ErrOrStderr(), seat)
			<-c.cmd.Context().Done()
		}
	}
	found, err := check.Run(c.cmd.Context(), o)
	progress.end()
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
		return errSaid
	}
	return nil
}

// stopped reports what was found before a check ended early, and gives the error its exit code.
func (c checkRun) stopped(found check.Summary, err error) error {
	failure := checkFailure(err)
	reason := ""
	switch broken, environment := errors.AsType[*harness.EnvironmentError](err); {
	case errors.Is(err, check.ErrInterrupted):
		reason = c.after(found, "The check was interrupted")
	case environment && len(found.Results) > 0:
		first, _, _ := strings.Cut(broken.Reason, "\n")
		reason = c.after(found, "The check could not go on") + " " + upperFirst(first) + "."
	default:
		return failure
	}
	if err := c.report(found, reason); err != nil {
		return err
	}
	return failure
}

func (c checkRun) after(found check.Summary, what string) string {
	return fmt.Sprintf("%s after %d of %s.", what, len(found.Results), human.Count(c.selection.Total(), "scenario"))
}

// report writes the reports and remembers what failed.
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
