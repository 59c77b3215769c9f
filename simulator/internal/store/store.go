package store

import (
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/hashicorp/go-memdb"
)

// Store is the state of one sandbox.
type Store struct {
	db      *memdb.MemDB
	writing sync.Mutex // held by the write transaction
	last    atomic.Pointer[committed]
	// counters is only touched by the holder of the write transaction, so it needs no row of its own.
	counters  Counters
	recording bool
	held      atomicHeld
	lookup    lookup
}

// committed is what the last commit left: the tables as they are from then on, and what stands beside them.
type committed struct {
	db      *memdb.MemDB // a snapshot
	txn     *memdb.Txn   // a read transaction of it, which only ever reads and so serves all readers
	numbers *numbers
	trees
}

func newCommitted(db *memdb.MemDB, n *numbers, t trees) *committed {
	snapshot := db.Snapshot()
	return &committed{snapshot, snapshot.Txn(false), n, t}
}

// Counters are the numbers given out so far. A replayed script gets the same numbers.
type Counters struct {
	Number       uint64 // the 8 digits of oid_paybill and oid_refundno
	Job          uint64
	Notification uint64
	Fault        uint64
}

// New makes an empty store. It works on a snapshot of an empty database, because a snapshot does not track watches: nobody watches, and
// tracking costs time at each write and a comparison of whole tables after a large transaction.
func New() *Store {
	db, err := memdb.NewMemDB(schema)
	if err != nil {
		panic(fmt.Sprintf("store: schema: %v", err)) // a mistake in this package, found by any test
	}
	s := &Store{db: db.Snapshot()}
	s.last.Store(newCommitted(s.db, newNumbers(), newTrees()))
	return s
}

// Tx is a transaction. There is one write transaction at a time, until its Commit or Abort.
type Tx struct {
	store   *Store
	txn     *memdb.Txn
	open    bool // a write transaction before its end
	before  Counters
	base    *committed // what it began with
	numbers *numbers
	trees
	held    Held    // by the state as the write transaction has it
	changes Changes // where the store records

	orderChanges  []orderChange // for lookup
	noticeChanges []noticeChange
	replaced      bool // the whole state, so that lookup has to be made anew
}

// Read begins a read transaction, which sees the last commit and nothing later.
func (s *Store) Read() *Tx {
	last := s.last.Load()
	return &Tx{store: s, txn: last.txn, numbers: last.numbers, trees: last.trees}
}

// Write waits for the write transaction before it to end, and begins one.
func (s *Store) Write() *Tx {
	s.writing.Lock()
	txn := s.db.Txn(true)
	last := s.last.Load()
	return &Tx{store: s, txn: txn, open: true, before: s.counters, held: s.Held(), base: last, numbers: last.numbers, trees: last.trees}
}

// Commit makes the changes visible to all later transactions.
func (t *Tx) Commit() {
	t.open = false
	t.store.held.store(t.held)
	t.txn.Commit()
	t.store.lookup.commit(t, func() {
		t.store.last.Store(newCommitted(t.store.db, t.numbers, t.trees.committed()))
	})
	t.store.writing.Unlock()
}

// Abort drops the changes and takes back the numbers given out. After Commit it does nothing.
func (t *Tx) Abort() {
	if !t.open {
		return
	}
	t.open = false
	t.store.counters = t.before
	t.txn.Abort()
	t.store.writing.Unlock()
}

// SetCounters sets the numbers given out, for reset and restore.
func (t *Tx) SetCounters(c Counters) { t.store.counters = c }

// Snapshot is the whole state at one moment.
type Snapshot struct {
	*committed
	counters Counters
	held     Held
}

// Snapshot returns the state as it was when this write transaction began. It takes memory only for rows that change later.
func (t *Tx) Snapshot() *Snapshot {
	return &Snapshot{t.base, t.before, t.store.Held()}
}

// Clear removes every row. The counters stay.
func (t *Tx) Clear() {
	t.changes = Changes{Cleared: true}
	t.numbers, t.trees = newNumbers(), newTrees()
	t.held = Held{}
	t.replaced, t.orderChanges, t.noticeChanges = true, nil, nil
	for table := range schema.Tables {
		_, err := t.txn.DeleteAll(table, idIndex)
		must(err)
	}
}

// Restore puts the state of a snapshot in place of the present one. The tables in memdb come row by row: a snapshot of it cannot become the
// primary.
func (t *Tx) Restore(s *Snapshot) {
	t.Clear()
	t.changes.From = s
	from := s.db.Txn(false)
	for table := range schema.Tables {
		it, err := from.Get(table, idIndex)
		must(err)
		for row := it.Next(); row != nil; row = it.Next() {
			must(t.txn.Insert(table, row))
		}
	}
	t.trees = s.trees
	for o := range t.OrdersAfter("") {
		t.numbers.add(o)
	}
	t.store.counters = s.counters
	t.held = s.held
}

// must panics on an error of memdb. memdb returns one only for a table, index or row type that the schema does not have, which is a
// mistake in this package.
func must(err error) {
	if err != nil {
		panic("store: " + err.Error())
	}
}
