package engine

import (
	"iter"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// Merchant returns a merchant's profile, or nil.
func (e *Engine) Merchant(oidPartner string) *domain.Merchant {
	return e.store.Read().Merchant(oidPartner)
}

// Merchants lists the profiles by merchant number.
func (e *Engine) ListMerchants() []*domain.Merchant { return e.store.Read().Merchants() }

// PutMerchant adds or replaces a profile, which the caller has checked.
func (e *Engine) PutMerchant(m *domain.Merchant) {
	e.update(func(t *tx) {
		t.PutMerchant(m)
		t.note(journal.Entry{Kind: journal.Operator, OidPartner: m.OidPartner, Text: "profile of merchant " + m.OidPartner + " set"})
	})
}

// AddMerchant adds a profile, which the caller has checked, and tells whether there was none with its number.
func (e *Engine) AddMerchant(m *domain.Merchant) (added bool) {
	e.update(func(t *tx) {
		if added = t.Merchant(m.OidPartner) == nil; !added {
			return
		}
		t.PutMerchant(m)
		t.note(journal.Entry{Kind: journal.Operator, OidPartner: m.OidPartner, Text: "merchant " + m.OidPartner + " added"})
	})
	return added
}

// DeleteMerchant removes a profile and tells whether there was one. Its orders stay.
func (e *Engine) DeleteMerchant(oidPartner string) (found bool) {
	e.update(func(t *tx) {
		m := t.Merchant(oidPartner)
		if found = m != nil; found {
			t.DeleteMerchant(m)
			t.note(journal.Entry{Kind: journal.Operator, OidPartner: oidPartner, Text: "merchant " + oidPartner + " removed"})
		}
	})
	return found
}

// OrderDetail is an order with all that belongs to it.
type OrderDetail struct {
	Order         *domain.Order
	Notifications []*domain.Notification
	Refunds       []*domain.Refund
}

// Order returns an order with all that belongs to it; Order is nil when there is none.
func (e *Engine) Order(oidPaybill string) (d OrderDetail) {
	e.view(func(r *store.Tx, _ time.Time) {
		if d.Order = r.Order(oidPaybill); d.Order == nil {
			return
		}
		d.Notifications = r.NotificationsOf(oidPaybill)
		d.Refunds = r.RefundsOf(oidPaybill)
	})
	return d
}

// Orders shows the orders above an oid_paybill, oldest first.
func (e *Engine) OrdersAfter(after string) (orders iter.Seq[*domain.Order]) {
	e.view(func(r *store.Tx, _ time.Time) { orders = r.OrdersAfter(after) })
	return orders
}

// OrdersBefore shows the orders below an oid_paybill, or all when it is "", newest first.
func (e *Engine) OrdersBefore(before string) (orders iter.Seq[*domain.Order]) {
	e.view(func(r *store.Tx, _ time.Time) { orders = r.OrdersBefore(before) })
	return orders
}

// OrdersByNumber lists a merchant's orders with a no_order, oldest first.
func (e *Engine) OrdersByNumber(oidPartner, noOrder string) (orders []*domain.Order) {
	e.view(func(r *store.Tx, _ time.Time) { orders = r.OrdersByNumber(oidPartner, noOrder) })
	return orders
}

// Refunds shows the refunds above an oid_refundno, oldest first.
func (e *Engine) RefundsAfter(after string) (refunds iter.Seq[*domain.Refund]) {
	e.view(func(r *store.Tx, _ time.Time) { refunds = r.RefundsAfter(after) })
	return refunds
}

// RefundByID returns a refund, or nil.
func (e *Engine) RefundByID(oidRefundno string) (refund *domain.Refund) {
	e.view(func(r *store.Tx, _ time.Time) { refund = r.Refund(oidRefundno) })
	return refund
}

// Notifications shows all notifications, oldest first.
func (e *Engine) ListNotifications() (all iter.Seq[*domain.Notification]) {
	e.view(func(r *store.Tx, _ time.Time) { all = r.Notifications() })
	return all
}

// Note puts an entry into the journal at the present moment and returns its id.
func (e *Engine) Note(entry journal.Entry) uint64 {
	entry.At = e.clock.Now()
	return e.journal.Append(entry)
}
