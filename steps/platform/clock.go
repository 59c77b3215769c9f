package platform

import (
	"context"
	"fmt"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

var clockSteps = []step{
	{English: `the platform time is "([^"]*)"`, Run: (*world).startAt},
	{English: `the platform's clearing cut-off is "([^"]*)"`, Run: (*world).startWithCutoff},
	{English: `the platform's bank cut-over is from "([^"]*)" to "([^"]*)"`, Run: (*world).startWithCutover},
	{English: `the platform time comes to "([^"]*)"`, Run: (*world).advanceTo},
	{English: `(\d+) (seconds?|minutes?|hours?|days?) pass(?:es)?`, Run: (*world).advanceBy},
	{English: `the clearing date is "([^"]*)"`, Run: (*world).checkClearingDate},
	{English: `the snapshot "([^"]*)" is taken`, Run: (*world).takeSnapshot},
	{English: `the snapshot "([^"]*)" is restored`, Run: (*world).restoreSnapshot},
}

// platformTime reads a time of a scenario, in the platform's zone.
func platformTime(text string) (time.Time, error) {
	t, err := time.ParseInLocation(time.DateTime, text, wire.Zone)
	if err != nil {
		return t, fmt.Errorf("%q is no platform time; write it like 2026-01-31 23:59:30", text)
	}
	return t, nil
}

func (w *world) startAt(ctx context.Context, t time.Time) error {
	w.config.Clock = &api.SetClock{Mode: api.Manual, Now: api.AtOrNull(t)}
	return w.begin(ctx)
}

func (w *world) startWithCutoff(ctx context.Context, timeOfDay string) error {
	w.config.ClearingCutoff = timeOfDay
	return w.begin(ctx)
}

func (w *world) startWithCutover(ctx context.Context, from, to string) error {
	w.config.BankCutover = &api.Window{From: from, To: to}
	return w.begin(ctx)
}

func (w *world) advanceTo(ctx context.Context, t time.Time) error {
	return w.move(ctx, func() error {
		_, err := w.control.AdvanceTo(ctx, t)
		return err
	})
}

func (w *world) advanceBy(ctx context.Context, n int, unit string) error {
	return w.move(ctx, func() error {
		_, err := w.control.Advance(ctx, vocabulary.Duration(n, unit))
		return err
	})
}

func (w *world) checkClearingDate(ctx context.Context, want string) error {
	c, err := w.control.Clock(ctx)
	if err != nil {
		return err
	}
	return checkSame("the clearing date", c.ClearingDate, want)
}

func (w *world) takeSnapshot(ctx context.Context, name string) error {
	_, err := w.control.TakeSnapshot(ctx, name)
	return err
}

func (w *world) restoreSnapshot(ctx context.Context, name string) error {
	return w.move(ctx, func() error {
		_, err := w.control.Restore(ctx, name)
		return err
	})
}
