package store

import (
	"cmp"
	"encoding/binary"
	"iter"
	"sync"
	"time"

	"github.com/tidwall/btree"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// queues are the jobs of a state: first those that change it, then the notifications, each in the order in which they are due. They stand
// in a B-tree beside memdb's tables. Each order that waits has a job, and memdb's tree would take 350 bytes for it, and copy more on each
// change. Like the tables it is shared by transactions: a writer works on a copy, which shares all that it does not change.
type queues struct {
	mu   sync.Mutex // copying writes to what is copied
	tree *btree.BTreeG[*domain.Job]
}

func newQueues() *queues {
	return &queues{tree: btree.NewBTreeGOptions(before, btree.Options{Degree: 16, NoLocks: true})}
}

func (q *queues) copy() *queues {
	q.mu.Lock()
	defer q.mu.Unlock()
	return &queues{tree: q.tree.Copy()}
}

// put adds a job, or replaces the one of its due time, kind and id.
func (q *queues) put(j *domain.Job) { q.tree.Set(j) }

// remove takes out the job of a due time, kind and id, and reports whether there was one.
func (q *queues) remove(j *domain.Job) bool {
	_, found := q.tree.Delete(j)
	return found
}

// from yields the jobs of a queue, from one on. Whoever changes the queues in between stops there.
func (q *queues) from(first *domain.Job) iter.Seq[*domain.Job] {
	queue := queueOf(first.Kind)
	return func(yield func(*domain.Job) bool) {
		q.tree.Ascend(first, func(j *domain.Job) bool { return queueOf(j.Kind) == queue && yield(j) })
	}
}

// all yields the jobs of both queues.
func (q *queues) all() iter.Seq[*domain.Job] { return q.tree.Scan }

// begin returns what comes before every job of the queue of a kind.
func begin(kind domain.JobKind) *domain.Job {
	return &domain.Job{Due: time.Unix(-1<<62, 0), Kind: kind}
}

// before reports whether a job comes before another: queue, due time, kind, id.
func before(a, b *domain.Job) bool {
	return cmp.Or(cmp.Compare(queueOf(a.Kind), queueOf(b.Kind)), a.Due.Compare(b.Due), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) < 0
}

// jobKey returns a key of a job, for the file of a state. Keys sort as before orders the jobs.
func jobKey(j *domain.Job) []byte {
	k := make([]byte, 0, 22)
	k = append(k, queueOf(j.Kind))
	k = binary.BigEndian.AppendUint64(k, uint64(j.Due.Unix())^1<<63) // dates before 1970 sort too
	k = binary.BigEndian.AppendUint32(k, uint32(j.Due.Nanosecond())) // nanoseconds alone reach from 1678 to 2262 only
	k = append(k, byte(j.Kind))
	return binary.BigEndian.AppendUint64(k, j.ID)
}
