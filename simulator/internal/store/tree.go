package store

import (
	"iter"
	"sync"

	"github.com/tidwall/btree"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// tree is a set of rows in an order, a B-tree beside memdb's tables. Of the tables with a row or more for each order, memdb would take 350
// bytes for each row and index, and copy more on each change. Transactions share it as they share tables: a writer changes a copy, which
// shares all that it does not change.
type tree[Row any] struct {
	shared *sharedTree[Row]
	own    bool // no other transaction has it yet
}

type sharedTree[Row any] struct {
	mu   sync.Mutex // copying writes to what is copied
	rows *btree.BTreeG[Row]
}

func newTree[Row any](before func(a, b Row) bool) tree[Row] {
	return tree[Row]{shared: &sharedTree[Row]{rows: btree.NewBTreeGOptions(before, btree.Options{Degree: 16, NoLocks: true})}}
}

// read returns the rows to read. Whoever changes them in between stops reading there.
func (t *tree[Row]) read() *btree.BTreeG[Row] { return t.shared.rows }

// write returns the rows to change.
func (t *tree[Row]) write() *btree.BTreeG[Row] {
	if !t.own {
		t.shared.mu.Lock()
		mine := t.shared.rows.Copy()
		t.shared.mu.Unlock()
		t.shared, t.own = &sharedTree[Row]{rows: mine}, true
	}
	return t.shared.rows
}

// cell holds a row that has a method Copy: a B-tree of such rows would copy each whenever it copies the node that it is in.
type cell[Row any] struct{ row *Row }

// trees are all trees of a state, and what is counted of it.
type trees struct {
	orders  tree[orderAt]            // by oid_paybill
	settled tree[cell[domain.Order]] // by merchant and clearing date, those that have one
	paid    tree[cell[domain.Order]] // the same by merchant, user and moment of the payment
	cleared tree[Cleared]            // by clearing period and merchant

	notifications tree[cell[domain.Notification]] // by number
	told          tree[notificationAt]            // by payment

	jobs   tree[*domain.Job] // in the order in which they are due
	byKind tree[*domain.Job] // those that change the state, expiries apart

	faults int // how many there are in memdb: each message asks for them, and there are hardly ever any
}

func newTrees() trees {
	return trees{
		orders: newTree(orderBefore), settled: newTree(settledBefore), paid: newTree(paidBefore), cleared: newTree(clearedBefore),
		notifications: newTree(notificationBefore), told: newTree(toldBefore),
		jobs: newTree(before), byKind: newTree(kindBefore),
	}
}

// committed returns the trees as later transactions share them.
func (t trees) committed() trees {
	t.orders.own, t.settled.own, t.paid.own, t.cleared.own = false, false, false, false
	t.notifications.own, t.told.own = false, false
	t.jobs.own, t.byKind.own = false, false
	return t
}

// put puts a row of one of the trees' tables into all of them, and reports whether it is one.
func (t *trees) put(row any) bool {
	switch row := row.(type) {
	case *domain.Order:
		t.putOrder(row)
	case *domain.Notification:
		t.putNotification(row)
	case *domain.Job:
		t.jobs.write().Set(row)
		if ofKind(row) {
			t.byKind.write().Set(row)
		}
	default:
		return false
	}
	return true
}

// table yields the rows of a table that is in the trees, in the order of their keys; ok tells whether it is one.
func (t *trees) table(name string) (rows iter.Seq[any], ok bool) {
	switch name {
	case orderTable:
		return func(yield func(any) bool) { t.orders.read().Scan(func(o orderAt) bool { return yield(o.row) }) }, true
	case notificationTable:
		return func(yield func(any) bool) {
			t.notifications.read().Scan(func(n cell[domain.Notification]) bool { return yield(n.row) })
		}, true
	case jobTable:
		return func(yield func(any) bool) { t.jobs.read().Scan(func(j *domain.Job) bool { return yield(j) }) }, true
	}
	return nil, false
}

// digits returns a number that sorts like a text of digits, by the first 16 of them: texts that differ in it sort as the numbers do. It
// stands beside a row, so that a search does not have to look at the rows on its way, which lie all over memory.
func digits(text string) (n uint64) {
	for i := range 16 {
		n <<= 4
		if i >= len(text) {
			return n << (4 * (15 - i))
		}
		switch c := text[i]; {
		case c < '0':
			return n << (4 * (15 - i))
		case c > '9':
			return (n | 11) << (4 * (15 - i))
		default:
			n |= uint64(c-'0') + 1
		}
	}
	return n
}
