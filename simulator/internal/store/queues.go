package store

import (
	"cmp"
	"encoding/binary"
	"iter"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// The jobs of a state are in one tree: first those that change it, then the notifications, each in the order in which they are due.

// jobsFrom yields the jobs of a queue, from one on. Whoever changes the jobs in between stops there.
func (t *trees) jobsFrom(first *domain.Job) iter.Seq[*domain.Job] {
	queue := queueOf(first.Kind)
	return func(yield func(*domain.Job) bool) {
		t.jobs.read().Ascend(first, func(j *domain.Job) bool { return queueOf(j.Kind) == queue && yield(j) })
	}
}

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
