package main

import (
	"context"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/dates"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// parseClock reads wall, manual, wall@TIME or manual@TIME. A TIME such as +2d counts from the machine's time.
func parseClock(text string) (api.SetClock, error) {
	mode, at, timed := strings.Cut(text, "@")
	if mode != api.Wall && mode != api.Manual {
		return api.SetClock{}, failf("%q is no clock; write wall, manual or manual@TIME such as \"manual@2026-01-31 23:59:00\"", text)
	}
	clock := api.SetClock{Mode: mode}
	if timed {
		t, err := human.Moment(at, dates.Now())
		if err != nil {
			return api.SetClock{}, err
		}
		clock.Now = &api.Time{Time: t}
	}
	return clock, nil
}

// platformMoment reads a moment with read, which is human.Moment or human.Next. It asks the server for platform time only where the moment
// depends on it. name is the flag that has the text, "" for an argument; it is put before the error.
func platformMoment(ctx context.Context, control *client.Control, name, text string, read func(string, time.Time) (time.Time, error)) (time.Time, error) {
	now := time.Time{}
	if _, err := read(text, now); err != nil { // without a server, which need not be there for a mistake
		if name != "" {
			err = failf("%s: %w", name, err)
		}
		return now, usagef("%v", err)
	}
	if human.Relative(text) {
		clock, err := control.Clock(ctx)
		if err != nil {
			return now, err
		}
		now = clock.Now.Time
	}
	return read(text, now)
}

// wireMoment returns the moment in a flag as yyyyMMddHHmmss; "" when the flag was not given.
func wireMoment(ctx context.Context, control *client.Control, name, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	t, err := platformMoment(ctx, control, name, text, human.Moment)
	if err != nil {
		return "", err
	}
	return wire.FormatDateTime(t), nil
}

// wireDate returns the date in a flag as yyyyMMdd; "" when the flag was not given.
func wireDate(ctx context.Context, control *client.Control, name, text string) (string, error) {
	dateTime, err := wireMoment(ctx, control, name, text)
	return dateTime[:min(len("yyyyMMdd"), len(dateTime))], err
}

// showTime writes a platform time for people, in the platform's zone.
func showTime(t api.Time) string { return human.Time(t.Time) }
