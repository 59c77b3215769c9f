package main

import "testing"

func TestParseClock(t *testing.T) {
	for text, want := range map[string]string{"wall": "wall", "manual": "manual", "manual@2026-01-31": "manual 2026-01-31 00:00:00", "wall@2026-01-31 12:00": "wall 2026-01-31 12:00:00"} {
		t.Run(text, func(t *testing.T) {
			got, err := parseClock(text)
			if err != nil {
				t.Fatal(err)
			}
			shown := got.Mode
			if got.Now != nil {
				shown += " " + showTime(*got.Now)
			}
			if shown != want {
				t.Errorf("%s, want %s", shown, want)
			}
		})
	}
	for _, text := range []string{"", "manual@", "manual 2026-01-31", "Manual", "2026-01-31"} {
		t.Run(text, func(t *testing.T) {
			if got, err := parseClock(text); err == nil {
				t.Errorf("%q was taken for %v", text, got)
			}
		})
	}
}
