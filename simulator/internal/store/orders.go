package store

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

const orderTable = "orders"

// orderAt is an order in the tree of orders by oid_paybill.
type orderAt struct {
	digits uint64 // of the oid_paybill
	row    *domain.Order
}

// orderBefore reports whether an order comes before another. One without a row stands for the only one with its digits.
func orderBefore(a, b orderAt) bool {
	if a.digits != b.digits || a.row == nil || b.row == nil {
		return a.digits < b.digits
	}
	return a.row.OidPaybill < b.row.OidPaybill
}

// atNumber returns what finds the order with an oid_paybill, or its place.
func atNumber(oidPaybill string) orderAt {
	at := orderAt{digits: digits(oidPaybill)}
	if len(oidPaybill) != 16 || strings.Trim(oidPaybill, "0123456789") != "" {
		at.row = &domain.Order{OidPaybill: oidPaybill}
	}
	return at
}

func settledBefore(x, y cell[domain.Order]) bool {
	a, b := x.row, y.row
	return cmp.Or(strings.Compare(a.OidPartner, b.OidPartner), cmp.Compare(a.SettleDate, b.SettleDate), strings.Compare(a.OidPaybill, b.OidPaybill)) < 0
}

func paidBefore(x, y cell[domain.Order]) bool {
	a, b := x.row, y.row
	return cmp.Or(strings.Compare(a.OidPartner, b.OidPartner), strings.Compare(a.UserID, b.UserID), a.PaidAt.Compare(b.PaidAt),
		strings.Compare(a.OidPaybill, b.OidPaybill)) < 0
}

// putOrder inserts or replaces an order, and returns the one that it replaces.
func (t *trees) putOrder(o *domain.Order) *domain.Order {
	before, _ := t.orders.write().Set(orderAt{digits(o.OidPaybill), o})
	if before.row != nil && before.row.SettleDate != "" {
		t.settled.write().Delete(cell[domain.Order]{before.row})
		t.paid.write().Delete(cell[domain.Order]{before.row})
	}
	if o.SettleDate != "" {
		t.settled.write().Set(cell[domain.Order]{o})
		t.paid.write().Set(cell[domain.Order]{o})
	}
	t.recount(clearedOrder(before.row), clearedOrder(o))
	return before.row
}

// NextNumber returns a new oid_paybill or oid_refundno: the platform date and 8 digits that count up, so that numbers sort by
// creation. The 100 millionth is the last; after it the count begins again.
func (t *Tx) NextNumber(now time.Time) string {
	t.store.counters.Number++
	return fmt.Sprintf("%s%08d", wire.FormatDate(now), t.store.counters.Number%100_000_000)
}

// Order returns the order with an oid_paybill, or nil.
func (t *Tx) Order(oidPaybill string) *domain.Order {
	at, _ := t.orders.read().Get(atNumber(oidPaybill))
	return at.row
}

// PutOrder inserts or replaces an order.
func (t *Tx) PutOrder(o *domain.Order) {
	before := t.putOrder(o)
	if before == nil {
		t.held.Orders++
	}
	if before == nil || before.NoOrder != o.NoOrder {
		t.numbers.add(o)
	}
	if !t.replaced {
		t.orderChanges = append(t.orderChanges, orderChange{before, o})
	}
	t.held.Bytes += orderSize(o) - orderSize(before)
	t.note(orderTable, o, false)
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
	return func(yield func(*domain.Order) bool) {
		t.orders.read().Ascend(atNumber(oidPaybill), func(o orderAt) bool { return o.row.OidPaybill == oidPaybill || yield(o.row) })
	}
}

// Settled yields a merchant's payments of a clearing date or, given yyyyMM, month, by clearing date.
func (t *Tx) Settled(oidPartner, period string) iter.Seq[*domain.Order] {
	first := &domain.Order{OidPartner: oidPartner, SettleDate: domain.Date(period)}
	return func(yield func(*domain.Order) bool) {
		t.settled.read().Ascend(cell[domain.Order]{first}, func(at cell[domain.Order]) bool {
			o := at.row
			return o.OidPartner == oidPartner && strings.HasPrefix(string(o.SettleDate), period) && yield(o)
		})
	}
}

// Usage returns what a user has paid a merchant on the platform day of a moment and in its month (LIM-3).
func (t *Tx) Usage(oidPartner, userID string, now time.Time) domain.Usage {
	day := wire.FormatDate(now)
	month, err := wire.ParseDateTime(day[:6] + "01000000")
	must(err)
	var u domain.Usage
	first := &domain.Order{OidPartner: oidPartner, UserID: userID, PaidAt: month}
	t.paid.read().Ascend(cell[domain.Order]{first}, func(at cell[domain.Order]) bool {
		o := at.row
		paid := wire.FormatDate(o.PaidAt)
		if o.OidPartner != oidPartner || o.UserID != userID || paid[:6] != day[:6] {
			return false
		}
		u.MonthFen += o.Fen
		u.MonthCount++
		if paid == day {
			u.DayFen += o.Fen
			u.DayCount++
		}
		return true
	})
	return u
}
