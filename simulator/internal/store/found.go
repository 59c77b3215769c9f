package store

import (
	"cmp"
	"slices"

	"github.com/hashicorp/go-memdb"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// found caches, for a write transaction, the rows that are read between many changes: orders by oid_paybill, and the jobs that change
// state. It has the state that the transaction found and its changes since. memdb copies the path to a row again after each read of a
// table that the transaction has changed; reads from here save that.
type found struct {
	txn     *memdb.Txn
	orders  map[string]*domain.Order // those put by the transaction
	jobs    memdb.ResultIterator     // the state queue as the transaction found it
	head    *domain.Job              // the first of jobs that was not removed
	removed map[string]struct{}      // the keys of jobs that the transaction removed
	added   []*domain.Job            // by the transaction
}

func newFound(txn *memdb.Txn) *found {
	return &found{txn: txn, orders: map[string]*domain.Order{}, removed: map[string]struct{}{}}
}

func (f *found) order(oidPaybill string) *domain.Order {
	if o := f.orders[oidPaybill]; o != nil {
		return o
	}
	return first[*domain.Order](&Tx{txn: f.txn}, orderTable, idIndex, []byte(oidPaybill))
}

func (f *found) addJob(j *domain.Job) {
	if queueOf(j.Kind) == stateQueue {
		f.added = append(f.added, j)
	}
}

func (f *found) removeJob(gone *domain.Job) {
	if queueOf(gone.Kind) != stateQueue {
		return
	}
	if i := slices.IndexFunc(f.added, func(j *domain.Job) bool { return !before(j, gone) && !before(gone, j) }); i >= 0 {
		f.added = slices.Delete(f.added, i, i+1)
		return
	}
	f.removed[string(jobKey(gone))] = struct{}{}
}

// nextState returns the first job of the state queue with the changes of the transaction.
func (f *found) nextState() *domain.Job {
	if f.jobs == nil {
		it, err := f.txn.Get(jobTable, idIndex+"_prefix", []byte{stateQueue})
		must(err)
		f.jobs = it
		f.head, _ = it.Next().(*domain.Job)
	}
	for f.head != nil {
		if _, gone := f.removed[string(jobKey(f.head))]; !gone {
			break
		}
		f.head, _ = f.jobs.Next().(*domain.Job)
	}
	next := f.head
	for _, j := range f.added {
		if next == nil || before(j, next) {
			next = j
		}
	}
	return next
}

// before reports whether a comes before b in a queue.
func before(a, b *domain.Job) bool {
	return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) < 0
}
