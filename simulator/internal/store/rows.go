package store

import (
	"maps"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// The rows of each table have one type.
var newRow = map[string]func() any{
	orderTable:        func() any { return new(domain.Order) },
	refundTable:       func() any { return new(domain.Refund) },
	merchantTable:     func() any { return new(domain.Merchant) },
	jobTable:          func() any { return new(domain.Job) },
	notificationTable: func() any { return new(domain.Notification) },
	faultTable:        func() any { return new(domain.Fault) },
	fileTable:         func() any { return new(domain.File) },
	agreementTable:    func() any { return new(domain.Agreement) },
	ticketTable:       func() any { return new(domain.Ticket) },
}

// Tables returns the names of the tables.
func Tables() []string { return slices.Sorted(maps.Keys(newRow)) }

// NewRow returns an empty row of a table, or nil where there is no such table.
func NewRow(table string) any {
	if row := newRow[table]; row != nil {
		return row()
	}
	return nil
}

// PutRow puts a row that is new into its table as it is, with the number it has.
func (t *Tx) PutRow(table string, row any) {
	switch row := row.(type) {
	case *domain.Order:
		t.held.Orders++
		t.numbers.add(row)
		t.replaced = true
	case *domain.Notification:
		t.replaced = true
	case *domain.Fault:
		t.faults++
	case *domain.Refund:
		t.recount(Cleared{}, clearedRefund(row))
	case *domain.File:
		t.recount(Cleared{}, clearedFile(row))
	}
	t.held.Bytes += sizeOf(row)
	t.put(table, row)
}

// Rows yields all rows of a table with their keys, in the order of the keys.
func (s *Snapshot) Rows(table string) func(yield func(key []byte, row any) bool) {
	return func(yield func([]byte, any) bool) {
		if rows, ok := s.trees.table(table); ok {
			rows(func(row any) bool { return yield(keyOf(table, row), row) })
			return
		}
		it, err := s.db.Txn(false).Get(table, idIndex)
		must(err)
		for row := it.Next(); row != nil; row = it.Next() {
			if !yield(keyOf(table, row), row) {
				return
			}
		}
	}
}

// Counters returns the numbers given out when the snapshot was taken.
func (s *Snapshot) Counters() Counters { return s.counters }

// Snapshot returns the last commit.
func (s *Store) Snapshot() *Snapshot {
	return &Snapshot{s.last.Load(), s.counters, s.Held()}
}

// Store returns a store that begins with the snapshot's state.
func (s *Snapshot) Store() *Store {
	other := &Store{db: s.db.Snapshot(), counters: s.counters}
	other.held.store(s.held)
	other.last.Store(s.committed)
	other.lookup.make(other)
	return other
}
