package platformapi

import (
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// decideRefund takes a refund (protocol section 8).
func decideRefund(x *exchange) verdict {
	f := x.fields
	fen, err := wire.ParseAmount(f.Get("money_refund"))
	if err != nil {
		return verdict{Decision: domain.BadField("CHK-5", "money_refund", err.Error())}
	}
	d, refund := x.sandbox.Refund(x.journal.Request, x.merchant, domain.RefundRequest{
		NoRefund: f.Get("no_refund"), DtRefund: f.Get("dt_refund"), MoneyRefund: f.Get("money_refund"), Fen: fen,
		NotifyURL: f.Get("notify_url"), SignType: f.Get("sign_type"),
		Payment: domain.Name{NoOrder: f.Get("no_order"), DtOrder: f.Get("dt_order"), OidPaybill: f.Get("oid_paybill")},
	})
	v := verdict{Decision: d, noted: true}
	if v.OK() {
		v.answer = refundAnswer(refund, f.Get("money_refund"), f.Get("dt_refund"))
		v.settle = func() { x.sandbox.RefundAndDeliver(x.http.Context(), refund.OidRefundno) }
	}
	return v
}

// decideRefundQuery tells how a refund stands.
func decideRefundQuery(x *exchange) verdict {
	f := x.fields
	found := x.sandbox.FindRefund(x.merchant.OidPartner, domain.RefundName{NoRefund: f.Get("no_refund"), DtRefund: f.Get("dt_refund"), OidRefundno: f.Get("oid_refundno")})
	v := verdict{Decision: found.Decision}
	if v.OK() {
		v.answer = refundAnswer(found.Refund, found.Refund.MoneyRefund, found.Refund.DtRefund)
		v.settle = func() { x.sandbox.RefundAndDeliver(x.http.Context(), found.Refund.OidRefundno) }
	}
	return v
}

func refundAnswer(r *domain.Refund, money, dt string) wire.Fields {
	return present(
		"no_refund", r.NoRefund,
		"dt_refund", dt,
		"money_refund", money,
		"oid_refundno", r.OidRefundno,
		"sta_refund", string(r.State),
		"settle_date", r.SettleDate,
	)
}
