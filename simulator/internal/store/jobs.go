package store

import (
	"iter"
	"math"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

const jobTable = "jobs"

// Changes of state and notifications have separate queues, so that a merchant that answers slowly does not delay an expiry.
const (
	stateQueue byte = iota
	deliveryQueue
)

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
	return j.ID
}

// RemoveJob removes the job of this due time, kind and id, if it exists.
func (t *Tx) RemoveJob(due time.Time, kind domain.JobKind, id uint64) {
	if j, found := t.jobs.write().Delete(&domain.Job{Due: due, Kind: kind, ID: id}); found {
		if ofKind(j) {
			t.byKind.write().Delete(j)
		}
		t.note(jobTable, j, true)
	}
}

// HasJob reports whether a job is still there.
func (t *Tx) HasJob(j *domain.Job) bool {
	_, found := t.jobs.read().Get(j)
	return found
}

// NextState returns the first job of the state queue, or nil.
func (t *Tx) NextState() *domain.Job {
	if j, ok := t.jobs.read().Min(); ok && queueOf(j.Kind) == stateQueue {
		return j
	}
	return nil
}

// NextDelivery returns the first notification due, or nil.
func (t *Tx) NextDelivery() *domain.Job { return firstOf(t.Deliveries()) }

// Deliveries yields the notifications to send, in the order they are due.
func (t *Tx) Deliveries() iter.Seq[*domain.Job] {
	return t.jobsFrom(begin(domain.NotificationAttempt))
}

// DeliveriesFrom yields the notifications to send from a job on, in the order they are due.
func (t *Tx) DeliveriesFrom(j *domain.Job) iter.Seq[*domain.Job] {
	first := *j
	first.Kind = domain.NotificationAttempt
	return t.jobsFrom(&first)
}

// DeliveryAfter returns the first notification due after a moment, or nil.
func (t *Tx) DeliveryAfter(now time.Time) *domain.Job {
	return firstOf(t.DeliveriesFrom(&domain.Job{Due: now, ID: math.MaxUint64}))
}

// States yields the jobs that change state, in the order they are due. Whoever changes the jobs in between stops there.
func (t *Tx) States() iter.Seq[*domain.Job] { return t.jobsFrom(begin(0)) }

// firstOf returns the first of some jobs, or nil.
func firstOf(jobs iter.Seq[*domain.Job]) *domain.Job {
	for j := range jobs {
		return j
	}
	return nil
}
