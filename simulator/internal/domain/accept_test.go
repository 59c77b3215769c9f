package domain_test

import (
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var noon = at("20180112120000")

func at(dateTime string) time.Time {
	t, err := wire.ParseDateTime(dateTime)
	if err != nil {
		panic(err)
	}
	return t
}

// known is order N1 of 12 January over 49.90 in a state.
func known(state domain.OrderState) *domain.Order {
	return &domain.Order{OidPaybill: "2018011200000001", NoOrder: "N1", DtOrder: "20180112110000", BusinessDate: "20180112", MoneyOrder: "49.90", Fen: 4990,
		State: state, ExpiresAt: noon.Add(time.Hour)}
}

func request(dtOrder string, fen int64) domain.Create {
	return domain.Create{NoOrder: "N1", DtOrder: dtOrder, MoneyOrder: wire.FormatFen(fen), Fen: fen}
}

// TestIdentity asks, for each order_identity and state of the known order, for the same order, another amount, another date,
// and both (IDN-1 to IDN-7).
func TestIdentity(t *testing.T) {
	requests := []struct {
		name string
		domain.Create
	}{
		{"same", request("20180112235959", 4990)}, // another time of day is the same order (RTY-1)
		{"other amount", request("20180112110000", 4991)},
		{"other date", request("20180113110000", 4990)},
		{"other date and amount", request("20180113110000", 4991)},
	}
	byState := map[domain.OrderState]string{domain.Success: "IDN-5", domain.Refunded: "IDN-5", domain.Processing: "IDN-6", domain.Failure: "IDN-7"}
	codes := map[string]wire.Code{"IDN-1": "0000", "IDN-2": "0000", "IDN-3": "1002", "IDN-4": "1002", "IDN-5": "2007", "IDN-6": "2005", "IDN-7": "2006"}
	for _, c := range []struct {
		identity choice.Identity
		waiting  [4]string // the rule for each request while the order is WAITING
	}{
		{choice.ByNumber, [4]string{"IDN-2", "IDN-3", "IDN-4", "IDN-3"}},
		{"", [4]string{"IDN-2", "IDN-3", "IDN-4", "IDN-3"}},
		{choice.ByDateAndNumber, [4]string{"IDN-2", "IDN-3", "IDN-1", "IDN-1"}},
		{choice.ByFourElements, [4]string{"IDN-2", "IDN-1", "IDN-1", "IDN-1"}},
	} {
		for _, state := range []domain.OrderState{domain.Waiting, domain.Processing, domain.Success, domain.Refunded, domain.Failure} {
			for i, r := range requests {
				want := c.waiting[i]
				if rule := byState[state]; rule != "" && want != "IDN-1" {
					want = rule // before IDN-3 and 4: a merchant that retries a paid order must learn that it is paid
				}
				d, found := domain.DecideCreate(&domain.Merchant{Identity: c.identity}, []*domain.Order{known(state)}, domain.Usage{}, r.Create, noon)
				if d.Rule != want || d.Code != codes[want] || (found == nil) != (want == "IDN-1") {
					t.Errorf("%q, %s, %s: %s %s, want %s %s", c.identity, state, r.name, d.Rule, d.Code, want, codes[want])
				}
			}
		}
	}
	if d, _ := domain.DecideCreate(&domain.Merchant{}, nil, domain.Usage{}, requests[0].Create, noon); d.Rule != "IDN-1" {
		t.Errorf("an unknown number: %+v", d)
	}
}

// TestIdentityAfterAChange holds which of several orders with one number counts when the profile changed meanwhile.
func TestIdentityAfterAChange(t *testing.T) {
	older, newer := known(domain.Waiting), known(domain.Success)
	newer.OidPaybill, newer.BusinessDate = "2018011300000002", "20180113"
	both := []*domain.Order{older, newer}
	for _, c := range []struct{ dt, rule string }{{"20180112110000", "IDN-2"}, {"20180113110000", "IDN-5"}, {"20180111110000", "IDN-5"}} {
		if d, _ := domain.DecideCreate(&domain.Merchant{Identity: choice.ByNumber}, both, domain.Usage{}, request(c.dt, 4990), noon); d.Rule != c.rule {
			t.Errorf("%s: %+v, want %s", c.dt, d, c.rule)
		}
	}
}

func TestDAT1(t *testing.T) {
	for _, c := range []struct {
		name, dtOrder, now string
		ok                 bool
	}{
		{"DAT-1 today", "20180112000000", "20180112235959", true},
		{"DAT-1 the day before, its first second", "20180111000000", "20180112235959", true},
		{"DAT-1 two days before, its last second", "20180110235959", "20180112000000", false},
		{"DAT-1 the day after, its last second", "20180113235959", "20180112000000", true},
		{"DAT-1 two days after", "20180114000000", "20180112235959", false},
		{"DAT-1 over the end of the year", "20171231000000", "20180101000000", true},
		{"DAT-1 over a leap day", "20200228000000", "20200229120000", true},
		{"DAT-1 two days over a leap day", "20200228000000", "20200301000000", false},
	} {
		d, _ := domain.DecideCreate(&domain.Merchant{}, nil, domain.Usage{}, request(c.dtOrder, 1), at(c.now))
		if d.OK() != c.ok || !c.ok && (d.Rule != "DAT-1" || d.Code != wire.CodeBadField || d.Field != "dt_order") {
			t.Errorf("%s: %+v", c.name, d)
		}
	}
	// DAT-2: a retry may come days later, within its validity.
	if d, _ := domain.DecideCreate(&domain.Merchant{}, []*domain.Order{known(domain.Waiting)}, domain.Usage{}, request("20180112110000", 4990), noon.AddDate(0, 0, 5)); d.Rule != "IDN-2" {
		t.Errorf("DAT-2: %+v", d)
	}
}

func TestLimits(t *testing.T) {
	limits := domain.Limits{PerTransaction: 5000, DayAmount: 6000, DayCount: 3, MonthAmount: 9000, MonthCount: 5}
	for _, c := range []struct {
		name  string
		fen   int64
		usage domain.Usage
		rule  string
		code  wire.Code
	}{
		{"LIM-2 at the limit", 5000, domain.Usage{}, "IDN-1", "0000"},
		{"LIM-2 above it", 5001, domain.Usage{}, "LIM-2", "1019"},
		{"LIM-2 goes before LIM-3", 5001, domain.Usage{DayFen: 6000, MonthFen: 6000}, "LIM-2", "1019"},
		{"LIM-3 amount of the day, at the limit", 1000, domain.Usage{DayFen: 5000, MonthFen: 5000}, "IDN-1", "0000"},
		{"LIM-3 amount of the day", 1001, domain.Usage{DayFen: 5000, MonthFen: 5000}, "LIM-3", "1014"},
		{"LIM-3 amount of the month, at the limit", 1000, domain.Usage{MonthFen: 8000}, "IDN-1", "0000"},
		{"LIM-3 amount of the month", 1001, domain.Usage{MonthFen: 8000}, "LIM-3", "1014"},
		{"LIM-3 the last payment of the day", 1, domain.Usage{DayCount: 2, MonthCount: 2}, "IDN-1", "0000"},
		{"LIM-3 one payment too many a day", 1, domain.Usage{DayCount: 3, MonthCount: 3}, "LIM-3", "1014"},
		{"LIM-3 the last payment of the month", 1, domain.Usage{MonthCount: 4}, "IDN-1", "0000"},
		{"LIM-3 one payment too many a month", 1, domain.Usage{MonthCount: 5}, "LIM-3", "1014"},
	} {
		d, _ := domain.DecideCreate(&domain.Merchant{Limits: limits}, nil, c.usage, request("20180112110000", c.fen), noon)
		if d.Rule != c.rule || d.Code != c.code {
			t.Errorf("%s: %s %s, want %s %s", c.name, d.Rule, d.Code, c.rule, c.code)
		}
	}
	if d := domain.DecideUsage(domain.Limits{}, domain.Usage{DayFen: 1 << 60, DayCount: 1 << 30}, 1); !d.OK() {
		t.Errorf("without limits: %+v", d)
	}
}
