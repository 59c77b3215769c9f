package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/report"
)

// play is one run of scenarios: of obligations, for check, or of a tester's own, for run.
type play struct {
	cmd       *cobra.Command
	flags     playFlags
	file      *harness.File // nil: no merchant
	selection *check.Selection
	workers   int
	reports   reports

	platform func(ctx context.Context, listen string) (check.Platform, error)
	server   string // of a platform that runs already; empty: it is started and stopped
	own      bool   // the scenarios are a tester's own: each failure counts
	strict   bool   // a broken SHOULD counts
	partly   bool   // what failed the last time is all that runs
	remember func(results []contract.Result, everything bool) error
}

// name is what sentences call the run.
func (p play) name() message.Message {
	if p.own {
		return message.New("run")
	}
	return message.New("check")
}

// run plays the scenarios and reports. The error is errReported where one failed or was not judged, and where none passed.
func (p play) run() error {
	progress := newProgress(p.cmd.ErrOrStderr(), p.selection.Total(), languageOf(p.cmd.Context()))
	progress.lines = p.reports.pretty
	o := check.Options{
		File: p.file, Selection: p.selection, Workers: p.workers, Platform: p.platform, Running: p.server != "", Unrated: p.own, Lang: p.flags.lang,
		OnStart: progress.started, OnResult: progress.ended,
	}
	if p.file != nil {
		progress.showNow(say(p.cmd.Context(), "the merchant is started and tried"))
	}
	var kept error
	if p.flags.keep {
		o.Keep = func(found check.Summary, left []check.Kept) {
			progress.finish()
			stopped := ""
			if p.file != nil {
				stopped = p.after(found, "The %s stopped at the first failure, after %d of %s {scenario|scenarios}.")
			}
			if kept = p.report(found, stopped); kept == nil {
				kept = errReported
				p.showKept(left)
			}
		}
	}
	found, err := check.Run(p.cmd.Context(), o)
	progress.finish()
	switch {
	case kept != nil && (err == nil || !errors.Is(kept, errReported)):
		return errors.Join(kept, err)
	case kept != nil: // a mistake in a feature file counts for more than a failure
		return featureMistake(err)
	case err != nil:
		return p.stopped(found, err)
	}
	if err := p.report(found, ""); err != nil {
		return err
	}
	if !found.OK(p.strict) {
		return errReported
	}
	return nil
}

// stopped reports the results of a run that ended early, and returns its error with the exit code.
func (p play) stopped(found check.Summary, err error) error {
	failure, reason := featureMistake(err), ""
	_, mistake := errors.AsType[*check.FeatureError](err)
	broken, environment := errors.AsType[*harness.EnvironmentError](err)
	if environment {
		failure = noStartf("%s", indented(broken.In(languageOf(p.cmd.Context())))) // with what the merchant printed
	}
	switch {
	case errors.Is(err, check.ErrInterrupted):
		failure = noStartf("the %s was interrupted", p.name())
		reason = p.after(found, "The %s was interrupted after %d of %s {scenario|scenarios}.")
	case environment && len(found.Results) > 0:
		first, _, _ := strings.Cut(broken.Reason.In(p.flags.lang), "\n")
		reason = p.after(found, "The %s could not go on after %d of %s {scenario|scenarios}.") + " " + human.UpperFirst(first) + "."
	case !mistake || len(found.Results) == 0:
		return failure
	}
	if err := p.report(found, reason); err != nil {
		return err
	}
	return failure
}

// after says how far a run came that ended early.
func (p play) after(found check.Summary, text message.Text) string {
	return message.New(text, p.name(), len(found.Results), human.Number(p.selection.Total())).In(p.flags.lang)
}

// report writes the reports and keeps which scenarios failed.
func (p play) report(found check.Summary, stopped string) error {
	whole := report.Report{
		Stopped: stopped, Results: found.Results, Started: found.Started, Ended: found.Ended, Version: programVersion(),
		ByScenario: p.own, Server: p.server, Lang: p.flags.lang,
	}
	if p.file != nil {
		whole.Merchant = p.file.Path
	}
	err := p.reports.write(p.cmd, whole, found, p.strict)
	if p.remember != nil {
		everything := stopped == "" && p.selection.Whole() && p.flags.tags == "" && !p.partly
		err = errors.Join(err, p.remember(found.Results, everything))
	}
	return err
}
