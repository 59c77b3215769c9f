package store

import (
	"iter"
	"slices"

	"github.com/hashicorp/go-memdb"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

const refundTable = "refunds"

var refundSchema = &memdb.TableSchema{Name: refundTable, Indexes: map[string]*memdb.IndexSchema{
	idIndex:   index(idIndex, func(r *domain.Refund) []byte { return []byte(r.OidRefundno) }),
	"number":  index("number", func(r *domain.Refund) []byte { return key(r.OidPartner, r.NoRefund) }),
	"payment": index("payment", func(r *domain.Refund) []byte { return key(r.OidPaybill, r.OidRefundno) }),
	"settled": index("settled", func(r *domain.Refund) []byte {
		if r.SettleDate == "" {
			return nil
		}
		return key(r.OidPartner, string(r.SettleDate), r.OidRefundno)
	}),
}}

// Refund returns the refund with an oid_refundno, or nil.
func (t *Tx) Refund(oidRefundno string) *domain.Refund {
	return first[*domain.Refund](t, refundTable, idIndex, []byte(oidRefundno))
}

// RefundByNumber returns a merchant's refund with a no_refund, or nil. A number is used once and for ever (RFD-6).
func (t *Tx) RefundByNumber(oidPartner, noRefund string) *domain.Refund {
	return first[*domain.Refund](t, refundTable, "number", key(oidPartner, noRefund))
}

// RefundsOf returns the refunds of a payment, oldest first.
func (t *Tx) RefundsOf(oidPaybill string) []*domain.Refund {
	return slices.Collect(each[*domain.Refund](t, refundTable, "payment", key(oidPaybill)))
}

// RefundsAfter yields all refunds with an oid_refundno above the given one, oldest first.
func (t *Tx) RefundsAfter(oidRefundno string) iter.Seq[*domain.Refund] {
	return from[*domain.Refund](t, refundTable, idIndex, []byte(oidRefundno+"\x00"))
}

// RefundsSettled yields a merchant's successful refunds of a clearing date or, given yyyyMM, month, by clearing date.
func (t *Tx) RefundsSettled(oidPartner, period string) iter.Seq[*domain.Refund] {
	return each[*domain.Refund](t, refundTable, "settled", append(key(oidPartner), period...))
}

// PutRefund inserts or replaces a refund.
func (t *Tx) PutRefund(r *domain.Refund) {
	before := t.Refund(r.OidRefundno)
	t.held.Bytes += refundSize(r) - refundSize(before)
	t.recount(clearedRefund(before), clearedRefund(r))
	t.put(refundTable, r)
}
