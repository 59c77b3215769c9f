package store

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// TestHeldFollowsTheRows holds that the counts are those of the last commit after every way in which rows come and go.
func TestHeldFollowsTheRows(t *testing.T) {
	s := New()
	check := func(after string, want Held) {
		t.Helper()
		if got := s.Held(); got != want {
			t.Errorf("after %s: %+v, want %+v", after, got, want)
		}
	}
	write := func(f func(*Tx)) {
		tx := s.Write()
		f(tx)
		tx.Commit()
	}
	order := func(id string) *domain.Order { return &domain.Order{OidPaybill: id, OidPartner: "1", NoOrder: id} }
	write(func(tx *Tx) {
		tx.AddOrder(order("1"))
		tx.AddOrder(order("2"))
		tx.AddNotification(&domain.Notification{OidPaybill: "1"})
	})
	check("adding", Held{Orders: 2, Notifications: 1})
	write(func(tx *Tx) { tx.PutOrder(order("2")) })
	check("replacing", Held{Orders: 2, Notifications: 1})
	tx := s.Write()
	tx.AddOrder(order("3"))
	tx.Abort()
	check("an abort", Held{Orders: 2, Notifications: 1})
	var kept *Snapshot
	var rows Rows
	write(func(tx *Tx) {
		kept, rows = tx.Snapshot(), tx.Rows()
		tx.AddOrder(order("4"))
	})
	check("one more", Held{Orders: 3, Notifications: 1})
	write(func(tx *Tx) { tx.Restore(kept) })
	check("a restore", Held{Orders: 2, Notifications: 1})
	write(func(tx *Tx) {
		tx.AddOrder(order("5"))
		tx.Clear()
		tx.AddOrder(order("6"))
	})
	check("clearing within a transaction", Held{Orders: 1})
	write(func(tx *Tx) { tx.PutRows(rows) })
	check("loading a kept state", Held{Orders: 2, Notifications: 1})
}
