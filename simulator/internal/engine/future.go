package engine

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// Upcoming is a job that changes something as the state is now, with its subject: one of the three, none for clearing files.
type Upcoming struct {
	domain.Job
	Order        *domain.Order
	Refund       *domain.Refund
	Notification *domain.Notification

	next *domain.Order // what a timeout or an expiry makes of the order
}

// jobsLookedAt bounds how many jobs of a queue Upcoming reads to find those that still change something.
const jobsLookedAt = 5000

// Upcoming returns up to limit of the next jobs, in the order they run. Jobs that change nothing any more, such as the expiry of a paid
// order, are left out.
func (e Clock) Upcoming(limit int) (all []Upcoming) {
	r := e.present()
	for _, queue := range []iter.Seq[*domain.Job]{r.States(), r.Deliveries()} {
		all = append(all, upcoming(r, queue, limit)...)
	}
	slices.SortStableFunc(all, func(a, b Upcoming) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
	return all[:min(limit, len(all))]
}

func upcoming(r *store.Tx, queue iter.Seq[*domain.Job], limit int) (found []Upcoming) {
	looked := 0
	for j := range queue {
		if looked++; looked > jobsLookedAt || len(found) == limit {
			break
		}
		if u, changes := about(r, j); changes {
			found = append(found, u)
		}
	}
	return found
}

// about finds the subject of a job and reports whether the job changes something.
func about(r *store.Tx, j *domain.Job) (u Upcoming, changes bool) {
	u = Upcoming{Job: *j}
	switch j.Kind {
	case domain.RefundResult:
		u.Refund = r.Refund(j.Subject)
		return u, u.Refund != nil && u.Refund.State == domain.RefundProcessing
	case domain.NotificationAttempt:
		id, _ := strconv.ParseUint(j.Subject, 10, 64) // the engine wrote it
		u.Notification = r.Notification(id)
		return u, u.Notification != nil
	case domain.ClearingFile:
		return u, true
	}
	if u.Order = r.Order(j.Subject); u.Order == nil {
		return u, false
	}
	switch j.Kind {
	case domain.GatewayResult:
		a, ok := u.Order.Attempt(j.N)
		changes = ok && a.Open()
	case domain.ProcessingTimeout:
		u.next, changes = domain.TimeOut(u.Order, j.N, j.Due)
	case domain.Expiry:
		u.next, changes = domain.Expire(u.Order, j.Due)
	}
	return u, changes
}

// NextDue returns when the next job is due: in the past only where the disk cannot be written.
func (e Clock) NextDue() (due time.Time, ok bool) {
	r := e.latest()
	for _, j := range []*domain.Job{r.NextState(), r.NextDelivery()} {
		if j != nil && (!ok || j.Due.Before(due)) {
			due, ok = j.Due, true
		}
	}
	return due, ok
}

// WakeIfDue wakes the sandbox where something has been scheduled that is due before the next scheduled wake-up. Call it after a
// commit once the job may run: an accepted order's answer goes out before its notification.
func (e Clock) WakeIfDue() {
	if e.alarm.due() {
		e.wake()
	}
}

// Pile is the jobs of one kind that are due within one part of a stretch of time.
type Pile struct {
	Kind domain.JobKind
	N    int
	Due  time.Time // of the first
	One  *Upcoming // where there is one alone
}

// Piles divides the time from a moment to before another into equal parts, and returns what is due in each: kind by kind, each in the order
// of time. Its cost depends on the number of piles, not of jobs. It leaves out one alone that changes nothing any more; larger piles may count
// some of these.
func (e Clock) Piles(from, to time.Time, parts int) (all []Pile) {
	r := e.latest()
	for _, p := range r.Piles(from, to, parts) {
		pile := Pile{Kind: p.Kind, N: p.N, Due: from.Add(to.Sub(from) / time.Duration(parts) * time.Duration(p.Part))}
		if p.First != nil {
			pile.Due = p.First.Due
		}
		if p.N == 1 && p.First != nil {
			one, changes := about(r, p.First)
			if !changes {
				continue
			}
			pile.One = &one
		}
		all = append(all, pile)
	}
	return all
}

// Scheduled returns how many jobs there are, and how many of them are due by a moment.
func (e Clock) Scheduled(by time.Time) (all, due int) {
	r := e.latest()
	return r.Scheduled(), r.DueBy(by)
}
