package dates_test

import (
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/dates"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04:05", text, wire.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestJudge(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, now, identity, dtOrder string
		new, retry, today            string
	}{
		{"DAT-1 the day before, its first second", "2018-01-12 23:59:50", "number", "20180111000000", "0000 IDN-1", "0000 IDN-2", "1002 IDN-4"},
		{"DAT-1 the second before that", "2018-01-12 23:59:50", "number", "20180110235959", "1004 DAT-1", "0000 IDN-2", "1002 IDN-4"},
		{"DAT-1 the day after, its last second", "2018-01-12 00:00:00", "number", "20180113235959", "0000 IDN-1", "0000 IDN-2", "1002 IDN-4"},
		{"DAT-1 the second after that", "2018-01-12 00:00:00", "number", "20180114000000", "1004 DAT-1", "0000 IDN-2", "1002 IDN-4"},
		{"DAT-2 a retry after two days", "2018-01-14 08:00:00", "date_and_number", "20180112080000", "1004 DAT-1", "0000 IDN-2", "1004 DAT-1"},
		{"IDN-1 another date is another order", "2018-01-12 12:00:00", "date_and_number", "20180113000000", "0000 IDN-1", "0000 IDN-2", "0000 IDN-1"},
		{"IDN-1 by four elements too", "2018-01-12 12:00:00", "four_elements", "20180113000000", "0000 IDN-1", "0000 IDN-2", "0000 IDN-1"},
		{"IDN-2 the same date", "2018-01-12 12:00:00", "", "20180112000000", "0000 IDN-1", "0000 IDN-2", "0000 IDN-2"},
		{"DAT-1 over the year", "2019-01-01 00:00:00", "number", "20181231235959", "0000 IDN-1", "0000 IDN-2", "1002 IDN-4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := dates.Judge(at(t, c.now), dates.Merchant{Identity: c.identity}, c.dtOrder)
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range []struct {
				as   string
				got  dates.Verdict
				want string
			}{{"new", got.New, c.new}, {"retry", got.Retry, c.retry}, {"known today", got.Today, c.today}} {
				if text := string(v.got.Code) + " " + v.got.Rule; text != v.want {
					t.Errorf("as %s: %s, want %s", v.as, text, v.want)
				}
			}
			if refused := got.New.Code != wire.CodeSuccess; refused == got.Within || refused != (got.SettleDate == "") || refused != (got.FilesReady == nil) {
				t.Errorf("%+v contradicts itself", got)
			}
		})
	}
}

func TestDAT4NoRealMoment(t *testing.T) {
	t.Parallel()
	if _, err := dates.Judge(at(t, "2023-03-01 00:00:00"), dates.Merchant{}, "20230229120000"); err == nil {
		t.Error("29 February 2023 was taken")
	}
}

func TestAroundTakesThreeDaysOfFive(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]int{"2018-01-12 23:59:50": 15, "2018-01-12 00:00:00": 10, "2018-01-12 23:59:59": 10} {
		t.Run(now, func(t *testing.T) {
			all, err := dates.Around(at(t, now), dates.Merchant{})
			if err != nil || len(all) != want {
				t.Fatalf("%d candidates, want %d: %v", len(all), want, err)
			}
			for _, c := range all {
				if c.Within != (c.Days >= -1 && c.Days <= 1) {
					t.Errorf("DAT-1 %s, %d days off, within %v", c.DtOrder, c.Days, c.Within)
				}
			}
		})
	}
}

func TestPayments(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, now, cutoff string
		want              []string // moment and settle date
	}{
		{"CLR-2 midnight without a cut-off", "2018-01-12 23:59:50", "", []string{"0112235950 20180112", "0112235959 20180112", "0113000000 20180113"}},
		{"CLR-2 from the cut-off on the next day", "2018-01-12 12:00:00", "23:00",
			[]string{"0112120000 20180112", "0112225959 20180112", "0112230000 20180113", "0112235959 20180113", "0113000000 20180113"}},
		{"CLR-2 at the cut-off itself", "2018-01-31 23:00:00", "23:00",
			[]string{"0131225959 20180131", "0131230000 20180201", "0131235959 20180201", "0201000000 20180201"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := dates.Payments(at(t, c.now), dates.Merchant{Cutoff: c.cutoff})
			if len(got) != len(c.want) {
				t.Fatalf("%d payments, want %d: %+v", len(got), len(c.want), got)
			}
			for i, p := range got {
				if text := p.At.Format("0102150405") + " " + p.SettleDate; text != c.want[i] {
					t.Errorf("%s, want %s", text, c.want[i])
				}
			}
		})
	}
}

func TestPaid(t *testing.T) {
	t.Parallel()
	p := dates.Paid(at(t, "2018-08-30 23:30:00"), dates.Merchant{Cutoff: "23:00"})
	if p.SettleDate != "20180831" || p.RefundUntil != "20190228" || !p.FilesReady.Equal(at(t, "2018-09-01 09:00:00")) {
		t.Errorf("CLR-2, CLR-4, DAT-5: %+v", p)
	}
}
