package store

import (
	"iter"
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
	Product      domain.API

	After, Before string // oid_paybill, neither included
	Newest        bool   // the last Limit of those, not the first
	Limit         int
}

// OrderPage is a page of orders.
type OrderPage struct {
	Orders []*domain.Order // oldest first
	More   bool            // whether others pass: newer ones, or where the newest were asked for older ones
	Older  int             // how many those are, where the newest were asked for
	Looked int             // how many orders were looked at
}

// FindOrders returns a page of the orders of the last commit. It looks only at those that it returns, however many there are, and at those
// that have the no_order where that is asked for.
func (s *Store) FindOrders(q OrderQuery) OrderPage {
	if q.NoOrder != "" {
		return q.page(s.Read().OrdersNumbered(q.NoOrder))
	}
	defer s.look()()
	return s.lookup.find(q)
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
	page := OrderPage{Orders: all[first:last], Looked: looked}
	page.leave(q, len(all)-(last-first))
	return page
}

// leave notes how many orders pass beyond a page.
func (p *OrderPage) leave(q OrderQuery, others int) {
	p.More = others > 0
	if q.Newest {
		p.Older = others
	}
}

func (q OrderQuery) attributes() [5]attribute {
	return attributes(&domain.Order{OidPartner: q.OidPartner, State: q.State, BusinessDate: q.BusinessDate, SettleDate: q.SettleDate, API: q.Product})
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
	first, last := l.between(q)
	sets, any := l.sets(q)
	if !any {
		return page
	}
	switch len(sets) {
	case 0:
		from, to := q.cut(first, last)
		page.Orders = slices.Clone(l.rows[from:to])
		page.leave(q, max(0, last-first)-(to-from))
	case 1:
		page = l.part(q, sets[0], first, last)
	default:
		page = l.common(q, sets, first, last)
	}
	page.Looked = len(page.Orders)
	return page
}

// between returns the places from the first after q.After to before q.Before.
func (l *lookup) between(q OrderQuery) (first, last int) {
	first, last = 0, len(l.rows)
	if q.After != "" {
		first = l.place(q.After + "\x00")
	}
	if q.Before != "" {
		last = l.place(q.Before)
	}
	return first, last
}

// sets returns the set of each value that is asked for; any is false where one of them is no order's.
func (l *lookup) sets(q OrderQuery) (sets []*roaring.Bitmap, any bool) {
	for _, a := range q.attributes() {
		if a.value == "" {
			continue
		}
		set := l.with[a]
		if set == nil {
			return nil, false
		}
		sets = append(sets, set)
	}
	return sets, true
}

// part returns the page of a set within a range of places.
func (l *lookup) part(q OrderQuery, set *roaring.Bitmap, first, last int) (page OrderPage) {
	first, last = below(set, first), below(set, last)
	from, to := q.cut(first, last)
	page.Orders = l.at(set, from, to)
	page.leave(q, max(0, last-first)-(to-from))
	return page
}

// below returns how many of a set come before a place.
func below(set *roaring.Bitmap, place int) int { return int(set.CardinalityInRange(0, uint64(place))) }

// at returns the orders of a set, from one of its places to before another.
func (l *lookup) at(set *roaring.Bitmap, from, to int) []*domain.Order {
	if from == to {
		return nil
	}
	rows := make([]*domain.Order, 0, to-from)
	for place := range places(set, from, to) {
		rows = append(rows, l.rows[place])
	}
	return rows
}

// places yields those of a set, from one to before another.
func places(set *roaring.Bitmap, from, to int) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		first, err := set.Select(uint32(from))
		must(err)
		all := set.Iterator()
		all.AdvanceIfNeeded(first)
		for range to - from {
			if !yield(all.Next()) {
				return
			}
		}
	}
}
