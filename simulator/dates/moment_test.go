package dates_test

import (
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/dates"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"2026-01-31":                "2026-01-31T00:00:00+08:00",
		"2026-01-31 23:59":          "2026-01-31T23:59:00+08:00",
		"2026-01-31 23:59:00":       "2026-01-31T23:59:00+08:00",
		"2026-01-31T23:59:00":       "2026-01-31T23:59:00+08:00",
		"20260131235900":            "2026-01-31T23:59:00+08:00",
		"20260131":                  "2026-01-31T00:00:00+08:00",
		"2026-01-31T15:59:00Z":      "2026-01-31T23:59:00+08:00",
		"2026-01-31T23:59:00+08:00": "2026-01-31T23:59:00+08:00",
		"2026-01-31T07:59:00-08:00": "2026-01-31T23:59:00+08:00",
	} {
		if got, err := dates.Parse(text); err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("%s: %s %v, want %s", text, got.Format(time.RFC3339), err, want)
		}
	}
	for _, text := range []string{"", "now", "2026-02-29", "2026-01-31 24:00:00", "31.01.2026"} {
		if got, err := dates.Parse(text); err == nil {
			t.Errorf("%q was taken for %s", text, got)
		}
	}
}

func TestTarget(t *testing.T) {
	now := at(t, "2026-01-31 09:00:00")
	for text, want := range map[string]string{
		"90s":                 "2026-01-31 09:01:30",
		"72h":                 "2026-02-03 09:00:00",
		"1d":                  "2026-02-01 09:00:00",
		"-1d":                 "2026-01-30 09:00:00",
		"23:59:50":            "2026-01-31 23:59:50",
		"09:01":               "2026-01-31 09:01:00",
		"09:00":               "2026-02-01 09:00:00",
		"00:00":               "2026-02-01 00:00:00",
		"2026-03-01":          "2026-03-01 00:00:00",
		"2026-03-01 09:00:00": "2026-03-01 09:00:00",
	} {
		if got, err := dates.Target(text, now.UTC()); err != nil || got.Format(time.DateTime) != want {
			t.Errorf("%s: %s %v, want %s", text, got.Format(time.DateTime), err, want)
		}
	}
	for _, text := range []string{"", "soon", "d", "1.5d", "24:00", "3 d"} {
		if got, err := dates.Target(text, now); err == nil {
			t.Errorf("%q was taken for %s", text, got)
		}
	}
}
