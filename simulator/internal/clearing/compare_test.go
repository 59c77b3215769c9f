package clearing

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/choice"
)

func TestAFileIsComparedWithWhatCleared(t *testing.T) {
	replace := func(old, by string) func(string) string {
		return func(s string) string { return strings.Replace(s, old, by, 1) }
	}
	line := func(i int) func(string) string {
		return func(s string) string { return s + strings.SplitAfter(s, "\n")[i] }
	}
	for _, tc := range []struct {
		name    string
		edition choice.Edition
		change  func(file string) string
		want    string // kinds by line, and columns that differ
	}{
		{"as it was written", choice.Edition2018, func(s string) string { return s }, "1 same, 2 same, 3 same, 4 same"},
		{"as it was written in 2021", choice.Edition2021, func(s string) string { return s }, "1 same, 2 same, 3 same, 4 same"},
		{"another amount", choice.Edition2018, replace("20180113,1.00,", "20180113,1.01,"), "1 changed money_order, 2 same, 3 same, 4 same"},
		{"another amount in 2021", choice.Edition2021, replace("|CNY|1.00|CNY|", "|CNY|1.01|CNY|"), "1 changed money_order, 2 same, 3 same, 4 same"},
		{"another amount of a refund", choice.Edition2018, replace(",-0.50,", ",-0.05,"), "1 same, 2 same, 3 changed money_order, 4 same"},
		{"a refund that looks like a payment", choice.Edition2018, replace(",-0.50,", ",0.50,"), "1 same, 2 same, 3 extra, 4 same, 0 lacking"},
		{"a payment dropped", choice.Edition2018, replace("N2,", "X"), "1 same, 2 extra, 3 same, 4 same, 0 lacking"},
		{"a line twice", choice.Edition2018, line(1), "1 same, 2 same, 3 same, 4 same, 5 extra"},
		{"not a clearing file", choice.Edition2018, func(string) string { return "hello\n" }, "1 extra, 0 lacking, 0 lacking, 0 lacking, 0 lacking"},
		{"empty", choice.Edition2018, func(string) string { return "" }, "0 lacking, 0 lacking, 0 lacking, 0 lacking"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			table := Read(KindDetail, []byte(tc.change(string(Detail(Form{Edition: tc.edition}, day())))))
			var got []string
			for _, c := range table.CompareAll(day()) {
				text := string(rune('0'+c.Line)) + " " + c.Kind()
				for i, column := range table.Columns {
					if c.Differs(i) {
						text += " " + column
					}
				}
				got = append(got, text)
			}
			if d := cmp.Diff(tc.want, strings.Join(got, ", ")); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestALineIsTakenFromAnyPlaceOfAFile(t *testing.T) {
	for _, edition := range []choice.Edition{choice.Edition2018, choice.Edition2021} {
		content := Detail(Form{Edition: edition}, day())
		all := Read(KindDetail, content)
		for from := range 6 {
			page, total := ReadPage(KindDetail, content, from, 2)
			if total != 4 || page.Edition != all.Edition {
				t.Errorf("from %d: %d lines of %s", from, total, page.Edition)
			}
			if d := cmp.Diff(all.Rows[min(from, 4):min(from+2, 4)], page.Rows, cmp.Transformer("nil", func(r [][]string) [][]string { return append([][]string{}, r...) })); d != "" {
				t.Errorf("from %d (-want +got):\n%s", from, d)
			}
		}
	}
	if _, total := ReadPage(KindDetail, []byte("a,b\nc,d"), 0, 1); total != 2 {
		t.Errorf("%d lines, the last without a line feed", total)
	}
}

func TestLinesAreCountedAndSummed(t *testing.T) {
	want := Totals{Payments: 2, Refunds: 2, PaidFen: 100 + 10_000_000_000, RefundedFen: 55}
	for _, edition := range []choice.Edition{choice.Edition2018, choice.Edition2021} {
		content := append(Detail(Form{Edition: edition}, day()), "no line at all\n"...)
		if sums, unread := Tally(KindDetail, content); sums != want || unread != 1 {
			t.Errorf("%s: %+v, %d unread", edition, sums, unread)
		}
	}
}

func BenchmarkTally(b *testing.B) {
	recs := make([]Record, 100_000)
	for i := range recs {
		recs[i] = day()[0]
	}
	content := Detail(Form{}, recs)
	for b.Loop() {
		Tally(KindDetail, content)
	}
}

func BenchmarkCompare(b *testing.B) {
	recs := make([]Record, 10_000)
	for i := range recs {
		recs[i] = day()[0]
	}
	content := Detail(Form{}, recs)
	for b.Loop() {
		Read(KindDetail, content).CompareAll(recs)
	}
}
