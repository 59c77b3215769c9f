package console

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
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

// TestALongFileIsComparedWhereItIsShown: its counts as a whole, its lines page by page.
func TestALongFileIsComparedWhereItIsShown(t *testing.T) {
	handler := withOrders(t, 1)
	s := handler.options.Sandboxes.Get(sandbox.Default)
	o := s.FindOrders(engine.OrderQuery{Limit: 1}).Orders[0]
	if _, d := s.Pay(o.OidPaybill, domain.Payment{Outcome: domain.OutcomeSuccess}, false); !d.OK() {
		t.Fatal(d)
	}
	right := clearing.Detail(clearing.Form{NoTitle: true}, s.ClearingRecords(o.OidPartner, "20180112"))
	f := domain.File{Name: "JYMX_" + o.OidPartner + "_20180112.txt", OidPartner: o.OidPartner}
	f.Content = []byte(strings.Repeat("no line\n", comparedWhole) + string(right) + strings.Replace(string(right), ",49.90,", ",49.91,", 1))
	s.ReplaceFile(f)
	show := func(query string) *fileShown {
		r := mux.SetURLVars(httptest.NewRequest(http.MethodGet, "/console/default/files/"+f.Name+query, nil), map[string]string{"name": f.Name})
		body, err := showFile(&visit{Console: handler, Sandbox: s, Now: s.Now(), r: r})
		if err != nil {
			t.Fatal(err)
		}
		return body.(*fileShown)
	}
	first, last := show(""), show("?from=10000")
	if first.Whole || first.Total != comparedWhole+2 || first.Unread != comparedWhole || first.Got != (clearing.Totals{Payments: 2, PaidFen: 4990 + 4991}) || first.Want != (clearing.Totals{Payments: 1, PaidFen: 4990}) {
		t.Errorf("%+v", first.checkedFile)
	}
	if len(first.Lines) != linesShown || first.Newer != "" || !strings.HasSuffix(first.Older, "?from=100") || first.Lines[0].Kind() != clearing.Extra {
		t.Errorf("the first page has %d lines and goes on at %q", len(first.Lines), first.Older)
	}
	if kinds := fmt.Sprintf("%d %s %v %d", len(last.Lines), last.Lines[0].Kind(), last.Lines[1].Differing, last.Lines[1].Line); kinds != "2 same [money_order] 10002" || last.Older != "" || !strings.HasSuffix(last.Newer, "?from=9900") {
		t.Errorf("the last page has %s", kinds)
	}
}
