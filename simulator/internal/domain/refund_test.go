package domain_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// settled is order N1, paid and cleared on 12 January, with some of it refunded and some about to be.
func settled(refunded, reserved int64) *domain.Order {
	o := known(domain.Success)
	o.SettleDate, o.RefundedFen, o.ReservedFen = "20180112", refunded, reserved
	return o
}

func TestRefundDecisions(t *testing.T) {
	used := &domain.Refund{NoRefund: "R1", OidPaybill: known("").OidPaybill, BusinessDate: "20180112", Fen: 1000, State: domain.RefundFailed}
	found, none := domain.Accepted("QRY-1"), domain.Refused("QRY-7", wire.CodeNoRecord, "none")
	full := settled(4990, 0)
	full.State = domain.Refunded
	for _, c := range []struct {
		name    string
		used    *domain.Refund
		naming  domain.Decision
		payment *domain.Order
		dt      string
		fen     int64
		now     string
		rule    string
		code    wire.Code
	}{
		{"RFD-1 no such payment", nil, none, nil, "20180112000000", 1, "20180112120000", "RFD-1", "9093"},
		{"RFD-1 a naming error stays what it is", nil, domain.BadField("QRY-2", "dt_order", ""), nil, "20180112000000", 1, "20180112120000", "QRY-2", "1004"},
		{"RFD-2 waiting", nil, found, known(domain.Waiting), "20180112000000", 1, "20180112120000", "RFD-2", "5008"},
		{"RFD-2 closed", nil, found, known(domain.Failure), "20180112000000", 1, "20180112120000", "RFD-2", "5008"},
		{"RFD-2 goes before DAT-5", nil, found, known(domain.Processing), "20180101000000", 1, "20180112120000", "RFD-2", "5008"},
		{"DAT-5 dt_refund two days off goes before RFD-3", nil, found, settled(0, 0), "20180110000000", 9999, "20180112120000", "DAT-5", "1004"},
		{"DAT-5 the last day", nil, found, settled(0, 0), "20180712000000", 4990, "20180712235959", "RFD-8", "0000"},
		{"DAT-5 a day late", nil, found, settled(0, 0), "20180712000000", 4990, "20180713000000", "DAT-5", "5005"},
		{"RFD-3 more than the payment", nil, found, settled(0, 0), "20180112000000", 4991, "20180112120000", "RFD-3", "5003"},
		{"RFD-3 goes before RFD-4", nil, found, full, "20180112000000", 4991, "20180112120000", "RFD-3", "5003"},
		{"RFD-4 more than what is left", nil, found, settled(1000, 1000), "20180112000000", 2991, "20180112120000", "RFD-4", "5007"},
		{"RFD-4 all that is left", nil, found, settled(1000, 1000), "20180112000000", 2990, "20180112120000", "RFD-8", "0000"},
		{"RFD-4 after a full refund", nil, found, full, "20180112000000", 1, "20180112120000", "RFD-4", "5007"},
		{"RFD-5 again, also after it failed", used, found, settled(0, 0), "20180112235959", 1000, "20180112120000", "RFD-5", "0000"},
		{"RFD-5 again years later", used, found, settled(0, 0), "20180112000000", 1000, "20280112120000", "RFD-5", "0000"},
		{"RFD-6 another amount", used, found, settled(0, 0), "20180112000000", 1001, "20180112120000", "RFD-6", "1002"},
		{"RFD-6 another date", used, found, settled(0, 0), "20180113000000", 1000, "20180112120000", "RFD-6", "1002"},
		{"RFD-6 another payment", used, found, &domain.Order{OidPaybill: "2018011200000005"}, "20180112000000", 1000, "20180112120000", "RFD-6", "1002"},
		{"RFD-6 no payment", used, none, nil, "20180112000000", 1000, "20180112120000", "RFD-6", "1002"},
	} {
		r := domain.RefundRequest{NoRefund: "R1", DtRefund: c.dt, MoneyRefund: wire.FormatFen(c.fen), Fen: c.fen}
		if d := domain.DecideRefund(c.used, c.naming, c.payment, r, at(c.now)); d.Rule != c.rule || d.Code != c.code {
			t.Errorf("%s: %s %s (%s), want %s %s", c.name, d.Rule, d.Code, d.Reason, c.rule, c.code)
		}
	}
}

func TestFinishRefund(t *testing.T) {
	r := &domain.Refund{Fen: 1000, State: domain.RefundProcessing}
	for _, c := range []struct {
		name               string
		payment            *domain.Order
		code               wire.Code
		state              domain.OrderState
		refunded, reserved int64
	}{
		{"STA-5 a part leaves SUCCESS", settled(0, 1000), "", domain.Success, 1000, 0},
		{"STA-5 the one that completes the amount", settled(3990, 1000), "", domain.Refunded, 4990, 0},
		{"RFD-7 a failed one frees its amount", settled(3990, 1000), "1100", domain.Success, 3990, 0},
	} {
		before := *c.payment
		done, o := domain.FinishRefund(r, c.payment, c.code, "12:00", noon)
		if o.State != c.state || o.RefundedFen != c.refunded || o.ReservedFen != c.reserved || o.FeeFen != before.FeeFen {
			t.Errorf("%s: %s, %d refunded, %d reserved", c.name, o.State, o.RefundedFen, o.ReservedFen)
		}
		if wantDate := map[bool]domain.Date{true: "20180113"}[c.code == ""]; done.SettleDate != wantDate || done.Code != c.code || !done.DoneAt.Equal(noon) {
			t.Errorf("%s: refund %+v", c.name, done)
		}
		if c.payment.State != before.State || c.payment.ReservedFen != before.ReservedFen || r.State != domain.RefundProcessing {
			t.Errorf("%s: the rows given were changed", c.name)
		}
	}
}
