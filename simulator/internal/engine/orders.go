package engine

import (
	"iter"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// Orders places orders, finds them, lets payers pay them, and leads payers back to the merchant.
type Orders struct{ *core }

// OrderDetail is an order with all that belongs to it.
type OrderDetail struct {
	Order         *domain.Order
	Notifications []*domain.Notification
	Refunds       []*domain.Refund
}

// Order returns an order with all that belongs to it; Order is nil when there is none.
func (e Orders) Order(oidPaybill string) (d OrderDetail) {
	e.view(func(r *store.Tx, _ time.Time) {
		if d.Order = r.Order(oidPaybill); d.Order == nil {
			return
		}
		d.Notifications = r.NotificationsOf(oidPaybill)
		d.Refunds = r.RefundsOf(oidPaybill)
	})
	return d
}

// OrdersAfter yields the orders above an oid_paybill, oldest first.
func (e Orders) OrdersAfter(after string) (orders iter.Seq[*domain.Order]) {
	e.view(func(r *store.Tx, _ time.Time) { orders = r.OrdersAfter(after) })
	return orders
}

// OrdersBefore yields the orders below an oid_paybill, or all when it is "", newest first.
func (e Orders) OrdersBefore(before string) (orders iter.Seq[*domain.Order]) {
	e.view(func(r *store.Tx, _ time.Time) { orders = r.OrdersBefore(before) })
	return orders
}

// OrdersByNumber returns a merchant's orders with a no_order, oldest first.
func (e Orders) OrdersByNumber(oidPartner, noOrder string) (orders []*domain.Order) {
	e.view(func(r *store.Tx, _ time.Time) { orders = r.OrdersByNumber(oidPartner, noOrder) })
	return orders
}
