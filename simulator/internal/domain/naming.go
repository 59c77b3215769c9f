package domain

import (
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Name is how a request names a payment (QRY-1 to QRY-6).
type Name struct {
	NoOrder, DtOrder, OidPaybill string
}

// DecideName finds the payment a name means among the merchant's orders with that number and its order with that
// oid_paybill (nil when there is none). CodeNoRecord with rule QRY-7 means nothing was found.
func DecideName(n Name, sameNumber []*Order, byPaybill *Order) (Decision, *Order) {
	if n.OidPaybill != "" {
		return namePaybill(n, sameNumber, byPaybill)
	}
	if n.NoOrder == "" {
		return BadField("QRY-6", "no_order", "neither no_order nor oid_paybill: say which payment is meant"), nil
	}
	if n.DtOrder == "" {
		switch len(sameNumber) {
		case 0:
			return notFound("no order with no_order %s", n.NoOrder), nil
		case 1:
			return Accepted("QRY-1"), sameNumber[0]
		}
		return BadField("QRY-2", "dt_order", "%d orders have no_order %s: say with dt_order which is meant", len(sameNumber), n.NoOrder), nil
	}
	found := ofDate(sameNumber, n.DtOrder)
	switch len(found) {
	case 0:
		return notFound("no order with no_order %s on business date %s", n.NoOrder, DateOf(n.DtOrder)), nil
	case 1:
		return Accepted("QRY-3"), found[0]
	}
	return BadField("QRY-3", "oid_paybill", "%d orders have no_order %s on business date %s: say with oid_paybill which is meant", len(found), n.NoOrder, DateOf(n.DtOrder)), nil
}

func namePaybill(n Name, sameNumber []*Order, byPaybill *Order) (Decision, *Order) {
	if byPaybill == nil {
		return notFound("no order of this merchant with oid_paybill %s", n.OidPaybill), nil
	}
	if n.NoOrder == "" {
		return Accepted("QRY-4"), byPaybill
	}
	named := sameNumber
	if n.DtOrder != "" {
		named = ofDate(sameNumber, n.DtOrder)
	}
	if len(named) == 0 {
		return notFound("no order with no_order %s", n.NoOrder), nil
	}
	for _, o := range named {
		if o.OidPaybill == byPaybill.OidPaybill {
			return Accepted("QRY-4"), byPaybill
		}
	}
	return Refused("QRY-5", wire.CodeNumbersDiffer, "oid_paybill %s is order %s, not %s", n.OidPaybill, byPaybill.NoOrder, n.NoOrder), nil
}

func ofDate(orders []*Order, dt string) []*Order {
	var found []*Order
	date := DateOf(dt)
	for _, o := range orders {
		if date != "" && o.BusinessDate == date {
			found = append(found, o)
		}
	}
	return found
}

func notFound(text message.Text, args ...any) Decision {
	return Refused("QRY-7", wire.CodeNoRecord, text, args...)
}

// RefundName is how a refund query names a refund.
type RefundName struct {
	NoRefund, DtRefund, OidRefundno string
}

// DecideRefundName finds the refund a name means; byNumber and byID are the merchant's refunds with those numbers, or nil.
func DecideRefundName(n RefundName, byNumber, byID *Refund) (Decision, *Refund) {
	r, rule := byNumber, "QRY-3"
	switch {
	case n.NoRefund == "" && n.OidRefundno == "":
		return BadField("QRY-6", "no_refund", "neither no_refund nor oid_refundno: say which refund is meant"), nil
	case n.OidRefundno != "":
		if n.NoRefund != "" && byNumber != nil && byID != nil && byNumber.OidRefundno != byID.OidRefundno {
			return Refused("QRY-5", wire.CodeNumbersDiffer, "oid_refundno %s is refund %s, not %s", n.OidRefundno, byID.NoRefund, n.NoRefund), nil
		}
		if n.NoRefund != "" && byNumber == nil {
			return notFound("no refund with no_refund %s", n.NoRefund), nil
		}
		r, rule = byID, "QRY-4"
	}
	if r == nil {
		return notFound("no such refund of this merchant"), nil
	}
	if n.DtRefund != "" && DateOf(n.DtRefund) != r.BusinessDate {
		return notFound("refund %s has business date %s, the query says %s", r.NoRefund, r.BusinessDate, DateOf(n.DtRefund)), nil
	}
	return Accepted(rule), r
}
