package store

import (
	"cmp"
	"math"
	"sort"
	"time"

	"github.com/tidwall/btree"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// Pile is the jobs of one kind that are due within one part of a stretch of time.
type Pile struct {
	Kind  domain.JobKind
	Part  int
	N     int         // how many
	First *domain.Job // nil where it is an expiry behind very many other jobs
}

// maxPassed bounds how many jobs of other kinds are passed to find the first expiry of a pile.
const maxPassed = 500

// Piles divides the time from a moment to before another into equal parts, and returns what is due in each: kind by kind, each in the order
// of time. It counts by the places of jobs in the trees: what it costs depends on how many piles there are, not on how many jobs.
func (t *Tx) Piles(from, to time.Time, parts int) (all []Pile) {
	step := to.Sub(from) / time.Duration(parts)
	part := func(j *domain.Job) (i int, end time.Time) {
		if i = min(int(j.Due.Sub(from)/step), parts-1); i == parts-1 {
			return i, to
		}
		return i, from.Add(step * time.Duration(i+1))
	}
	others := make([]int, parts) // changes of state that are no expiries
	pile := func(rows *btree.BTreeG[*domain.Job], kind domain.JobKind) {
		for at := from; ; {
			first := firstFrom(rows, &domain.Job{Due: at, Kind: kind})
			if first == nil || first.Kind != kind || !first.Due.Before(to) {
				return
			}
			i, end := part(first)
			n := upTo(rows, &domain.Job{Due: end.Add(-1), Kind: kind, ID: math.MaxUint64}) - upTo(rows, first) + 1
			all = append(all, Pile{kind, i, n, first})
			if kind != domain.NotificationAttempt {
				others[i] += n
			}
			at = end
		}
	}
	for _, kind := range []domain.JobKind{domain.GatewayResult, domain.ProcessingTimeout, domain.RefundResult, domain.ClearingFile} {
		pile(t.byKind.read(), kind)
	}
	pile(t.jobs.read(), domain.NotificationAttempt)
	rows := t.jobs.read()
	for at := from; ; {
		first := firstFrom(rows, &domain.Job{Due: at})
		if first == nil || queueOf(first.Kind) != stateQueue || !first.Due.Before(to) {
			return all
		}
		i, end := part(first)
		n := upTo(rows, &domain.Job{Due: end.Add(-1), Kind: domain.ClearingFile, ID: math.MaxUint64}) - upTo(rows, first) + 1 - others[i]
		if n > 0 {
			all = append(all, Pile{domain.Expiry, i, n, firstExpiry(rows, first)})
		}
		at = end
	}
}

// firstExpiry returns the first expiry from a job on, or nil where it is far away.
func firstExpiry(rows *btree.BTreeG[*domain.Job], from *domain.Job) (found *domain.Job) {
	passed := 0
	rows.Ascend(from, func(j *domain.Job) bool {
		if j.Kind == domain.Expiry {
			found = j
			return false
		}
		passed++
		return passed < maxPassed
	})
	return found
}

// firstFrom returns the first job that does not come before another, or nil.
func firstFrom(rows *btree.BTreeG[*domain.Job], from *domain.Job) (first *domain.Job) {
	rows.Ascend(from, func(j *domain.Job) bool {
		first = j
		return false
	})
	return first
}

// upTo counts the jobs up to one, itself included, by their places in a tree.
func upTo(rows *btree.BTreeG[*domain.Job], last *domain.Job) int {
	return sort.Search(rows.Len(), func(i int) bool {
		j, _ := rows.GetAt(i)
		return rows.Less(last, j)
	})
}

// DueBy counts the jobs that are due by a moment, as Piles counts.
func (t *Tx) DueBy(moment time.Time) int {
	rows := t.jobs.read()
	states, deliveries := &domain.Job{Due: moment, Kind: domain.ClearingFile, ID: math.MaxUint64}, begin(domain.NotificationAttempt)
	return upTo(rows, states) + upTo(rows, &domain.Job{Due: moment, Kind: domain.NotificationAttempt, ID: math.MaxUint64}) - upTo(rows, deliveries)
}

// Scheduled counts all jobs.
func (t *Tx) Scheduled() int { return t.jobs.read().Len() }

// kindBefore reports whether a job comes before another by kind, due time, id.
func kindBefore(a, b *domain.Job) bool {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID)) < 0
}

// ofKind reports whether a job is in the tree by kind: an order has an expiry from its beginning, and most have no other job that changes
// its state, so expiries are counted as what is left of the queue.
func ofKind(j *domain.Job) bool { return queueOf(j.Kind) == stateQueue && j.Kind != domain.Expiry }
