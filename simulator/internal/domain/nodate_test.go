package domain_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestDateOf(t *testing.T) {
	for dt, want := range map[string]domain.Date{
		"20180112235959": "20180112", "20160229000000": "20160229",
		"": "", "2018": "", "20180112": "", "20180229000000": "", "20180112240000": "", "2018-01-12 00:": "", "测测测测": "",
	} {
		t.Run(dt, func(t *testing.T) {
			if got := domain.DateOf(dt); got != want {
				t.Errorf("%q has business date %q, want %q", dt, got, want)
			}
		})
	}
}

// TestDAT1NoDate holds that a new order or refund without a business date is refused, naming the field.
func TestDAT1NoDate(t *testing.T) {
	for _, dt := range []string{"", "2018", "20180230000000"} {
		t.Run(dt, func(t *testing.T) {
			if d, _ := domain.DecideCreate(&domain.Merchant{}, nil, domain.Usage{}, request(dt, 4990), noon); d.Code != wire.CodeBadField || d.Field != "dt_order" {
				t.Errorf("an order dated %q: %+v", dt, d)
			}
			paid := known(domain.Success)
			paid.SettleDate = "20180112"
			r := domain.RefundRequest{NoRefund: "R1", DtRefund: dt, MoneyRefund: "1.00", Fen: 100}
			if d := domain.DecideRefund(nil, domain.Accepted("QRY-4"), paid, r, noon); d.Code != wire.CodeBadField || d.Field != "dt_refund" {
				t.Errorf("a refund dated %q: %+v", dt, d)
			}
		})
	}
}

// TestNoDatePanics asks every decision that looks at a date, with any texts in place of dates.
func TestNoDatePanics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dt := rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9]{0,16}`))
		order, refund := known(domain.Success), &domain.Refund{NoRefund: "R1", OidRefundno: "2", DtRefund: dt.Draw(t, "dt_refund")}
		order.SettleDate, refund.BusinessDate = "20180112", domain.DateOf(refund.DtRefund)
		same := []*domain.Order{order, known(domain.Waiting)}
		for _, identity := range []choice.Identity{choice.ByNumber, choice.ByDateAndNumber, choice.ByFourElements} {
			domain.DecideCreate(&domain.Merchant{Identity: identity}, same, domain.Usage{}, request(dt.Draw(t, "dt_order"), 4990), noon)
		}
		name := domain.Name{NoOrder: "N1", DtOrder: dt.Draw(t, "dt_order"), OidPaybill: rapid.SampledFrom([]string{"", order.OidPaybill}).Draw(t, "oid_paybill")}
		naming, found := domain.DecideName(name, same, order)
		if found == nil {
			found = order
		}
		request := domain.RefundRequest{NoRefund: "R1", DtRefund: dt.Draw(t, "dt_refund"), Fen: 1, Payment: name}
		domain.DecideRefund(nil, naming, found, request, noon)
		domain.DecideRefund(refund, naming, found, request, noon)
		domain.DecideRefundName(domain.RefundName{NoRefund: "R1", DtRefund: dt.Draw(t, "dt_refund")}, refund, nil)
	})
}
