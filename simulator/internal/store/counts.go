package store

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// OrderCounts are how many orders there are.
type OrderCounts struct {
	All    int
	States map[domain.OrderState]int
	Days   []DayCounts // the last business dates that have any, oldest first
}

// DayCounts are how many orders a business date has.
type DayCounts struct {
	Date   domain.Date
	All    int
	States map[domain.OrderState]int
}

// CountOrders counts the orders of the last commit, and those of the last days that have any. It looks at no order.
func (s *Store) CountOrders(days int) OrderCounts {
	defer s.look()()
	l := &s.lookup
	counts := OrderCounts{All: len(l.rows), States: map[domain.OrderState]int{}}
	var dates []domain.Date
	for a, set := range l.with {
		switch a.filter {
		case byState:
			counts.States[domain.OrderState(a.value)] = int(set.GetCardinality())
		case byBusinessDate:
			dates = append(dates, domain.Date(a.value))
		}
	}
	slices.Sort(dates)
	for _, date := range dates[max(0, len(dates)-days):] {
		of := l.with[attribute{byBusinessDate, string(date)}]
		day := DayCounts{Date: date, All: int(of.GetCardinality()), States: map[domain.OrderState]int{}}
		for state := range counts.States {
			if n := int(of.AndCardinality(l.with[attribute{byState, string(state)}])); n > 0 {
				day.States[state] = n
			}
		}
		counts.Days = append(counts.Days, day)
	}
	return counts
}
