package store_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// TestJobsAreInTheirOrder holds both queues against a sorted list: in the writer, in a reader of the last commit, and in an earlier one,
// which sees nothing of what comes later.
func TestJobsAreInTheirOrder(t *testing.T) {
	kinds := []domain.JobKind{domain.GatewayResult, domain.ProcessingTimeout, domain.Expiry, domain.RefundResult, domain.ClearingFile, domain.NotificationAttempt}
	rapid.Check(t, func(t *rapid.T) {
		rows := store.New()
		w := rows.Write()
		start := time.Date(1969, 12, 31, 23, 58, 0, 0, time.UTC)
		var now, last, before []domain.Job // as the writer, the last commit, and the earlier reader have them
		earlier := rows.Read()
		var snapshot *store.Snapshot
		var kept []domain.Job
		check := func(who string, r *store.Tx, jobs []domain.Job) {
			var want [2][]domain.Job
			for _, j := range jobs {
				queue := 0
				if j.Kind == domain.NotificationAttempt {
					queue = 1
				}
				want[queue] = append(want[queue], j)
				if !r.HasJob(&j) {
					t.Fatalf("%s lacks job %+v", who, j)
				}
			}
			for queue, got := range [2][]*domain.Job{slices.Collect(r.States()), slices.Collect(r.Deliveries())} {
				slices.SortFunc(want[queue], func(a, b domain.Job) int {
					return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
				})
				if !slices.EqualFunc(got, want[queue], func(a *domain.Job, b domain.Job) bool { return *a == b }) {
					t.Fatalf("%s has in queue %d %v, want %v", who, queue, got, want[queue])
				}
				next := [2]*domain.Job{r.NextState(), r.NextDelivery()}[queue]
				if len(got) == 0 && next != nil || len(got) > 0 && next != got[0] {
					t.Fatalf("%s: next of queue %d is %+v", who, queue, next)
				}
			}
			middle := start.Add(2 * time.Minute)
			due := 0
			for _, j := range jobs {
				if !j.Due.After(middle) {
					due++
				}
			}
			if n := r.DueBy(middle); n != due || r.Scheduled() != len(jobs) {
				t.Fatalf("%s: %d of %d jobs are due by %s, want %d of %d", who, n, r.Scheduled(), middle, due, len(jobs))
			}
			checkPiles(t, who, r, start, jobs)
			after := r.DeliveryAfter(middle)
			if i := slices.IndexFunc(want[1], func(j domain.Job) bool { return j.Due.After(middle) }); i < 0 && after != nil || i >= 0 && (after == nil || *after != want[1][i]) {
				t.Fatalf("%s: the delivery after %s is %+v", who, middle, after)
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"add": func(t *rapid.T) {
				j := domain.Job{Due: start.Add(time.Duration(rapid.IntRange(0, 4).Draw(t, "minute")) * time.Minute), Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}
				j.ID = w.AddJob(j)
				now = append(slices.Clone(now), j)
			},
			"remove": func(t *rapid.T) {
				if len(now) > 0 {
					i := rapid.IntRange(0, len(now)-1).Draw(t, "job")
					w.RemoveJob(now[i].Due, now[i].Kind, now[i].ID)
					now = slices.Delete(slices.Clone(now), i, i+1)
				}
			},
			"commit":   func(*rapid.T) { w.Commit(); last = now; w = rows.Write() },
			"abort":    func(*rapid.T) { w.Abort(); now = last; w = rows.Write() },
			"read":     func(*rapid.T) { earlier, before = rows.Read(), last },
			"snapshot": func(*rapid.T) { snapshot, kept = w.Snapshot(), last },
			"restore": func(*rapid.T) {
				if snapshot != nil {
					w.Restore(snapshot)
					now = kept
				}
			},
			"": func(*rapid.T) {
				check("the writer", w, now)
				check("a reader", rows.Read(), last)
				check("an earlier reader", earlier, before)
			},
		})
		w.Abort()
	})
}

// checkPiles holds piles of the minutes 1 to 4, two of them in a pile, against all jobs.
func checkPiles(t *rapid.T, who string, r *store.Tx, start time.Time, jobs []domain.Job) {
	type pile struct {
		kind domain.JobKind
		part int
	}
	want, first, n := map[pile]int{}, map[pile]domain.Job{}, 0
	from := start.Add(time.Minute)
	for _, j := range jobs {
		if minutes := int(j.Due.Sub(from) / time.Minute); !j.Due.Before(from) && minutes < 4 {
			p := pile{j.Kind, minutes / 2}
			want[p]++
			n++
			if f, ok := first[p]; !ok || cmp.Or(j.Due.Compare(f.Due), cmp.Compare(j.ID, f.ID)) < 0 {
				first[p] = j
			}
		}
	}
	for _, got := range r.Piles(from, from.Add(4*time.Minute), 2) {
		p := pile{got.Kind, got.Part}
		if got.N != want[p] || *got.First != first[p] {
			t.Fatalf("%s: pile %+v, first %+v; want %d, first %+v", who, got, got.First, want[p], first[p])
		}
		n -= got.N
	}
	if n != 0 {
		t.Fatalf("%s: %d jobs are in no pile, or in two", who, n)
	}
}
