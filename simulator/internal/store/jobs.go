package store

import (
	"encoding/binary"
	"iter"
	"math"
	"time"

	"github.com/hashicorp/go-memdb"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

const jobTable = "jobs"

// jobSchema has one index: queue, due time, kind, id. Changes of state and notifications have separate queues, so that a merchant that
// answers slowly does not delay an expiry.
var jobSchema = &memdb.TableSchema{Name: jobTable, Indexes: map[string]*memdb.IndexSchema{
	idIndex: index(idIndex, jobKey),
}}

const (
	stateQueue byte = iota
	deliveryQueue
)

func jobKey(j *domain.Job) []byte {
	k := make([]byte, 0, 22)
	k = append(k, queueOf(j.Kind))
	k = binary.BigEndian.AppendUint64(k, uint64(j.Due.Unix())^1<<63) // dates before 1970 sort too
	k = binary.BigEndian.AppendUint32(k, uint32(j.Due.Nanosecond())) // nanoseconds alone reach from 1678 to 2262 only
	k = append(k, byte(j.Kind))
	return binary.BigEndian.AppendUint64(k, j.ID)
}

func queueOf(k domain.JobKind) byte {
	if k == domain.NotificationAttempt {
		return deliveryQueue
	}
	return stateQueue
}

// AddJob adds a job, with the next number as its id unless it has one, and returns the id.
func (t *Tx) AddJob(j domain.Job) uint64 {
	if j.ID == 0 {
		t.store.counters.Job++
		j.ID = t.store.counters.Job
	}
	t.put(jobTable, &j)
	if t.overlay != nil {
		t.overlay.addJob(&j)
	}
	return j.ID
}

// RemoveJob removes the job of this due time, kind and id, if it exists.
func (t *Tx) RemoveJob(due time.Time, kind domain.JobKind, id uint64) {
	j := &domain.Job{Due: due, Kind: kind, ID: id}
	t.remove(jobTable, j)
	if t.overlay != nil {
		t.overlay.removeJob(j)
	}
}

// HasJob reports whether a job is still there.
func (t *Tx) HasJob(j *domain.Job) bool {
	return first[*domain.Job](t, jobTable, idIndex, jobKey(j)) != nil
}

// NextState returns the first job of the state queue, or nil.
func (t *Tx) NextState() *domain.Job {
	if t.overlay != nil {
		return t.overlay.nextState()
	}
	return firstOf(t.States())
}

// NextDelivery returns the first notification due, or nil.
func (t *Tx) NextDelivery() *domain.Job { return firstOf(t.Deliveries()) }

// Deliveries yields the notifications to send, in the order they are due.
func (t *Tx) Deliveries() iter.Seq[*domain.Job] {
	return each[*domain.Job](t, jobTable, idIndex, []byte{deliveryQueue})
}

// DeliveriesFrom yields the notifications to send from a job on, in the order they are due.
func (t *Tx) DeliveriesFrom(j *domain.Job) iter.Seq[*domain.Job] {
	first := *j
	first.Kind = domain.NotificationAttempt
	return from[*domain.Job](t, jobTable, idIndex, jobKey(&first))
}

// DeliveryAfter returns the first notification due after a moment, or nil.
func (t *Tx) DeliveryAfter(now time.Time) *domain.Job {
	return firstOf(t.DeliveriesFrom(&domain.Job{Due: now, ID: math.MaxUint64}))
}

// States yields the jobs that change state, in the order they are due.
func (t *Tx) States() iter.Seq[*domain.Job] {
	return each[*domain.Job](t, jobTable, idIndex, []byte{stateQueue})
}

// firstOf returns the first of some jobs, or nil.
func firstOf(jobs iter.Seq[*domain.Job]) *domain.Job {
	for j := range jobs {
		return j
	}
	return nil
}
