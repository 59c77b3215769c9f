package aggregate

import (
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// takeRefund takes a refund (protocol section 8).
func takeRefund(r *platformapi.Request) platformapi.Verdict {
	f := r.Fields
	fen, err := wire.ParseAmount(f.Get("money_refund"))
	if err != nil {
		return platformapi.Verdict{Decision: domain.BadField("CHK-5", "money_refund", "%s", message.Of(err))}
	}
	d, refund := r.Sandbox.Refund(r.Journal.Request, r.Merchant, domain.RefundRequest{
		NoRefund: f.Get("no_refund"), DtRefund: f.Get("dt_refund"), MoneyRefund: f.Get("money_refund"), Fen: fen,
		NotifyURL: f.Get("notify_url"), SignType: f.Get("sign_type"),
		Payment: domain.Name{NoOrder: f.Get("no_order"), DtOrder: f.Get("dt_order"), OidPaybill: f.Get("oid_paybill")},
	})
	v := platformapi.Verdict{Decision: d, Noted: true}
	if v.OK() {
		v.Answer = refundAnswer(refund, f.Get("money_refund"), f.Get("dt_refund"))
		v.Settle = func() { r.Sandbox.RefundAndDeliver(r.HTTP.Context(), refund.OidRefundno) }
	}
	return v
}

// findRefund tells how a refund stands.
func findRefund(r *platformapi.Request) platformapi.Verdict {
	f := r.Fields
	d, refund := r.Sandbox.FindRefund(r.Merchant.OidPartner, domain.RefundName{NoRefund: f.Get("no_refund"), DtRefund: f.Get("dt_refund"), OidRefundno: f.Get("oid_refundno")})
	v := platformapi.Verdict{Decision: d}
	if v.OK() {
		v.Answer = refundAnswer(refund, refund.MoneyRefund, refund.DtRefund)
		v.Settle = func() { r.Sandbox.RefundAndDeliver(r.HTTP.Context(), refund.OidRefundno) }
	}
	return v
}

func refundAnswer(r *domain.Refund, money, dt string) wire.Fields {
	return wire.FieldsOf(
		"no_refund", r.NoRefund,
		"dt_refund", dt,
		"money_refund", money,
		"oid_refundno", r.OidRefundno,
		"sta_refund", string(r.State),
		"settle_date", string(r.SettleDate),
	)
}
