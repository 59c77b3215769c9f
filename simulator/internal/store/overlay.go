package store

import (
	"cmp"
	"slices"

	"github.com/hashicorp/go-memdb"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// overlay lets a write transaction read orders by oid_paybill, and the next change of state, without memdb: it holds the last commit and the
// transaction's own changes over it. memdb would copy the path to a row again after each read of a table that the transaction has changed.
type overlay struct {
	txn     *memdb.Txn
	orders  map[string]*domain.Order // that the transaction has put
	jobs    memdb.ResultIterator     // of the last commit's state queue, behind head
	head    *domain.Job              // the first of the last commit that is not removed
	removed map[string]struct{}      // keys of the last commit's jobs that the transaction has removed
	added   []*domain.Job            // that the transaction has added
}

func newOverlay(txn *memdb.Txn) *overlay {
	return &overlay{txn: txn, orders: map[string]*domain.Order{}, removed: map[string]struct{}{}}
}

func (f *overlay) order(oidPaybill string) *domain.Order {
	if o := f.orders[oidPaybill]; o != nil {
		return o
	}
	return first[*domain.Order](&Tx{txn: f.txn}, orderTable, idIndex, []byte(oidPaybill))
}

func (f *overlay) addJob(j *domain.Job) {
	if queueOf(j.Kind) == stateQueue {
		f.added = append(f.added, j)
	}
}

func (f *overlay) removeJob(gone *domain.Job) {
	if queueOf(gone.Kind) != stateQueue {
		return
	}
	if i := slices.IndexFunc(f.added, func(j *domain.Job) bool { return !before(j, gone) && !before(gone, j) }); i >= 0 {
		f.added = slices.Delete(f.added, i, i+1)
		return
	}
	f.removed[string(jobKey(gone))] = struct{}{}
}

// nextState returns the first job of the state queue as it is in the transaction, or nil.
func (f *overlay) nextState() *domain.Job {
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
