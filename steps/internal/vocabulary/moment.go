package vocabulary

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Moment reads a moment of a sentence in platform time. A time of day alone is the next moment from now that has it.
func Moment(text string, now time.Time) (time.Time, error) {
	for _, layout := range []string{time.DateTime, "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, text, wire.Zone); err == nil {
			return t, nil
		}
	}
	if at, err := time.Parse(time.TimeOnly, text); err == nil {
		now = now.In(wire.Zone)
		next := time.Date(now.Year(), now.Month(), now.Day(), at.Hour(), at.Minute(), at.Second(), 0, wire.Zone)
		if next.Before(now) {
			next = next.AddDate(0, 0, 1)
		}
		return next, nil
	}
	if err := checkMoment(text); err != nil {
		return time.Time{}, err
	}
	return time.Time{}, Mistakef("write it like 2026-01-31 23:59:30, or 23:59:30 for the next one", "%q is no platform time", text)
}
