package domain_test

import (
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var states = []domain.OrderState{domain.Waiting, domain.Processing, domain.Success, domain.Refunded, domain.Failure}

func TestDecidePay(t *testing.T) {
	want := map[domain.OrderState]wire.Code{domain.Waiting: "0000", domain.Processing: "2005", domain.Success: "2007", domain.Refunded: "2007", domain.Failure: "2006"}
	for _, state := range states {
		if d := domain.DecidePay(&domain.Merchant{}, known(state), domain.Usage{}); d.Code != want[state] {
			t.Errorf("paying a %s order: %+v", state, d)
		}
	}
	m := &domain.Merchant{Limits: domain.Limits{DayAmount: 4989}}
	if d := domain.DecidePay(m, known(domain.Waiting), domain.Usage{}); d.Rule != "LIM-3" {
		t.Errorf("LIM-3 is checked again when the order is paid: %+v", d)
	}
}

// begun is order N1 with an attempt under way since noon; its validity runs out at 13:00.
func started() *domain.Order {
	o, _ := domain.StartAttempt(known(domain.Waiting), domain.Payment{PayType: "2", BankCode: "01020000"}, noon)
	return o
}

func TestSTA2TimeOut(t *testing.T) {
	o, changed := domain.TimeOut(started(), 1, noon.Add(domain.GatewayTimeout))
	if !changed || o.State != domain.Waiting || o.Attempts[0].State != domain.AttemptTimedOut || !o.Attempts[0].Open() {
		t.Errorf("STA-2: %t, %s, %+v", changed, o.State, o.Attempts[0])
	}
	if o, _ := domain.TimeOut(started(), 1, noon.Add(time.Hour)); o.State != domain.Failure {
		t.Errorf("STA-4 validity that ran out meanwhile takes effect when PROCESSING ends: %s", o.State)
	}
	if _, changed := domain.TimeOut(o, 1, noon.Add(time.Hour)); changed {
		t.Error("an attempt timed out twice")
	}
	if _, changed := domain.TimeOut(started(), 2, noon); changed {
		t.Error("an attempt that is not there timed out")
	}
}

func TestSTA4Expire(t *testing.T) {
	last := noon.Add(time.Hour)
	if _, changed := domain.Expire(known(domain.Waiting), last.Add(-time.Nanosecond)); changed {
		t.Error("STA-4 closed before its validity ran out")
	}
	if o, changed := domain.Expire(known(domain.Waiting), last); !changed || o.State != domain.Failure {
		t.Errorf("STA-4 the last instant no longer counts: %t, %s", changed, o.State)
	}
	for _, state := range states[1:] {
		if o, changed := domain.Expire(known(state), last); changed {
			t.Errorf("STA-4 %s became %s", state, o.State)
		}
	}
}

func TestFinish(t *testing.T) {
	timedOut, _ := domain.TimeOut(started(), 1, noon.Add(3*time.Minute))
	second, _ := domain.StartAttempt(timedOut, domain.Payment{PayType: "I"}, noon.Add(4*time.Minute))
	closed, _ := domain.Expire(timedOut, noon.Add(time.Hour))
	paid, _ := domain.FinishAttempt(second, 2, "", "", noon.Add(5*time.Minute))
	for _, c := range []struct {
		name    string
		order   *domain.Order
		n       int
		code    wire.Code
		at      time.Duration
		rule    string
		state   domain.OrderState
		attempt domain.AttemptState
	}{
		{"PAY-1 success", started(), 1, "", 0, "PAY-1", domain.Success, domain.AttemptSuccess},
		{"RTY-4 failure leaves it payable", started(), 1, "1100", 0, "RTY-4", domain.Waiting, domain.AttemptFailed},
		{"STA-4 failure after the validity ran out", started(), 1, "1100", time.Hour, "RTY-4", domain.Failure, domain.AttemptFailed},
		{"STA-4 success after the validity ran out", started(), 1, "", time.Hour, "PAY-1", domain.Success, domain.AttemptSuccess},
		{"STA-2 the result comes after 3 minutes", timedOut, 1, "", 4 * time.Minute, "PAY-1", domain.Success, domain.AttemptSuccess},
		{"STA-2 the failure comes after 3 minutes", timedOut, 1, "1100", 4 * time.Minute, "RTY-4", domain.Waiting, domain.AttemptFailed},
		{"STA-2 a late failure does not end another attempt's PROCESSING", second, 1, "1100", 5 * time.Minute, "RTY-4", domain.Processing, domain.AttemptFailed},
		{"STA-2 a late success while another attempt is under way", second, 1, "", 5 * time.Minute, "PAY-1", domain.Success, domain.AttemptSuccess},
		{"STA-3 success for a closed order", closed, 1, "", 2 * time.Hour, "STA-3", domain.Failure, domain.AttemptReturned},
		{"STA-3 success for an order paid by another attempt", paid, 1, "", 2 * time.Hour, "STA-3", domain.Success, domain.AttemptReturned},
	} {
		before := c.order.Attempts[c.n-1].State
		o, rule := domain.FinishAttempt(c.order, c.n, c.code, "", noon.Add(c.at))
		a := o.Attempts[c.n-1]
		if rule != c.rule || o.State != c.state || a.State != c.attempt || a.Code != c.code || !a.Ended.Equal(noon.Add(c.at)) {
			t.Errorf("%s: %s, %s, attempt %+v", c.name, rule, o.State, a)
		}
		if c.attempt == domain.AttemptSuccess && (o.SettleDate != "20180112" || o.PaidPayType != a.PayType || !o.PaidAt.Equal(noon.Add(c.at))) {
			t.Errorf("%s: paid at %s with %s, cleared on %s", c.name, o.PaidAt, o.PaidPayType, o.SettleDate)
		}
		if c.attempt == domain.AttemptReturned && (o.SettleDate != c.order.SettleDate || !o.PaidAt.Equal(c.order.PaidAt)) {
			t.Errorf("%s: CLR-1 settle_date changed", c.name)
		}
		if c.order.Attempts[c.n-1].State != before {
			t.Errorf("%s: the row given was changed", c.name)
		}
	}
	failed, _ := domain.FinishAttempt(started(), 1, "1100", "", noon)
	if got := failed.LastFailure(); got != "1100" {
		t.Errorf("RTY-4 the last failure is %q", got)
	}
}

func TestGlob(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"", "", true}, {"", "a", false}, {"*", "", true}, {"*", "anything", true}, {"?", "", false}, {"?", "月", true}, {"??", "月饼", true}, {"?", "ab", false},
		{"*.01", "12.01", true}, {"*.01", "12.011", false}, {"a*c", "ac", true}, {"a*c", "abcbc", true}, {"a*c", "abcb", false}, {"a*b*c", "axbxbxc", true},
		{"**", "x", true}, {"*a*", "bab", true}, {"*ab", "aab", true}, {"a?c*", "abcd", true}, {"[a]", "a", false}, {"[a]", "[a]", true}, {`\*`, "*", false},
		{"*a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
	} {
		if got := domain.Glob(c.pattern, c.text); got != c.want {
			t.Errorf("Glob(%q, %q) = %t", c.pattern, c.text, got)
		}
	}
}

// TestFaultsStrikeAlike holds that probability and times depend on the seed and the messages met alone.
func TestFaultsStrikeAlike(t *testing.T) {
	strikes := func(seed uint64) (struck []bool) {
		f := &domain.Fault{At: "accept", Probability: 0.5, Seed: seed, Match: map[string]string{"no_order": "N*"}}
		for range 200 {
			var hit bool
			f, hit = f.Apply("accept", wire.Fields{{Name: "no_order", Value: "N1"}})
			struck = append(struck, hit)
		}
		return struck
	}
	first, hits := strikes(1), 0
	for i, again := range strikes(1) {
		if again != first[i] {
			t.Fatalf("message %d was struck once and spared once", i)
		}
		if again {
			hits++
		}
	}
	if hits < 60 || hits > 140 {
		t.Errorf("a fault of probability one half struck %d of 200", hits)
	}
	twice := &domain.Fault{At: "accept", Times: 2}
	for i, want := range []bool{true, true, false} {
		var hit bool
		if twice, hit = twice.Apply("accept", nil); hit != want {
			t.Errorf("message %d: %t", i+1, hit)
		}
	}
	if _, hit := twice.Apply("query", nil); hit {
		t.Error("struck at another point")
	}
}
