package engine

import (
	"iter"
	"slices"

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
	Tickets       []*domain.Ticket // those that open something
}

// Order returns an order with all that belongs to it; Order is nil when there is none.
func (e Orders) Order(oidPaybill string) OrderDetail { return e.detail(e.present(), oidPaybill) }

// Changed is Order for the answer to a change that is committed: what has fallen due since does not make it fail.
func (e Orders) Changed(oidPaybill string) OrderDetail { return e.detail(e.latest(), oidPaybill) }

func (e Orders) detail(r *store.Tx, oidPaybill string) OrderDetail {
	o := r.Order(oidPaybill)
	if o == nil {
		return OrderDetail{}
	}
	now := e.clock.Now()
	open := slices.DeleteFunc(r.TicketsOf(oidPaybill), func(x *domain.Ticket) bool { return !x.Lives(now) || o.State != domain.Waiting })
	return OrderDetail{o, r.NotificationsOf(oidPaybill), r.RefundsOf(oidPaybill), open}
}

// AllOrders yields all orders, oldest first. Whoever wants some of them asks FindOrders, which does not go through the others.
func (e Orders) AllOrders() iter.Seq[*domain.Order] { return e.present().OrdersAfter("") }

type (
	// OrderQuery asks for a page of orders.
	OrderQuery = store.OrderQuery
	// OrderPage is a page of orders.
	OrderPage = store.OrderPage
)

// FindOrders returns a page of orders.
func (e Orders) FindOrders(q OrderQuery) OrderPage {
	e.present()
	return e.store.FindOrders(q)
}

type (
	// OrderCounts are how many orders there are.
	OrderCounts = store.OrderCounts
	// DayCounts are how many orders a business date has.
	DayCounts = store.DayCounts
)

// CountOrders counts the orders, and those of the last business dates that have any.
func (e Orders) CountOrders(days int) OrderCounts {
	e.present()
	return e.store.CountOrders(days)
}

// OrderSum is what orders come to.
type OrderSum = store.OrderSum

// SumOrders returns what the orders that pass come to, looking at the newest ones, at most so many.
func (e Orders) SumOrders(q OrderQuery, most int) OrderSum {
	e.present()
	return e.store.SumOrders(q, most)
}

// OrdersNumbered returns the orders of all merchants with a no_order, oldest first.
func (e Orders) OrdersNumbered(noOrder string) []*domain.Order {
	return e.present().OrdersNumbered(noOrder)
}

// OrdersByNumber returns a merchant's orders with a no_order, oldest first.
func (e Orders) OrdersByNumber(oidPartner, noOrder string) []*domain.Order {
	return e.present().OrdersByNumber(oidPartner, noOrder)
}
