package store

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/hashicorp/go-memdb"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

const orderTable = "orders"

// orderSchema has no index by no_order: numbers finds those.
var orderSchema = &memdb.TableSchema{Name: orderTable, Indexes: map[string]*memdb.IndexSchema{
	idIndex: index(idIndex, func(o *domain.Order) []byte { return []byte(o.OidPaybill) }),
	"settled": index("settled", func(o *domain.Order) []byte {
		if o.SettleDate == "" {
			return nil
		}
		return key(o.OidPartner, string(o.SettleDate), o.OidPaybill)
	}),
	"paid": index("paid", func(o *domain.Order) []byte {
		if o.SettleDate == "" {
			return nil
		}
		return key(o.OidPartner, o.UserID, wire.FormatDate(o.PaidAt)+o.OidPaybill)
	}),
}}

// NextNumber returns a new oid_paybill or oid_refundno: the platform date and 8 digits that count up, so that numbers sort by
// creation. The 100 millionth is the last; after it the count begins again.
func (t *Tx) NextNumber(now time.Time) string {
	t.store.counters.Number++
	return fmt.Sprintf("%s%08d", wire.FormatDate(now), t.store.counters.Number%100_000_000)
}

// Order returns the order with an oid_paybill, or nil.
func (t *Tx) Order(oidPaybill string) *domain.Order {
	if t.overlay != nil {
		return t.overlay.order(oidPaybill)
	}
	return first[*domain.Order](t, orderTable, idIndex, []byte(oidPaybill))
}

// PutOrder inserts or replaces an order.
func (t *Tx) PutOrder(o *domain.Order) {
	before := t.Order(o.OidPaybill)
	if before == nil {
		t.held.Orders++
	}
	t.held.Bytes += orderSize(o) - orderSize(before)
	t.putOrder(o)
}

// AddOrder inserts an order whose number is new.
func (t *Tx) AddOrder(o *domain.Order) {
	t.held.Orders++
	t.held.Bytes += orderSize(o)
	t.putOrder(o)
}

func (t *Tx) putOrder(o *domain.Order) {
	t.put(orderTable, o)
	if t.overlay != nil {
		t.overlay.orders[o.OidPaybill] = o
	}
}

// OrdersByNumber returns a merchant's orders with a no_order, oldest first: for all three kinds of order_identity, decisions choose among
// the few orders with one number.
func (t *Tx) OrdersByNumber(oidPartner, noOrder string) []*domain.Order {
	return slices.DeleteFunc(t.OrdersNumbered(noOrder), func(o *domain.Order) bool { return o.OidPartner != oidPartner })
}

// OrdersNumbered returns the orders of all merchants with a no_order, oldest first.
func (t *Tx) OrdersNumbered(noOrder string) (found []*domain.Order) {
	for _, oidPaybill := range t.numbers.find(noOrder) {
		if o := t.Order(oidPaybill); o != nil && o.NoOrder == noOrder {
			found = append(found, o)
		}
	}
	return found
}

// OrdersAfter yields all orders with an oid_paybill above the given one, oldest first.
func (t *Tx) OrdersAfter(oidPaybill string) iter.Seq[*domain.Order] {
	return from[*domain.Order](t, orderTable, idIndex, []byte(oidPaybill+"\x00"))
}

// OrdersBefore yields the orders with an oid_paybill below the given one, or all when it is "", newest first.
func (t *Tx) OrdersBefore(oidPaybill string) iter.Seq[*domain.Order] {
	return func(yield func(*domain.Order) bool) {
		bound := oidPaybill
		if bound == "" {
			bound = "\xff" // above every number
		}
		for o := range downFrom[*domain.Order](t, orderTable, idIndex, []byte(bound)) {
			if o.OidPaybill != oidPaybill && !yield(o) {
				return
			}
		}
	}
}

// Settled yields a merchant's payments of a clearing date or, given yyyyMM, month, by clearing date.
func (t *Tx) Settled(oidPartner, period string) iter.Seq[*domain.Order] {
	return each[*domain.Order](t, orderTable, "settled", append(key(oidPartner), period...))
}

// Usage returns what a user has paid a merchant on the platform day of a moment and in its month (LIM-3).
func (t *Tx) Usage(oidPartner, userID string, now time.Time) domain.Usage {
	day := wire.FormatDate(now)
	var u domain.Usage
	for o := range each[*domain.Order](t, orderTable, "paid", append(key(oidPartner, userID), day[:6]...)) {
		u.MonthFen += o.Fen
		u.MonthCount++
		if wire.FormatDate(o.PaidAt) == day {
			u.DayFen += o.Fen
			u.DayCount++
		}
	}
	return u
}
