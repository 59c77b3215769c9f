package engine

import (
	"iter"

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
func (e Orders) Order(oidPaybill string) OrderDetail { return detail(e.present(), oidPaybill) }

// Changed is Order for the answer to a change that is committed: what has fallen due since does not make it fail.
func (e Orders) Changed(oidPaybill string) OrderDetail { return detail(e.latest(), oidPaybill) }

func detail(r *store.Tx, oidPaybill string) OrderDetail {
	o := r.Order(oidPaybill)
	if o == nil {
		return OrderDetail{}
	}
	return OrderDetail{o, r.NotificationsOf(oidPaybill), r.RefundsOf(oidPaybill)}
}

// OrdersAfter yields the orders above an oid_paybill, oldest first.
func (e Orders) OrdersAfter(after string) iter.Seq[*domain.Order] {
	return e.present().OrdersAfter(after)
}

// OrdersNumbered returns the orders of all merchants with a no_order, oldest first.
func (e Orders) OrdersNumbered(noOrder string) []*domain.Order {
	return e.present().OrdersNumbered(noOrder)
}

// OrdersBefore yields the orders below an oid_paybill, or all when it is "", newest first.
func (e Orders) OrdersBefore(before string) iter.Seq[*domain.Order] {
	return e.present().OrdersBefore(before)
}

// OrdersByNumber returns a merchant's orders with a no_order, oldest first.
func (e Orders) OrdersByNumber(oidPartner, noOrder string) []*domain.Order {
	return e.present().OrdersByNumber(oidPartner, noOrder)
}
