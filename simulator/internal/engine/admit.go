package engine

import (
	"cmp"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// lookFrom makes the next admission begin at a job or before it; the caller holds mu.
func (e *core) lookFrom(j *domain.Job) {
	if e.unseen == nil || j != nil && cmp.Or(j.Due.Compare(e.unseen.Due), cmp.Compare(j.ID, e.unseen.ID)) < 0 {
		e.unseen = j
	}
}

// lookFromStart makes the next admission begin at the first job; the caller holds mu.
func (e *core) lookFromStart() { e.unseen = &domain.Job{} }

// unclaimed yields the notifications to send that have not been admitted, from a job on, in the order they are due. Claims are released
// after the commit that removes their jobs, so rows read before that commit must not be compared with claims read after it: the caller
// holds admitting and core.mu from the read on.
func (o *outbox) unclaimed(r *store.Tx, from *domain.Job) func(yield func(*domain.Job) bool) {
	return func(yield func(*domain.Job) bool) {
		if from == nil {
			return
		}
		epoch := o.core.epoch.Load()
		for j := range r.DeliveriesFrom(from) {
			if !o.has(claim{epoch, j.ID, j.Due}) && !yield(j) {
				return
			}
		}
	}
}

func (o *outbox) has(c claim) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	_, claimed := o.claimed[c]
	return claimed
}

// nextAttempt returns when the first notification is due that has not been admitted.
func (o *outbox) nextAttempt() (time.Time, bool) {
	o.admitting.Lock()
	defer o.admitting.Unlock()
	e := o.core
	e.mu.Lock()
	defer e.mu.Unlock()
	for j := range o.unclaimed(e.store.Read(), e.unseen) {
		e.unseen = j
		return j.Due, true
	}
	e.unseen = nil
	return time.Time{}, false
}

// admit claims the notifications that are due and queues each at its destination. Faults apply here, where
// attempts are in order, so that a replayed script has the same ones hit, whichever is sent first.
func (o *outbox) admit() {
	e := o.core
	o.admitting.Lock()
	defer o.admitting.Unlock()
	e.mu.Lock()
	from := e.unseen
	e.unseen = nil // AddJob lowers it from now on
	e.mu.Unlock()
	var admitted []admission
	rest := from
	defer func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.lookFrom(rest)
	}()
	var next *domain.Job
	e.update(func(t *tx) { admitted, next = t.admit(from) })
	rest = next // only now: a transaction that failed has admitted nothing
	names := make([]string, len(admitted))
	for i, x := range admitted {
		if x.notification != nil {
			names[i] = delivery.Destination(x.notification.URL)
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.forget()
	for i, x := range admitted {
		if x.claim.epoch == o.epoch {
			o.claimed[x.claim] = struct{}{}
			o.queue.put(names[i], x)
		}
	}
}

// admit returns the notifications that are due, with the fault that applies to each, in the order of the jobs; rest is the first job that
// is not due yet. A job keeps its fault (Met, Fault), so that faults are not matched again after a restore.
func (t *tx) admit(from *domain.Job) (due []admission, rest *domain.Job) {
	for j := range t.e.outbox.unclaimed(t.Tx, from) {
		if j.Due.After(t.now) {
			rest = j
			break
		}
		due = append(due, admission{claim: claim{t.e.epoch.Load(), j.ID, j.Due}, job: j, notification: t.Notification(j.ID)})
	}
	if !armed(t.Tx, "notify") {
		return due, rest
	}
	for i, x := range due {
		if x.notification == nil || x.job.Met {
			continue
		}
		met := *x.job
		met.Met, met.Fault = true, t.matchFault("notify", x.notification.Message)
		t.Tx.AddJob(met)
		due[i].job = &met
	}
	return due, rest
}
