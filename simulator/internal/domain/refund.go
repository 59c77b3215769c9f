package domain

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// RefundRequest is a request to refund, its fields checked.
type RefundRequest struct {
	NoRefund    string
	DtRefund    string
	MoneyRefund string
	Fen         int64
	NotifyURL   string
	SignType    string
	Payment     Name
}

// DecideRefund judges a refund (rules section 9). used is the merchant's refund with that number, or nil; naming and payment
// are what DecideName made of the request's name. A used number that is asked for again in the same way is accepted again
// (RFD-5).
func DecideRefund(used *Refund, naming Decision, payment *Order, r RefundRequest, now time.Time) Decision {
	if used != nil {
		if naming.OK() && used.OidPaybill == payment.OidPaybill && used.BusinessDate == DateOf(r.DtRefund) && used.Fen == r.Fen {
			return Accepted("RFD-5")
		}
		return Refused("RFD-6", wire.CodeDuplicate, "no_refund %s was used for refund %s of %s: every refund needs its own number, a repeated one its first date, amount and payment", r.NoRefund, used.OidRefundno, used.MoneyRefund)
	}
	if !naming.OK() {
		if naming.Code == wire.CodeNoRecord {
			return Refused("RFD-1", wire.CodeNoPayment, "%s", naming.Reason)
		}
		return naming
	}
	if payment.State != Success && payment.State != Refunded {
		return Refused("RFD-2", wire.CodeNotPaid, "payment %s is %s: only a paid one can be refunded", payment.OidPaybill, payment.State)
	}
	if d := checkBusinessDate("DAT-5", "dt_refund", r.DtRefund, now); !d.OK() {
		return d
	}
	if last := LastRefundDate(payment.SettleDate); PlatformDate(now) > last {
		return Refused("DAT-5", wire.CodeRefundTooLate, "payment %s cleared on %s and could be refunded until %s, the platform date is %s", payment.OidPaybill, payment.SettleDate, last, PlatformDate(now))
	}
	if r.Fen > payment.Fen {
		return Refused("RFD-3", wire.CodeRefundTooLarge, "money_refund %s is above the payment of %s", r.MoneyRefund, payment.MoneyOrder)
	}
	if sum := payment.RefundedFen + payment.ReservedFen + r.Fen; sum > payment.Fen {
		return Refused("RFD-4", wire.CodeRefundSumTooLarge, "with this refund %s of the payment of %s would be refunded", wire.FormatFen(sum), payment.MoneyOrder)
	}
	return Accepted("RFD-8")
}

// FinishRefund is a processing refund's result at a moment: the refund and its payment as they become. An empty code is
// success. A failed refund frees its amount (RFD-7); the one that completes the amount makes the payment REFUND (STA-5).
func FinishRefund(r *Refund, o *Order, code wire.Code, cutoff string, now time.Time) (*Refund, *Order) {
	r, o = r.Copy(), o.Copy()
	r.DoneAt = now
	o.ReservedFen -= r.Fen
	if code != "" {
		r.State, r.Code = RefundFailed, code
		return r, o
	}
	r.State, r.SettleDate = RefundSuccess, SettleDate(now, cutoff)
	o.RefundedFen += r.Fen
	if o.RefundedFen == o.Fen {
		o.State = Refunded
	}
	return r, o
}
