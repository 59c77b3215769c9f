package engine_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

func TestUpcomingLeavesOutWhatIsOvertaken(t *testing.T) {
	e := newEngine(t, manual())
	waiting := placed(t, e, order(e, "N1", deadAddress))
	settled := paid(t, e, order(e, "N2", deadAddress))
	later := placed(t, e, order(e, "N3", deadAddress))
	pay(t, e, later, domain.Payment{Outcome: "1100", After: time.Minute})
	advance(t, e, 0)

	var got []string
	for _, u := range e.Upcoming(5) {
		line := fmt.Sprintf("%s %s", u.Due.Sub(noon), u.Kind)
		switch {
		case u.Order != nil:
			line += " " + u.Order.NoOrder
		case u.Notification != nil:
			line += " " + u.Notification.NoOrder
		}
		got = append(got, line)
	}
	want := []string{"1m0s gateway result N3", "2m0s notification N2", "3m0s processing timeout N3", "21h0m0s clearing file", "168h0m0s expiry N1"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("waiting %s, paid %s (-want +got):\n%s", waiting, settled, d)
	}
	if got := e.Upcoming(1); len(got) != 1 || got[0].Kind != domain.GatewayResult {
		t.Errorf("the next job is %+v, want the gateway's result", got)
	}
}

func TestUpcomingKnowsRefunds(t *testing.T) {
	e := newEngine(t, manual())
	m := *e.Merchant(byNumber)
	m.Refund = domain.RefundPolicy{Outcome: domain.OutcomeSuccess, After: time.Minute}
	e.PutMerchant(&m)
	id := paid(t, e, order(e, "N1", ""))
	e.Refund(0, &m, domain.RefundRequest{NoRefund: "R1", DtRefund: "20180112120000", MoneyRefund: "1.00", Fen: 100, Payment: domain.Name{OidPaybill: id}, SignType: "RSA"})
	for _, u := range e.Upcoming(3) {
		if u.Kind == domain.RefundResult {
			if u.Refund.NoRefund != "R1" || !u.Due.Equal(noon.Add(time.Minute)) {
				t.Errorf("CLR-2 %+v", u)
			}
			return
		}
	}
	t.Error("the refund's result is not among the next jobs")
}

func TestCLR2TheMerchantsCutoffGoesBeforeThePlatforms(t *testing.T) {
	c := manual()
	c.ClearingCutoff, c.BankCutover = "23:00", domain.Window{From: 1, To: 2}
	e := newEngine(t, c)
	own := domain.Merchant{ClearingCutoff: "22:00", BankCutover: domain.Window{From: 3, To: 4}}
	for _, test := range []struct {
		m       *domain.Merchant
		cutoff  string
		cutover domain.Window
	}{
		{nil, "23:00", domain.Window{From: 1, To: 2}},
		{e.Merchant(byNumber), "23:00", domain.Window{From: 1, To: 2}},
		{&own, "22:00", domain.Window{From: 3, To: 4}},
	} {
		if got := e.Cutoff(test.m); got != test.cutoff {
			t.Errorf("CLR-2 %+v: cut-off %s, want %s", test.m, got, test.cutoff)
		}
		if got := e.Cutover(test.m); got != test.cutover {
			t.Errorf("CLR-5 %+v: cut-over %v, want %v", test.m, got, test.cutover)
		}
	}
}
