package console

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// zoom is how much time a ruler shows.
type zoom struct {
	Name     string
	from, to func(now time.Time) time.Time
	next     func(time.Time) time.Time // of a cell of the scale, the beginning of the one after it
	long     string                    // layout of a cell's label
	short    string                    // the same on a phone
	step     time.Duration             // by which a hand on the ruler moves
}

func day(t time.Time, days int) time.Time {
	t = t.In(wire.Zone)
	return time.Date(t.Year(), t.Month(), t.Day()+days, 0, 0, 0, 0, wire.Zone)
}

func month(t time.Time, months int) time.Time {
	t = t.In(wire.Zone)
	return time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, wire.Zone)
}

// label returns how a cell of the scale can be written, the longest first.
func (z zoom) label(at time.Time) []string {
	at = at.In(wire.Zone)
	if z.Name == "hours" && at.Hour() == 0 { // the day changes
		return []string{at.Format("01-02"), at.Format("02")}
	}
	return []string{at.Format(z.long), at.Format(z.short)}
}

// zooms are the stretches of time to choose from: a night with its midnight and its files, a validity of seven days, a refund's term of six
// months.
var zooms = []zoom{
	{"hours", func(now time.Time) time.Time { return now.Truncate(time.Hour).Add(-2 * time.Hour) }, func(now time.Time) time.Time { return now.Truncate(time.Hour).Add(12 * time.Hour) },
		func(t time.Time) time.Time { return t.Add(time.Hour) }, "15:04", "15", time.Minute},
	{"days", func(now time.Time) time.Time { return day(now, -2) }, func(now time.Time) time.Time { return day(now, 9) },
		func(t time.Time) time.Time { return day(t, 1) }, "01-02", "02", 30 * time.Minute},
	{"months", func(now time.Time) time.Time { return month(now, -1) }, func(now time.Time) time.Time { return month(now, 8) },
		func(t time.Time) time.Time { return month(t, 1) }, "2006-01", "01", 24 * time.Hour},
}

// zoomed returns the zoom of a name, days without one.
func zoomed(name string) zoom {
	for _, z := range zooms {
		if z.Name == name {
			return z
		}
	}
	return zooms[1]
}
