package console

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestMonthsAreLaidOutByWeeks which begin with Monday.
func TestMonthsAreLaidOutByWeeks(t *testing.T) {
	for _, tc := range []struct{ month, first, last string }{
		{"202602", "_ _ _ _ _ _ 1", "23 24 25 26 27 28 _"},
		{"202402", "_ _ _ 1 2 3 4", "26 27 28 29 _ _ _"},
		{"202106", "_ 1 2 3 4 5 6", "28 29 30 _ _ _ _"},
		{"202103", "1 2 3 4 5 6 7", "29 30 31 _ _ _ _"},
		{"201802", "_ _ _ 1 2 3 4", "26 27 28 _ _ _ _"},
		{"202105", "_ _ _ _ _ 1 2", "31 _ _ _ _ _ _"},
		{"999912", "_ _ 1 2 3 4 5", "27 28 29 30 31 _ _"},
	} {
		t.Run(tc.month, func(t *testing.T) {
			var days []engine.Cleared
			for _, date := range datesOf(tc.month) {
				days = append(days, engine.Cleared{Period: date})
			}
			weeks := weeksOf(days, time.Time{}, func(d domain.Date) string { return string(d) })
			show := func(week []calendarDay) string {
				var all []string
				for _, day := range week {
					all = append(all, map[bool]string{true: "_", false: fmt.Sprint(day.Number)}[day.Number == 0])
				}
				return strings.Join(all, " ")
			}
			if d := cmp.Diff([]string{tc.first, tc.last}, []string{show(weeks[0]), show(weeks[len(weeks)-1])}); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
	for _, wrong := range []string{"", "2026", "202613", "202600", "2026111", "abcdef"} {
		if dates := datesOf(wrong); dates != nil {
			t.Errorf("%q has the dates %v", wrong, dates)
		}
	}
}

// TestADaySaysWhatBecameOfItsFiles, from the morning on which they appear.
func TestADaySaysWhatBecameOfItsFiles(t *testing.T) {
	nine := time.Date(2026, 11, 21, 9, 0, 0, 0, wire.Zone)
	for _, tc := range []struct {
		name    string
		cleared engine.Cleared
		now     time.Time
		want    string
	}{
		{"nothing cleared", engine.Cleared{}, nine, ""},
		{"nothing cleared, with files", engine.Cleared{Files: 2}, nine, filesThere},
		{"before their time", engine.Cleared{Payments: 1}, nine.Add(-time.Second), filesDue},
		{"at their time", engine.Cleared{Payments: 1}, nine, filesMissing},
		{"a refund alone", engine.Cleared{Refunds: 1}, nine, filesMissing},
		{"there", engine.Cleared{Payments: 1, Files: 2}, nine, filesThere},
		{"one of a merchant's two removed", engine.Cleared{OidPartner: "a", Payments: 1, Files: 1}, nine, filesMissing},
		{"replaced", engine.Cleared{Payments: 1, Files: 2, Replaced: 1}, nine, filesReplaced},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.cleared.Period = "20261120"
			if got := filesOf(tc.cleared, tc.now); got != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
		})
	}
}

// TestColumnsOfDaysAddUp: the blocks of a column stand upon each other, and the highest column is as high as the picture.
func TestColumnsOfDaysAddUp(t *testing.T) {
	day := func(counts ...int) engine.DayCounts {
		d := engine.DayCounts{Date: "20261120", States: map[domain.OrderState]int{}}
		for i, n := range counts {
			d.States[stacked[i]] = n
			d.All += n
		}
		return d
	}
	p := daysOf([]engine.DayCounts{day(1, 1, 1), day(333, 333, 333, 0, 1), day(0, 0, 0, 1)}, func(d domain.Date) string { return string(d) })
	for i, column := range p.Days {
		below := labelSpace + plotHeight
		for _, b := range column.Blocks {
			if i == 1 && b.Y+b.Height != below {
				t.Errorf("column %d: the block of %s ends at %d, the one below begins at %d", i, b.State, b.Y+b.Height, below)
			}
			if b.Height < 1 || b.X < column.X || b.X+b.Width > column.X+columnWidth {
				t.Errorf("column %d: %+v", i, b)
			}
			below = b.Y
		}
	}
	if p.Days[1].Top != labelSpace || p.Width != daysShown*columnWidth {
		t.Errorf("the highest column begins at %d of a picture %d wide", p.Days[1].Top, p.Width)
	}
	if want := []string{"SUCCESS", "REFUND", "PROCESSING", "WAITING", "FAILURE"}; !slices.Equal(p.States, want) {
		t.Errorf("states %v", p.States)
	}
}
