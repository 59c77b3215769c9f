package main

import (
	"errors"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/explore"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/report/explored"
)

// exploration is one run of explore.
type exploration struct {
	cmd     *cobra.Command
	flags   exploreFlags
	options explore.Options
	reports reports
}

func (f exploreFlags) explore(cmd *cobra.Command) (err error) {
	x := exploration{cmd: cmd, flags: f}
	if x.reports, err = parseFormats(f.format, exploreFormats); err != nil {
		return err
	}
	if x.options, err = f.options(); err != nil {
		return err
	}
	if err := f.load(cmd.Context(), &x.options); err != nil {
		return err
	}
	if f.replay != "" {
		return x.replay()
	}
	return x.run()
}

// garbagePercent is the GOGC of an exploration, which makes much garbage and keeps little.
const garbagePercent = 400

// run explores, plays what it found again, and reports.
func (x exploration) run() error {
	ctx := x.cmd.Context()
	if _, chosen := os.LookupEnv("GOGC"); !chosen {
		debug.SetGCPercent(garbagePercent)
	}
	progress := newExploreProgress(x.cmd.ErrOrStderr(), languageOf(ctx))
	x.options.OnBatch = progress.told
	progress.say("the merchant is started and tried")
	summary, err := explore.Run(ctx, x.options)
	whole := explored.Report{Summary: summary, Options: x.options, Merchant: x.flags.file, Version: programVersion(), Lang: x.flags.lang}
	if err == nil && summary.Finding != nil {
		progress.say("a promise broke; it is played three times more")
		whole.Confirmed, err = explore.Confirm(ctx, x.options, summary.Finding)
	}
	progress.finish()
	if err != nil {
		return x.stopped(whole, err)
	}
	return x.end(whole)
}

// end reports.
func (x exploration) end(whole explored.Report) error {
	if err := x.saveAndWrite(whole); err != nil {
		return err
	}
	if !whole.OK() {
		return errReported
	}
	return nil
}

// saveAndWrite saves the finding where that is asked for, and writes the reports.
func (x exploration) saveAndWrite(whole explored.Report) (err error) {
	if whole.Finding != nil && x.flags.save != "" {
		if whole.Folder, err = whole.Finding.Save(x.flags.save, whole.Confirmed); err != nil {
			err = usagef("%s: %v", "--save", err)
		}
	}
	return errors.Join(x.reports.writeExplored(x.cmd, whole), err)
}

// stopped reports what was reached by an exploration that ended early, and returns its error with the exit code.
func (x exploration) stopped(whole explored.Report, err error) error {
	played := message.New("after %s {sequence|sequences}", human.Number(whole.Sequences))
	broken, environment := errors.AsType[*harness.EnvironmentError](err)
	switch {
	case x.interrupted():
		whole.Stopped = message.New("The exploration was interrupted %s.", played).In(x.flags.lang)
	case environment:
		first, _, _ := strings.Cut(broken.Reason.In(x.flags.lang), "\n")
		whole.Stopped = message.New("The exploration could not go on %s.", played).In(x.flags.lang) + " " + human.UpperFirst(first) + "."
	}
	if (whole.Sequences > 0 || whole.Finding != nil) && whole.Stopped != "" {
		if err := x.saveAndWrite(whole); err != nil {
			return err
		}
	}
	return x.failure(err)
}

func (x exploration) interrupted() bool { return x.cmd.Context().Err() != nil }

// failure is an error with the exit code: that of what could not start where the environment is broken, or somebody interrupted.
func (x exploration) failure(err error) error {
	if x.interrupted() {
		return noStartf("the exploration was interrupted")
	}
	if broken, ok := errors.AsType[*harness.EnvironmentError](err); ok {
		return noStartf("%s", indented(broken.In(languageOf(x.cmd.Context())))) // with what the merchant printed
	}
	return featureMistake(err)
}
