package human_test

import (
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// now is nine o'clock of the last day of a month.
var now = time.Date(2026, 1, 31, 9, 0, 0, 0, wire.Zone)

func TestMoment(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-01-31":                "2026-01-31T00:00:00+08:00",
		"2026-01-31 23:59":          "2026-01-31T23:59:00+08:00",
		"2026-01-31 23:59:50":       "2026-01-31T23:59:50+08:00",
		"2026-01-31T23:59:50":       "2026-01-31T23:59:50+08:00",
		"2026-01-31 23:59:50.5":     "2026-01-31T23:59:50.5+08:00",
		"20260131235950":            "2026-01-31T23:59:50+08:00",
		"202601312359":              "2026-01-31T23:59:00+08:00",
		"20260131":                  "2026-01-31T00:00:00+08:00",
		" 20260131 ":                "2026-01-31T00:00:00+08:00",
		"2026-01-31T15:59:00Z":      "2026-01-31T23:59:00+08:00",
		"2026-01-31 15:59Z":         "2026-01-31T23:59:00+08:00",
		"2026-01-31T23:59:00+08:00": "2026-01-31T23:59:00+08:00",
		"2026-01-31T07:59:00-08:00": "2026-01-31T23:59:00+08:00",
		"08:59":                     "2026-01-31T08:59:00+08:00",
		"23:59:50":                  "2026-01-31T23:59:50+08:00",
		"+2d":                       "2026-02-02T09:00:00+08:00",
		"-90s":                      "2026-01-31T08:58:30+08:00",
		"+1d12h":                    "2026-02-01T21:00:00+08:00",
		"2024-02-29":                "2024-02-29T00:00:00+08:00",
	} {
		t.Run(text, func(t *testing.T) {
			if got, err := human.Moment(text, now.UTC()); err != nil || got.Format(time.RFC3339Nano) != want {
				t.Errorf("%s %v, want %s", got.Format(time.RFC3339Nano), err, want)
			}
		})
	}
	for text, want := range map[string]string{
		"2026-02-30":             `"2026-02-30": there is no 30th of February 2026`,
		"20260230":               `"20260230": there is no 30th of February 2026`,
		"20260431120000":         `"20260431120000": there is no 31st of April 2026`,
		"2026-06-31T12:00:00Z":   `"2026-06-31T12:00:00Z": there is no 31st of June 2026`,
		"2023-02-29 12:00":       `"2023-02-29 12:00": there is no 29th of February 2023`,
		"2026-13-01":             `"2026-13-01": there is no month 13`,
		"2026-01-32":             `"2026-01-32": there is no 32nd of January 2026`,
		"2026-01-31 24:00:00":    `"2026-01-31 24:00:00": there is no 24:00:00; a day goes from 00:00:00 to 23:59:59`,
		"24:00":                  `"24:00": there is no 24:00; a day goes from 00:00:00 to 23:59:59`,
		"20260131236000":         `"20260131236000": there is no 23:60:00; a day goes from 00:00:00 to 23:59:59`,
		"yesterday":              `"yesterday" is neither a date nor a time; write ` + string(human.Spellings),
		"31.01.2026":             `"31.01.2026" is neither a date nor a time; write ` + string(human.Spellings),
		"":                       `"" is neither a date nor a time; write ` + string(human.Spellings),
		"2d":                     `"2d" is neither a date nor a time; write ` + string(human.Spellings),
		"0000-01-01":             `"0000-01-01" is neither a date nor a time; write ` + string(human.Spellings),
		"2026-01-31T12:00+25:99": `"2026-01-31T12:00+25:99" is neither a date nor a time; write ` + string(human.Spellings),
	} {
		t.Run(text, func(t *testing.T) {
			if got, err := human.Moment(text, now); err == nil || err.Error() != want {
				t.Errorf("%s %v, want %s", got, err, want)
			}
		})
	}
}

func TestNext(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"90s":                 "2026-01-31 09:01:30",
		"72h":                 "2026-02-03 09:00:00",
		"1d":                  "2026-02-01 09:00:00",
		"+1d":                 "2026-02-01 09:00:00",
		"-1d":                 "2026-01-30 09:00:00",
		"23:59:50":            "2026-01-31 23:59:50",
		"09:01":               "2026-01-31 09:01:00",
		"09:00":               "2026-02-01 09:00:00",
		"00:00":               "2026-02-01 00:00:00",
		"20260301":            "2026-03-01 00:00:00",
		"2026-03-01 09:00:00": "2026-03-01 09:00:00",
	} {
		t.Run(text, func(t *testing.T) {
			if got, err := human.Next(text, now.UTC()); err != nil || got.Format(time.DateTime) != want {
				t.Errorf("%s %v, want %s", got.Format(time.DateTime), err, want)
			}
		})
	}
	for _, text := range []string{"", "soon", "d", "1.5d", "24:00", "3 d", "1d-2h", "999999999d", "+-2h", "1d2d"} {
		t.Run(text, func(t *testing.T) {
			if got, err := human.Next(text, now); err == nil {
				t.Errorf("%q was taken for %s", text, got)
			}
		})
	}
}

func TestRelative(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"+2d": true, "-1h": true, "90s": true, "09:00": true, "2026-01-31": false, "20260131235950": false, "x": false} {
		t.Run(text, func(t *testing.T) {
			if human.Relative(text) != want {
				t.Errorf("%v", !want)
			}
		})
	}
}

func FuzzMoment(f *testing.F) {
	for _, text := range []string{"2026-01-31T15:59:00Z", "20260131", "+1d2h", "09:00", "2026-01-31 15:59+08:00", "-"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at, err := human.Moment(text, now)
		if err != nil {
			return
		}
		again, err := human.Moment(at.Format(time.RFC3339Nano), now)
		if err != nil && at.Year() > 0 && at.Year() < 10000 || err == nil && !again.Equal(at) {
			t.Errorf("%q: %s, and read again %s %v", text, at, again, err)
		}
	})
}
