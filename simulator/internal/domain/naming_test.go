package domain_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestQueryNames(t *testing.T) {
	a, otherDate, otherAmount := known(domain.Waiting), known(domain.Waiting), known(domain.Waiting)
	otherDate.OidPaybill, otherDate.BusinessDate = "2018011300000002", "20180113"
	otherAmount.OidPaybill, otherAmount.Fen = "2018011200000003", 1
	other := &domain.Order{OidPaybill: "2018011200000009", NoOrder: "N9", BusinessDate: "20180112"}
	one, dates, amounts := []*domain.Order{a}, []*domain.Order{a, otherDate}, []*domain.Order{a, otherAmount}
	for _, c := range []struct {
		name      string
		ask       domain.Name
		same      []*domain.Order
		byPaybill *domain.Order
		rule      string
		code      wire.Code
		field     string
		found     *domain.Order
	}{
		{"QRY-1 the number alone", domain.Name{NoOrder: "N1"}, one, nil, "QRY-1", "0000", "", a},
		{"QRY-2 several have it", domain.Name{NoOrder: "N1"}, dates, nil, "QRY-2", "1004", "dt_order", nil},
		{"QRY-3 with the date, at another time of day", domain.Name{NoOrder: "N1", DtOrder: "20180113235959"}, dates, nil, "QRY-3", "0000", "", otherDate},
		{"QRY-3 several of that date", domain.Name{NoOrder: "N1", DtOrder: "20180112000000"}, amounts, nil, "QRY-3", "1004", "oid_paybill", nil},
		{"QRY-4 oid_paybill alone", domain.Name{OidPaybill: a.OidPaybill}, nil, a, "QRY-4", "0000", "", a},
		{"QRY-4 with its number", domain.Name{OidPaybill: a.OidPaybill, NoOrder: "N1"}, amounts, a, "QRY-4", "0000", "", a},
		{"QRY-5 with the number of another order", domain.Name{OidPaybill: other.OidPaybill, NoOrder: "N1"}, one, other, "QRY-5", "9092", "", nil},
		{"QRY-6 nothing", domain.Name{}, nil, nil, "QRY-6", "1004", "no_order", nil},
		{"QRY-6 a date alone", domain.Name{DtOrder: "20180112000000"}, nil, nil, "QRY-6", "1004", "no_order", nil},
		{"QRY-7 no such number", domain.Name{NoOrder: "N2"}, nil, nil, "QRY-7", "8901", "", nil},
		{"QRY-7 not on that date", domain.Name{NoOrder: "N1", DtOrder: "20180114000000"}, dates, nil, "QRY-7", "8901", "", nil},
		{"QRY-7 no such oid_paybill, or another merchant's", domain.Name{OidPaybill: "2018011200000099"}, nil, nil, "QRY-7", "8901", "", nil},
		{"QRY-7 with a number that is not there", domain.Name{OidPaybill: a.OidPaybill, NoOrder: "N2"}, nil, a, "QRY-7", "8901", "", nil},
	} {
		d, found := domain.DecideName(c.ask, c.same, c.byPaybill)
		if d.Rule != c.rule || d.Code != c.code || d.Field != c.field || found != c.found {
			t.Errorf("%s: %+v, %v", c.name, d, found)
		}
	}
}

func TestRefundQueryNames(t *testing.T) {
	r := &domain.Refund{OidRefundno: "2018011200000002", NoRefund: "R1", BusinessDate: "20180112"}
	other := &domain.Refund{OidRefundno: "2018011200000003", NoRefund: "R2", BusinessDate: "20180112"}
	for _, c := range []struct {
		name           string
		ask            domain.RefundName
		byNumber, byID *domain.Refund
		code           wire.Code
		found          *domain.Refund
	}{
		{"by number", domain.RefundName{NoRefund: "R1", DtRefund: "20180112235959"}, r, nil, "0000", r},
		{"by oid_refundno", domain.RefundName{OidRefundno: r.OidRefundno, DtRefund: "20180112000000"}, nil, r, "0000", r},
		{"by both", domain.RefundName{NoRefund: "R1", OidRefundno: r.OidRefundno}, r, r, "0000", r},
		{"QRY-5 of different refunds", domain.RefundName{NoRefund: "R2", OidRefundno: r.OidRefundno}, other, r, "9092", nil},
		{"QRY-6 neither", domain.RefundName{DtRefund: "20180112000000"}, nil, nil, "1004", nil},
		{"QRY-7 another date", domain.RefundName{NoRefund: "R1", DtRefund: "20180113000000"}, r, nil, "8901", nil},
		{"QRY-7 nothing", domain.RefundName{NoRefund: "R3"}, nil, nil, "8901", nil},
		{"QRY-7 oid_refundno with a number that is not there", domain.RefundName{NoRefund: "R3", OidRefundno: r.OidRefundno}, nil, r, "8901", nil},
	} {
		if d, found := domain.DecideRefundName(c.ask, c.byNumber, c.byID); d.Code != c.code || found != c.found {
			t.Errorf("%s: %+v, %v", c.name, d, found)
		}
	}
}
