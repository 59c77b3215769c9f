package console

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// clockAt reads a moment of the platform.
func clockAt(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation(time.DateTime, text, wire.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestARulerShowsItsStretchOfTime(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		now, from, to, first, last string
		cells                      int
	}{
		"hours":  {"2026-11-20 23:50:00", "2026-11-20 21:00:00", "2026-11-21 11:00:00", "21:00", "10:00", 14},
		"days":   {"2026-12-31 23:50:00", "2026-12-29 00:00:00", "2027-01-09 00:00:00", "12-29", "01-08", 11},
		"months": {"2026-11-30 12:00:00", "2026-10-01 00:00:00", "2027-07-01 00:00:00", "2026-10", "2027-06", 9},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			z, now := zoomed(name), clockAt(t, test.now)
			p := plan{Zoom: z, Now: now, From: z.from(now), To: z.to(now), Still: true, GoTo: func(time.Time) string { return "go" }}
			if !p.From.Equal(clockAt(t, test.from)) || !p.To.Equal(clockAt(t, test.to)) {
				t.Errorf("from %s to %s", p.From, p.To)
			}
			for _, s := range sheets {
				r := s.draw(p)
				if len(r.Boxes) != test.cells {
					t.Fatalf("%s: %d cells, want %d", s.class, len(r.Boxes), test.cells)
				}
				for i, b := range r.Boxes {
					if b.X < s.left || b.X+b.W > s.width-s.edge || i > 0 && b.X < r.Boxes[i-1].X+r.Boxes[i-1].W {
						t.Errorf("%s: cell %d goes from %d to %d", s.class, i, b.X, b.X+b.W)
					}
					if b.Text == "" {
						t.Errorf("%s: cell %d has no label", s.class, i)
					}
				}
				if s.class == "wide" && (r.Boxes[0].Text != test.first || r.Boxes[test.cells-1].Text != test.last) {
					t.Errorf("the scale goes from %s to %s", r.Boxes[0].Text, r.Boxes[test.cells-1].Text)
				}
				if r.Boxes[0].To != "" || r.Boxes[test.cells-1].To == "" {
					t.Errorf("%s: the first cell leads to %q, the last to %q", s.class, r.Boxes[0].To, r.Boxes[test.cells-1].To)
				}
			}
		})
	}
}

func TestMarksThatWouldOverlapAreOne(t *testing.T) {
	t.Parallel()
	now := clockAt(t, "2026-11-20 12:00:00")
	z := zoomed("days")
	at := func(days float64) time.Time { return now.Add(time.Duration(days * 24 * float64(time.Hour))) }
	lane := planLane{Label: "validity ends", Class: "expiries", Say: func(m planMark) string { return fmt.Sprint(m.N, " ", m.About) }, Marks: []planMark{
		{at(-1), 1, "PAST"}, {at(1), 1, "ALONE"}, {at(3), 1, "A"}, {at(3.1), 1, "B"}, {at(3.2), 498_000, ""}, {at(8.4), 2000, ""},
	}}
	p := plan{Zoom: z, Now: now, From: z.from(now), To: z.to(now), Still: true, Lanes: []planLane{lane}, GoTo: func(time.Time) string { return "" }}
	wide := sheets[0].draw(p).Marks
	want := []struct{ text, title, to string }{
		{"", "1 PAST", ""}, {"", "1 ALONE", "2026-11-21T12:00:00+08:00"}, {"498k", "498002 ", "2026-11-23T12:00:00+08:00"}, {"2.0k", "2000 ", "2026-11-28T21:36:00+08:00"},
	}
	if len(wide) != len(want) {
		t.Fatalf("%d marks, want %d: %+v", len(wide), len(want), wide)
	}
	for i, m := range wide {
		if m.Text != want[i].text || m.Title != want[i].title || m.To != want[i].to {
			t.Errorf("mark %d: %q %q to %q, want %+v", i, m.Text, m.Title, m.To, want[i])
		}
		if m.X+m.W > sheets[0].width-sheets[0].edge {
			t.Errorf("mark %d ends at %d", i, m.X+m.W)
		}
	}
	p.Still = false
	for i, m := range sheets[1].draw(p).Marks {
		if m.To != "" {
			t.Errorf("mark %d on a clock that runs leads to %s", i, m.To)
		}
	}
}

// TestARulerShowsWhenBanksAreClosed, over midnight too, and what is too short to be seen.
func TestARulerShowsWhenBanksAreClosed(t *testing.T) {
	t.Parallel()
	now := clockAt(t, "2026-11-20 23:55:00")
	all := []terms{{Cutover: "23:50–00:10", window: domain.Window{From: 23*60 + 50, To: 10}}, {}, {Cutover: "02:00–03:00", window: domain.Window{From: 120, To: 180}}}
	for name, test := range map[string]struct{ first, second string }{
		"hours":  {"2026-11-20 23:50:00 to 2026-11-21 00:10:00", "2026-11-21 02:00:00 to 2026-11-21 03:00:00"},
		"days":   {"2026-11-18 23:50:00 to 2026-11-19 00:10:00", "2026-11-18 02:00:00 to 2026-11-18 03:00:00"},
		"months": {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			z := zoomed(name)
			p := plan{Zoom: z, Now: now, From: z.from(now), To: z.to(now), Still: true, GoTo: func(time.Time) string { return "" }}
			(&visit{Lang: page.English, Now: now}).dateBands(&p, all)
			for _, s := range sheets {
				r := s.draw(p)
				var closed []string
				for _, b := range r.Boxes {
					if b.Class == "closed" {
						closed = append(closed, b.Title)
					}
					if b.W < 2 {
						t.Errorf("%s: nobody sees %+v", s.class, b)
					}
				}
				for _, want := range []string{test.first, test.second} {
					if !slices.ContainsFunc(closed, func(title string) bool { return strings.Contains(title, want) }) && want != "" || want == "" && len(closed) > 0 {
						t.Errorf("%s: closed are %v, expected %s", s.class, closed, want)
					}
				}
			}
		})
	}
}

func TestShortNumbers(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{2: "2", 999: "999", 1000: "1.0k", 9949: "9.9k", 9950: "10k", 12_345: "12k", 999_499: "999k", 999_999: "1.0M", 1_500_000: "1.5M"} {
		if got := short(n); got != want {
			t.Errorf("%d is %s, want %s", n, got, want)
		}
	}
}
