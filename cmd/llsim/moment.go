package main

import (
	"fmt"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/dates"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// parseClock reads wall, manual, wall@TIME or manual@TIME.
func parseClock(text string) (api.SetClock, error) {
	mode, at, timed := strings.Cut(text, "@")
	if mode != api.Wall && mode != api.Manual {
		return api.SetClock{}, fmt.Errorf("%q is no clock; write wall, manual or manual@TIME such as \"manual@2026-01-31 23:59:00\"", text)
	}
	clock := api.SetClock{Mode: mode}
	if timed {
		t, err := dates.Parse(at)
		if err != nil {
			return api.SetClock{}, err
		}
		clock.Now = &api.Time{Time: t}
	}
	return clock, nil
}

const humanTime = "2006-01-02 15:04:05"

// showTime is a platform time as people read it; the zone is the platform's.
func showTime(t api.Time) string { return t.In(wire.Zone).Format(humanTime) }
