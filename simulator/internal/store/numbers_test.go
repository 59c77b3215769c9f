package store_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// TestOrdersAreFoundByNumber holds what transactions find by no_order against all orders that they read, after commits and aborts, after
// snapshots came back, and in a reader that began before.
func TestOrdersAreFoundByNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := store.New()
		w := rows.Write()
		earlier := rows.Read()
		var snapshots []*store.Snapshot
		check := func(r *store.Tx) {
			for n := range 3 {
				number := fmt.Sprint("N", n)
				for _, merchant := range []string{"a", "b"} {
					var want []*domain.Order
					for o := range r.OrdersAfter("") {
						if o.NoOrder == number && o.OidPartner == merchant {
							want = append(want, o)
						}
					}
					if got := r.OrdersByNumber(merchant, number); !slices.Equal(got, want) {
						t.Fatalf("orders %s of %s: got %v, want %v", number, merchant, got, want)
					}
				}
				var want []*domain.Order
				for o := range r.OrdersAfter("") {
					if o.NoOrder == number {
						want = append(want, o)
					}
				}
				if got := r.OrdersNumbered(number); !slices.Equal(got, want) {
					t.Fatalf("orders %s: got %v, want %v", number, got, want)
				}
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"put an order": func(t *rapid.T) {
				id := rapid.IntRange(0, 9).Draw(t, "order")
				number, merchant := id%3, "a"
				if id > 5 {
					merchant = "b"
				}
				if rapid.Bool().Draw(t, "another number") { // as one that is aborted may have had
					number = (id + 1) % 3
				}
				if known := w.Order(fmt.Sprint(id)); known != nil {
					o := known.Copy()
					o.Requests++
					w.PutOrder(o)
					return
				}
				w.PutOrder(&domain.Order{OidPaybill: fmt.Sprint(id), OidPartner: merchant, NoOrder: fmt.Sprint("N", number)})
			},
			"commit": func(*rapid.T) { w.Commit(); w = rows.Write() },
			"abort":  func(*rapid.T) { w.Abort(); w = rows.Write() },
			"read":   func(*rapid.T) { earlier = rows.Read() },
			"snapshot": func(*rapid.T) {
				snapshots = append(snapshots, w.Snapshot())
			},
			"restore": func(t *rapid.T) {
				if len(snapshots) > 0 {
					w.Restore(rapid.SampledFrom(snapshots).Draw(t, "snapshot"))
				}
			},
			"clear":    func(*rapid.T) { w.Clear() },
			"put anew": func(*rapid.T) { w.PutRows(w.Rows()) },
			"":         func(*rapid.T) { check(w); check(rows.Read()); check(earlier) },
		})
		w.Abort()
	})
}
