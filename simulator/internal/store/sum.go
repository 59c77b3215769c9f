package store

import (
	"github.com/RoaringBitmap/roaring/v2"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// OrderSum is what orders come to.
type OrderSum struct {
	Count       int
	Fen         int64 // of all of them, or of the newest that were looked at
	RefundedFen int64 // of these
	Partial     bool  // some were counted and not looked at
}

// Add takes in an order.
func (s *OrderSum) Add(o *domain.Order) {
	s.Count++
	s.add(o)
}

func (s *OrderSum) add(o *domain.Order) {
	s.Fen += o.Fen
	s.RefundedFen += o.RefundedFen
}

// SumOrders returns what the orders of the last commit that pass come to, whatever the page. It counts them all and looks at the newest ones,
// at most so many.
func (s *Store) SumOrders(q OrderQuery, most int) (sum OrderSum) {
	if q.NoOrder != "" {
		q.Limit = most
		for _, o := range s.FindOrders(q).Orders {
			sum.Add(o)
		}
		return sum
	}
	defer s.look()()
	l := &s.lookup
	first, last := l.between(q)
	sets, any := l.sets(q)
	if !any || last <= first {
		return sum
	}
	if len(sets) == 0 {
		sum.Count = last - first
		from := max(first, last-most)
		sum.Partial = from > first
		for _, o := range l.rows[from:last] {
			sum.add(o)
		}
		return sum
	}
	set := sets[0]
	if len(sets) > 1 {
		set = roaring.FastAnd(sets...)
	}
	first, last = below(set, first), below(set, last)
	from := max(first, last-most)
	sum.Count, sum.Partial = last-first, from > first
	for _, o := range l.at(set, from, last) {
		sum.add(o)
	}
	return sum
}
