package main

import (
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/explore"
	"github.com/lianlian-sim/llsim/steps/report"
)

// replay plays the finding of a folder again and reports as a check of its scenario does. The error is errReported where it was seen
// or could not be judged.
func (x exploration) replay() error {
	progress := newExploreProgress(x.cmd.ErrOrStderr(), languageOf(x.cmd.Context()))
	progress.say("the finding is played three times")
	c, err := explore.Replay(x.cmd.Context(), x.options, x.flags.replay)
	progress.finish()
	if err != nil {
		return x.failure(err)
	}
	said := message.New("Played %d times, and never seen again: the merchant keeps the promise now.", c.Of).In(x.flags.lang)
	switch {
	case c.Seen > 0:
		said = c.Said(x.flags.lang, "llsim explore -c "+report.ShellWord(x.flags.file)+" --replay "+report.ShellWord(x.flags.replay))
	case !c.Check.OK(true):
		said = message.New("The finding could not be judged again.").In(x.flags.lang)
	}
	whole := report.Report{
		Results: c.Check.Results, Started: c.Check.Started, Ended: c.Check.Ended, Merchant: x.flags.file, Version: programVersion(), Lang: x.flags.lang, Story: said,
	}
	if !asJSON(x.cmd) {
		fmt.Fprintln(x.cmd.OutOrStdout(), said)
	}
	if err := x.reports.write(x.cmd, whole, c.Check, true); err != nil {
		return err
	}
	if c.Seen > 0 || !c.Check.OK(true) {
		return errReported
	}
	return nil
}
