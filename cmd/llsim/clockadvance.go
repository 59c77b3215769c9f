package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// advancing moves the clock and prints what happened. On a terminal it shows how far the clock is. When the program is interrupted, the
// advance stops where it is, and what has happened so far is printed; a second interrupt ends the program at once.
func advancing(cmd *cobra.Command, control *client.Control, args []string) error {
	doneWaiting(cmd) // it says more itself
	ctx := cmd.Context()
	type result struct {
		done api.Advanced
		err  error
	}
	ended := make(chan result, 1)
	unstopped := context.WithoutCancel(ctx)
	go func() {
		done, err := advance(unstopped, control, args)
		ended <- result{done, err}
	}()
	line := newLiveLine(cmd.ErrOrStderr())
	line.on = line.on && !asJSON(cmd)
	interrupted := ctx.Done()
	for {
		look := make(chan struct{})
		stop := soon(ctx, func() { close(look) })
		select {
		case r := <-ended:
			stop()
			line.clear()
			return printAdvanced(cmd, r.done, r.err)
		case <-interrupted:
			interrupted = nil // once
			line.show(say(ctx, "the advance is being stopped; Ctrl-C again ends llsim at once"))
			_, _ = control.StopAdvance(unstopped) // where it fails the advance has just ended, or says itself what is wrong
		case <-look:
			if reached, err := control.Progress(unstopped); line.on && interrupted != nil && err == nil {
				line.show(describeProgress(reached).In(languageOf(ctx)))
			}
		}
		stop()
	}
}

// describeProgress says how far an advance is.
func describeProgress(p api.Progress) message.Message {
	return message.New("at %s of %s, %s {job|jobs} ran, %s left", showTime(p.Now), showTime(p.To), human.Number(p.Ran), human.Number(p.Left))
}

// printAdvanced prints what happened while the clock moved. A stopped advance is an error: the clock is not where it was to be.
func printAdvanced(cmd *cobra.Command, done api.Advanced, err error) error {
	if err != nil {
		return err
	}
	if err := emit(cmd, done, func(b *output) { describeAdvanced(b, done) }); err != nil || !done.Stopped {
		return err
	}
	if cmd.Context().Err() != nil {
		return noStartf("the advance was interrupted: platform time stands at %s UTC+8", showTime(done.Now))
	}
	return failf("the advance was stopped from elsewhere: platform time stands at %s UTC+8", showTime(done.Now))
}
