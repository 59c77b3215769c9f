package main

import (
	"testing"
	"time"
)

func TestParseMoment(t *testing.T) {
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
		if got, err := parseMoment(text); err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("%s: %s %v, want %s", text, got.Format(time.RFC3339), err, want)
		}
	}
	for _, text := range []string{"", "now", "2026-02-29", "2026-01-31 24:00:00", "31.01.2026"} {
		if got, err := parseMoment(text); err == nil {
			t.Errorf("%q was taken for %s", text, got)
		}
	}
}

func TestParseClock(t *testing.T) {
	for text, want := range map[string]string{"wall": "wall", "manual": "manual", "manual@2026-01-31": "manual 2026-01-31 00:00:00", "wall@2026-01-31 12:00": "wall 2026-01-31 12:00:00"} {
		got, err := parseClock(text)
		if err != nil {
			t.Fatal(err)
		}
		shown := got.Mode
		if got.Now != nil {
			shown += " " + showTime(*got.Now)
		}
		if shown != want {
			t.Errorf("%s: %s, want %s", text, shown, want)
		}
	}
	for _, text := range []string{"", "manual@", "manual 2026-01-31", "Manual", "2026-01-31"} {
		if got, err := parseClock(text); err == nil {
			t.Errorf("%q was taken for %v", text, got)
		}
	}
}
