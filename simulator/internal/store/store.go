package store

import (
	"fmt"

	"github.com/hashicorp/go-memdb"
)

// Store is the state of one sandbox.
type Store struct {
	db *memdb.MemDB
	// counters is only touched by the holder of the write transaction, so it needs no row of its own.
	counters Counters
}

// Counters are the numbers given out so far. A replayed script gets the same numbers.
type Counters struct {
	Number       uint64 // the 8 digits of oid_paybill and oid_refundno
	Job          uint64
	Notification uint64
	Fault        uint64
}

// New returns an empty store. It works on a snapshot of an empty database, which does not support watches. Nobody uses them here, and
// with them memdb would track each write and compare whole tables after a large transaction.
func New() *Store {
	db, err := memdb.NewMemDB(schema())
	if err != nil {
		panic(fmt.Sprintf("store: schema: %v", err)) // a mistake in this package, found by any test
	}
	return &Store{db: db.Snapshot()}
}

// Tx is a transaction. A write transaction holds the only writer's place until Commit or Abort.
type Tx struct {
	store  *Store
	txn    *memdb.Txn
	open   bool // a write transaction that has not ended
	before Counters
	found  *found // nil in a read transaction
}

// Read begins a transaction that sees the last commit and nothing later.
func (s *Store) Read() *Tx { return &Tx{store: s, txn: s.db.Txn(false)} }

// Write begins the write transaction, once the one before it has ended.
func (s *Store) Write() *Tx {
	txn := s.db.Txn(true)
	return &Tx{store: s, txn: txn, open: true, before: s.counters, found: newFound(s.db.Txn(false))}
}

// Commit makes the changes visible to all later transactions.
func (t *Tx) Commit() {
	t.open = false
	t.txn.Commit()
}

// Abort drops the changes and takes back the numbers given out. After Commit it does nothing.
func (t *Tx) Abort() {
	if t.open {
		t.open = false
		t.store.counters = t.before
	}
	t.txn.Abort()
}

// Counters returns the numbers given out; only for the holder of the write transaction.
func (t *Tx) Counters() Counters { return t.store.counters }

// SetCounters sets the numbers given out, for reset and restore.
func (t *Tx) SetCounters(c Counters) { t.store.counters = c }

// Snapshot is the whole state at one moment.
type Snapshot struct {
	db       *memdb.MemDB
	counters Counters
}

// Snapshot returns the state that this write transaction found. It shares all rows that do not change later.
func (t *Tx) Snapshot() *Snapshot {
	return &Snapshot{db: t.store.db.Snapshot(), counters: t.before}
}

// Clear removes every row. The counters stay.
func (t *Tx) Clear() {
	t.found = nil
	for _, table := range tables {
		_, err := t.txn.DeleteAll(table, idIndex)
		must(err)
	}
}

// Restore puts the state of a snapshot in place of the present one, row by row: a memdb snapshot cannot become the primary.
func (t *Tx) Restore(s *Snapshot) {
	t.Clear()
	from := s.db.Txn(false)
	for _, table := range tables {
		it, err := from.Get(table, idIndex)
		must(err)
		for row := it.Next(); row != nil; row = it.Next() {
			must(t.txn.Insert(table, row))
		}
	}
	t.store.counters = s.counters
}

// must panics at an error of memdb, which returns one only for a table, index or row type that is not in the schema: a mistake in this
// package, never an input.
func must(err error) {
	if err != nil {
		panic("store: " + err.Error())
	}
}
