package dates

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

var moments = []string{"2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02", "20060102150405", "20060102"}

// Parse reads RFC 3339, or a date with or without a time of day in the platform's zone.
func Parse(text string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return t.In(wire.Zone), nil
	}
	for _, layout := range moments {
		if t, err := time.ParseInLocation(layout, text, wire.Zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no moment; write one such as 2026-01-31, \"2026-01-31 23:59:00\" (UTC+8) or 2026-01-31T23:59:00+08:00", text)
}

// Target reads where a clock that shows now is to go: on by a duration such as 90s, 72h or 3d, to the next moment with a time of
// day, or to a moment as Parse reads it.
func Target(text string, now time.Time) (time.Time, error) {
	now = now.In(wire.Zone)
	if d, err := time.ParseDuration(text); err == nil {
		return now.Add(d), nil
	}
	if number, ok := strings.CutSuffix(text, "d"); ok {
		if days, err := strconv.Atoi(number); err == nil {
			return now.AddDate(0, 0, days), nil
		}
	}
	for _, layout := range []string{"15:04", time.TimeOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			at := time.Date(now.Year(), now.Month(), now.Day(), t.Hour(), t.Minute(), t.Second(), 0, wire.Zone)
			if !at.After(now) {
				at = at.AddDate(0, 0, 1)
			}
			return at, nil
		}
	}
	at, err := Parse(text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is neither a duration such as 90s, 2m or 3d nor a time such as 09:00 or \"2026-01-31 23:59:00\"", text)
	}
	return at, nil
}
