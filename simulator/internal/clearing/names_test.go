package clearing

import (
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestNames(t *testing.T) {
	for _, tc := range []struct {
		name string
		want FileName
	}{
		{"JYMX_201304121000001004_20180113.txt", FileName{KindDetail, partner, "20180113"}},
		{"JYMXSUM_201304121000001004_20180113.txt", FileName{KindSummary, partner, "20180113"}},
		{"JYMX_201304121000001004_201801.txt", FileName{KindMonthly, partner, "201801"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := ParseName(tc.name)
			if err != nil || got != tc.want || got.String() != tc.name {
				t.Errorf("%s: %+v, %v; want %+v", tc.name, got, err, tc.want)
			}
		})
	}
}

func TestParseNameRefuses(t *testing.T) {
	for _, tc := range []struct{ name, says string }{
		{"", "JYMX_{oid_partner}"},
		{"orders.csv", "JYMX_{oid_partner}"},
		{"JYMX_201304121000001004_20180113", "JYMX_{oid_partner}"},
		{"jymx_201304121000001004_20180113.txt", "JYMX_{oid_partner}"},
		{"JYMX_2013_20180113.txt", "18 digits"},
		{"JYMX_20130412100000100x_20180113.txt", "18 digits"},
		{"JYMX_../../etc/passwd/_20180113.txt", "18 digits"},
		{"JYMX_201304121000001004.txt", "yyyyMMdd"},
		{"JYMX_201304121000001004_20180229.txt", "20180229"},
		{"JYMX_201304121000001004_201813.txt", "201813"},
		{"JYMX_201304121000001004_20180113_1.txt", "20180113_1"},
		{"JYMXSUM_201304121000001004_201801.txt", "201801"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got, err := ParseName(tc.name); err == nil || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%q: %+v, %v; want an error that says %s", tc.name, got, err, tc.says)
			}
		})
	}
}

func TestCLR4ReadyAt(t *testing.T) {
	for _, tc := range []struct{ kind, period, want string }{
		{KindDetail, "20180113", "2018-01-14T09:00:00+08:00"},
		{KindSummary, "20180113", "2018-01-14T09:00:00+08:00"},
		{KindDetail, "20240228", "2024-02-29T09:00:00+08:00"},
		{KindDetail, "20171231", "2018-01-01T09:00:00+08:00"},
		{KindMonthly, "201801", "2018-02-01T09:00:00+08:00"},
		{KindMonthly, "201712", "2018-01-01T09:00:00+08:00"},
	} {
		t.Run(tc.kind+" "+tc.period, func(t *testing.T) {
			if got := ReadyAt(tc.kind, tc.period).Format(time.RFC3339); got != tc.want {
				t.Errorf("%s %s: %s, want %s", tc.kind, tc.period, got, tc.want)
			}
		})
	}
	for _, period := range []string{"", "201801", "20180230", "x"} {
		t.Run(period, func(t *testing.T) {
			if got := ReadyAt(KindDetail, period); !got.IsZero() {
				t.Errorf("%q: %s, want no moment", period, got)
			}
		})
	}
}

func TestCLR4NextDate(t *testing.T) {
	for now, want := range map[string]string{"20180113085959": "20180112", "20180113090000": "20180113", "20180101000000": "20171231"} {
		t.Run(now, func(t *testing.T) {
			at, err := wire.ParseDateTime(now)
			if got := NextDate(at); err != nil || got != want {
				t.Errorf("next come the files of %s, want %s (%v)", got, want, err)
			}
		})
	}
}
