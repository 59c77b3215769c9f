package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
)

func newClock() *cobra.Command {
	show := &cobra.Command{
		Use:     "show",
		Short:   "Show platform time",
		Long:    "Show platform time, the platform date, the clearing date of a payment made now, and when the next thing is due.",
		Example: "  llsim clock show",
		Args:    exactly(),
	}
	show.RunE = printing(newRemote(show), func(ctx context.Context, control *client.Control, _ []string) (api.Clock, error) {
		return control.Clock(ctx)
	}, describeClock)

	set := &cobra.Command{
		Use:   "set CLOCK|TIME",
		Short: "Make the clock manual or wall, and set it forward",
		Long: `Make the clock manual (it stands still until it is advanced) or wall (it runs), or set a manual clock to a time. Platform time only
goes forward; a reset or a restore puts it back. A time without a zone is in UTC+8. What fell due on the way happens at the new time;
advance lets each happen at its own moment.`,
		Example: `  llsim clock set manual
  llsim clock set "manual@2026-01-31 23:59:00"
  llsim clock set "2026-01-31 23:59:00"`,
		Args: exactly("CLOCK|TIME"),
	}
	set.RunE = printing(newRemote(set), setClock, describeClock)

	forward := &cobra.Command{
		Use:   "advance DURATION|TIME",
		Short: "Move a manual clock and run everything due on the way",
		Long: `Move a manual clock forward by a duration or to a time and wait until everything due on the way is done: notifications and their
repetitions, expiry, bank results, refunds, clearing files. Shows the deliveries it led to, and on a terminal how far it is. A time of
day is the next one; times are in UTC+8. Ctrl-C stops the clock where it is, shows what has happened so far, and exits with 3.`,
		Example: `  llsim clock advance 2m
  llsim clock advance 3d
  llsim clock advance 09:00
  llsim clock advance "2026-02-01 09:00:00"`,
		Args: exactly("DURATION|TIME"),
	}
	forward.RunE = newRemote(forward).with(advancing)
	forward.SetFlagErrorFunc(onlyForward)

	return newListing(&cobra.Command{
		Use:     "clock",
		Short:   "Show, set and advance platform time",
		Long:    "Show, set and advance the platform time of a sandbox.",
		Example: "  llsim clock advance 24h",
	}, show, set, forward)
}

func describeClock(b *output, c api.Clock) {
	next := b.in("nothing")
	if c.NextDue != nil {
		next = showTime(*c.NextDue)
	}
	pairs(b, "", "platform time", showTime(c.Now)+" UTC+8", "clock", c.Mode, "platform date", human.Stamp(c.PlatformDate), "paid now clears on", human.Stamp(c.ClearingDate), "next due", next)
}

func setClock(ctx context.Context, control *client.Control, args []string) (api.Clock, error) {
	text := args[0]
	mode, at, timed := strings.Cut(text, "@")
	if mode != api.Wall && mode != api.Manual {
		mode, at, timed = api.Manual, text, true
		_, err := human.Moment(text, time.Time{})
		if unread, ok := errors.AsType[*human.Error](err); ok && unread.Reason == human.Unread {
			return api.Clock{}, usagef("%q is neither a clock nor a time; write wall, manual or manual@TIME, or a TIME alone: %s", text, human.Spellings)
		}
	}
	now := time.Time{}
	if timed {
		var err error
		if now, err = platformMoment(ctx, control, "", at, human.Moment); err != nil {
			return api.Clock{}, err
		}
	}
	return control.SetClock(ctx, mode, now)
}

// advance moves the clock by a duration, or to a time that may depend on the clock's.
func advance(ctx context.Context, control *client.Control, args []string) (api.Advanced, error) {
	text := args[0]
	if by, err := human.Duration(text); err == nil {
		return control.Advance(ctx, by)
	}
	to, err := platformMoment(ctx, control, "", text, human.Next)
	if err != nil {
		return api.Advanced{}, err
	}
	return control.AdvanceTo(ctx, to)
}

// onlyForward explains the error of a negative duration, which is parsed as a flag.
func onlyForward(cmd *cobra.Command, err error) error {
	if _, word, ok := strings.Cut(err.Error(), " in "); ok {
		if _, notTime := human.Next(word, time.Time{}); notTime == nil {
			return usagef("%s: platform time only goes forward; llsim snapshot restore and llsim sandbox reset put it back", word)
		}
	}
	return flagError(cmd, err)
}

// deliveryNote says how many notifications were sent, and how many of them were not acknowledged; nothing for none.
func deliveryNote(done api.Advanced) message.Message {
	untaken := 0
	for _, d := range done.Deliveries {
		if d.Verdict != "acknowledged" {
			untaken++
		}
	}
	sent := human.Number(len(done.Deliveries) + done.DeliveriesOmitted)
	switch {
	case len(done.Deliveries) == 0:
		return message.Message{}
	case untaken == 0:
		return message.New(", %s {notification|notifications} sent", sent)
	}
	return message.New(", %s {notification|notifications} sent, %s not acknowledged", sent, human.Number(untaken))
}

// describeAdvanced says what happened while the clock moved.
func describeAdvanced(b *output, done api.Advanced) {
	b.line("platform time %s UTC+8, %s {job|jobs} ran%s", showTime(done.Now), human.Number(done.Ran), deliveryNote(done))
	if len(done.Deliveries) > 0 {
		describeDeliveries(b, "", done.Deliveries)
	}
	if done.DeliveriesOmitted > 0 {
		b.line("and %s more {delivery|deliveries}: llsim notify list", human.Number(done.DeliveriesOmitted))
	}
}
