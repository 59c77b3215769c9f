package store_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// TestAWriterSeesItsOwnChanges puts orders and jobs into a transaction and takes jobs out, and holds what the transaction reads in
// between against what is in its tables, and after the commit against what others read.
func TestAWriterSeesItsOwnChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := store.New()
		var w *store.Tx
		begin := func() { w = rows.Write() }
		begin()
		var all []domain.Job
		start := time.Date(2018, 1, 12, 12, 0, 0, 0, time.UTC)
		check := func(r *store.Tx) {
			var want *domain.Job
			for j := range r.States() {
				want = j
				break
			}
			if got := r.NextState(); got == nil != (want == nil) || got != nil && *got != *want {
				t.Fatalf("the next job is %+v, want %+v", got, want)
			}
			for o := range r.OrdersAfter("") {
				if r.Order(o.OidPaybill) != o {
					t.Fatalf("order %s is read as %+v, the table has %+v", o.OidPaybill, r.Order(o.OidPaybill), o)
				}
			}
			if r.Order("none") != nil {
				t.Fatal("an order that is not there")
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"put an order": func(t *rapid.T) {
				w.PutOrder(&domain.Order{OidPaybill: fmt.Sprint(rapid.IntRange(0, 4).Draw(t, "order")), Requests: len(all)})
			},
			"add a job": func(t *rapid.T) {
				j := domain.Job{Due: start.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "due")) * time.Minute), Kind: rapid.SampledFrom([]domain.JobKind{domain.GatewayResult, domain.Expiry, domain.NotificationAttempt}).Draw(t, "kind")}
				j.ID = w.AddJob(j)
				all = append(all, j)
			},
			"remove a job": func(t *rapid.T) {
				if len(all) > 0 {
					j := rapid.SampledFrom(all).Draw(t, "job") // it may be gone
					w.RemoveJob(j.Due, j.Kind, j.ID)
				}
			},
			"take the next job": func(*rapid.T) {
				if j := w.NextState(); j != nil {
					w.RemoveJob(j.Due, j.Kind, j.ID)
				}
			},
			"commit": func(*rapid.T) {
				w.Commit()
				check(rows.Read())
				begin()
			},
			"abort": func(*rapid.T) {
				w.Abort()
				check(rows.Read())
				begin()
			},
			"put all rows anew": func(*rapid.T) { w.PutRows(w.Rows()) },
			"":                  func(*rapid.T) { check(w) },
		})
		w.Abort()
	})
}
