package store

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// OrderQuery asks for a page of orders. What is empty narrows nothing.
type OrderQuery struct {
	OidPartner   string
	NoOrder      string
	State        domain.OrderState
	BusinessDate domain.Date
	SettleDate   domain.Date

	After, Before string // oid_paybill, neither included
	Newest        bool   // the last Limit of those, not the first
	Limit         int
}

// OrderPage is a page of orders.
type OrderPage struct {
	Orders []*domain.Order // oldest first
	Rest   int             // how many more pass: newer ones, or where the newest were asked for older ones
	Looked int             // how many orders were looked at
}

// FindOrders returns a page of the orders of the last commit. It looks only at those that it returns, however many there are, and at those
// that have the no_order where that is asked for.
func (s *Store) FindOrders(q OrderQuery) OrderPage {
	if q.NoOrder != "" {
		return q.page(s.Read().OrdersNumbered(q.NoOrder))
	}
	l := &s.lookup
	l.mu.RLock()
	for !l.made {
		l.mu.RUnlock()
		l.make(s)
		l.mu.RLock()
	}
	defer l.mu.RUnlock()
	return l.find(q)
}

// page returns the page of a list of orders, oldest first.
func (q OrderQuery) page(all []*domain.Order) OrderPage {
	looked := len(all)
	wanted := q.attributes()
	all = slices.DeleteFunc(all, func(o *domain.Order) bool {
		if o.OidPaybill <= q.After || q.Before != "" && o.OidPaybill >= q.Before {
			return true
		}
		for i, a := range attributes(o) {
			if wanted[i].value != "" && wanted[i] != a {
				return true
			}
		}
		return false
	})
	first, last := q.cut(0, len(all))
	return OrderPage{Orders: all[first:last], Rest: len(all) - (last - first), Looked: looked}
}

func (q OrderQuery) attributes() [4]attribute {
	return attributes(&domain.Order{OidPartner: q.OidPartner, State: q.State, BusinessDate: q.BusinessDate, SettleDate: q.SettleDate})
}

// cut returns the part of a range that the page has.
func (q OrderQuery) cut(first, last int) (int, int) {
	switch {
	case last <= first:
		return first, first
	case q.Newest:
		return max(first, last-q.Limit), last
	}
	return first, min(last, first+q.Limit)
}

// find returns a page; the caller holds mu.
func (l *lookup) find(q OrderQuery) (page OrderPage) {
	first, last := 0, len(l.rows)
	if q.After != "" {
		first = l.place(q.After + "\x00")
	}
	if q.Before != "" {
		last = l.place(q.Before)
	}
	var sets []*roaring.Bitmap
	for _, a := range q.attributes() {
		if a.value == "" {
			continue
		}
		set := l.with[a]
		if set == nil {
			return page
		}
		sets = append(sets, set)
	}
	if len(sets) == 0 {
		from, to := q.cut(first, last)
		page.Orders = slices.Clone(l.rows[from:to])
		page.Rest = max(0, last-first) - (to - from)
	} else {
		set := sets[0]
		if len(sets) > 1 { // the smallest first, which leaves least to compare with the others
			slices.SortFunc(sets, func(a, b *roaring.Bitmap) int { return cmp.Compare(a.GetCardinality(), b.GetCardinality()) })
			set = roaring.FastAnd(sets...)
		}
		below := func(place int) int { // how many of the set come before a place
			if place == 0 {
				return 0
			}
			return int(set.Rank(uint32(place - 1)))
		}
		first, last = below(first), below(last)
		from, to := q.cut(first, last)
		page.Orders = l.at(set, from, to)
		page.Rest = max(0, last-first) - (to - from)
	}
	page.Looked = len(page.Orders)
	return page
}

// at returns the orders of a set, from one of its places to before another.
func (l *lookup) at(set *roaring.Bitmap, from, to int) []*domain.Order {
	if from == to {
		return nil
	}
	first, err := set.Select(uint32(from))
	must(err)
	places := set.Iterator()
	places.AdvanceIfNeeded(first)
	rows := make([]*domain.Order, 0, to-from)
	for range to - from {
		rows = append(rows, l.rows[places.Next()])
	}
	return rows
}
