package domain_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

func TestCLR2SettleDate(t *testing.T) {
	for _, c := range []struct {
		at, cutoff string
		want       domain.Date
	}{
		{"20180112235959", "", "20180112"},
		{"20180113000000", "", "20180113"},
		{"20180112235959", "00:00", "20180112"},
		{"20180112175959", "18:00", "20180112"},
		{"20180112180000", "18:00", "20180113"},
		{"20180112000000", "00:01", "20180112"},
		{"20180112000100", "00:01", "20180113"},
		{"20180131230000", "23:00", "20180201"},
		{"20200228230000", "23:00", "20200229"},
		{"20181231235900", "23:59", "20190101"},
	} {
		t.Run(c.at+" "+c.cutoff, func(t *testing.T) {
			if got := domain.SettleDate(at(c.at), c.cutoff); got != c.want {
				t.Errorf("CLR-2 %s with cut-off %q: %s, want %s", c.at, c.cutoff, got, c.want)
			}
		})
	}
	if got := domain.SettleDate(at("20180113000001").UTC(), ""); got != "20180113" {
		t.Errorf("CLR-2 a moment given in UTC: %s", got)
	}
}

func TestDAT5LastRefundDate(t *testing.T) {
	for settleDate, want := range map[domain.Date]domain.Date{
		"20180112": "20180712",
		"20180831": "20190228", // clamped to the month's end
		"20190831": "20200229",
		"20181031": "20190430",
		"20180331": "20180930",
		"20180701": "20190101",
		"20181230": "20190630",
		"20200229": "20200829",
	} {
		t.Run(string(settleDate), func(t *testing.T) {
			if got := domain.LastRefundDate(settleDate); got != want {
				t.Errorf("DAT-5 cleared on %s: refundable until %s, want %s", settleDate, got, want)
			}
		})
	}
}

func TestCLR5Cutover(t *testing.T) {
	overMidnight, morning := domain.Window{From: 23*60 + 50, To: 10}, domain.Window{From: 60, To: 120}
	for _, c := range []struct {
		window domain.Window
		at     string
		want   bool
	}{
		{overMidnight, "20180112234959", false}, {overMidnight, "20180112235000", true}, {overMidnight, "20180113000000", true},
		{overMidnight, "20180113000959", true}, {overMidnight, "20180113001000", false}, {overMidnight, "20180112120000", false},
		{morning, "20180112005959", false}, {morning, "20180112010000", true}, {morning, "20180112015959", true}, {morning, "20180112020000", false},
		{domain.Window{}, "20180112000000", false}, {domain.Window{From: 5, To: 5}, "20180112000500", false},
	} {
		for _, payType := range []string{"1", "8", "9", "2", "3", "D"} {
			if got := domain.InCutover(c.window, payType, at(c.at)); got != c.want {
				t.Errorf("CLR-5 %v at %s with pay_type %s: %t", c.window, c.at, payType, got)
			}
		}
		for _, payType := range []string{"0", "I", "L", "Y", "W"} {
			if domain.InCutover(c.window, payType, at(c.at)) {
				t.Errorf("CLR-5 %v at %s stops pay_type %s", c.window, c.at, payType)
			}
		}
	}
}
