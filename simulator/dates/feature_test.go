package dates_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/dates"
)

// examples lists the examples of each outline of a feature file, by the tags above it; cells are joined by a blank.
func examples(text string) map[string][]string {
	all := map[string][]string{}
	tags, heading := "", false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "@"):
			tags, heading = line, false
		case line == "Examples:":
			heading = true
			all[tags] = []string{}
		case heading && len(all[tags]) == 0 && strings.HasPrefix(line, "|"):
			all[tags] = []string{"heading"}
		case heading && strings.HasPrefix(line, "|"):
			all[tags] = append(all[tags], strings.Join(regexp.MustCompile(`[^|\s]+(?: [^|\s]+)*`).FindAllString(line, -1), " "))
		}
	}
	for tags := range all {
		all[tags] = all[tags][1:]
	}
	return all
}

func TestFeatureHasAnExampleForEachEdge(t *testing.T) {
	t.Parallel()
	const now = "2026-01-31 23:59:00"
	for _, c := range []struct {
		name     string
		merchant dates.Merchant
		dtOrders []string
		tags     string
		want     []string
	}{
		{"DAT-1 both edges of the tolerance, from inside", dates.Merchant{Cutoff: "22:30"}, nil, "@DAT-1 @CLR-1",
			[]string{"20260130000000 0000 IDN-1 20260201", "20260201235959 0000 IDN-1 20260201"}},
		{"DAT-1 and from outside", dates.Merchant{}, nil, "@DAT-1", []string{"20260129235959 1004 DAT-1", "20260202000000 1004 DAT-1"}},
		{"DAT-2 a retry of dates that an order can have", dates.Merchant{}, nil, "@DAT-2", []string{
			"2026-01-29 23:59:59 20260129235959 0000 IDN-2", "2026-01-30 00:00:00 20260130000000 0000 IDN-2", now + " 20260201235959 0000 IDN-2"}},
		{"IDN-4 by number, another date is a duplicate", dates.Merchant{}, nil, "@IDN-2 @IDN-4",
			[]string{"20260130235959 1002 IDN-4 1", "20260131000000 0000 IDN-2 1", "20260131235959 0000 IDN-2 1", "20260201000000 1002 IDN-4 1"}},
		{"IDN-1 by date and number it is another order", dates.Merchant{Identity: "date_and_number"}, nil, "@DAT-1 @IDN-1 @IDN-2",
			[]string{"20260129235959 1004 DAT-1 1", "20260130000000 0000 IDN-1 2", "20260130235959 0000 IDN-1 2", "20260131000000 0000 IDN-2 1",
				"20260131235959 0000 IDN-2 1", "20260201000000 0000 IDN-1 2", "20260201235959 0000 IDN-1 2", "20260202000000 1004 DAT-1 1"}},
		{"CLR-2 both sides of the cut-off and of midnight", dates.Merchant{Cutoff: "22:30"}, nil, "@CLR-2 @CLR-4", []string{
			"2026-01-31 22:29:59 20260131 2026-02-01 09:00:00", "2026-01-31 22:30:00 20260201 2026-02-02 09:00:00",
			now + " 20260201 2026-02-02 09:00:00", "2026-01-31 23:59:59 20260201 2026-02-02 09:00:00", "2026-02-01 00:00:00 20260201 2026-02-02 09:00:00"}},
		{"DAT-5 the last second for a refund and the next", dates.Merchant{}, nil, "@DAT-5",
			[]string{"2026-07-31 23:59:59 0000 RFD-8", "2026-08-01 00:00:00 5005 DAT-5"}},
		{"what is asked for", dates.Merchant{}, []string{"20260131120000", "20260130120000"}, "@DAT-1 @CLR-1",
			[]string{"20260131120000 0000 IDN-1 20260131", "20260130120000 0000 IDN-1 20260131"}},
		{"no outline without an example", dates.Merchant{}, []string{"20260131120000"}, "@DAT-1", nil},
		{"DAT-2 no retry of an order whose validity has run out", dates.Merchant{}, []string{"20260124235900", "20260124235901"}, "@DAT-2",
			[]string{"2026-01-24 23:59:01 20260124235901 0000 IDN-2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text, err := dates.Feature(at(t, now), c.merchant, c.dtOrders...)
			if err != nil {
				t.Fatal(err)
			}
			if got := examples(text)[c.tags]; strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("under %s:\n%s\nwant\n%s", c.tags, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestDAT4NoFeatureForNoRealMoment(t *testing.T) {
	t.Parallel()
	if _, err := dates.Feature(at(t, "2023-03-01 00:00:00"), dates.Merchant{}, "20230229120000"); err == nil {
		t.Error("29 February 2023 was taken")
	}
}
