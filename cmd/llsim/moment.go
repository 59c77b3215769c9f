package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var momentLayouts = []string{"2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02", "20060102150405", "20060102"}

// parseMoment reads RFC 3339, or a date with or without a time of day in the platform's zone.
func parseMoment(text string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return t.In(wire.Zone), nil
	}
	for _, layout := range momentLayouts {
		if t, err := time.ParseInLocation(layout, text, wire.Zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no moment; write one such as 2026-01-31, \"2026-01-31 23:59:00\" (UTC+8) or 2026-01-31T23:59:00+08:00", text)
}

// parseClock reads wall, manual, wall@TIME or manual@TIME.
func parseClock(text string) (api.SetClock, error) {
	mode, at, timed := strings.Cut(text, "@")
	if mode != api.Wall && mode != api.Manual {
		return api.SetClock{}, fmt.Errorf("%q is no clock; write wall, manual or manual@TIME such as \"manual@2026-01-31 23:59:00\"", text)
	}
	clock := api.SetClock{Mode: mode}
	if timed {
		t, err := parseMoment(at)
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
