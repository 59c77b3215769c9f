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
	rowsOf := func(orders, notifications int64) Held {
		return Held{Orders: orders, Bytes: orders*(orderBytes+1) + notifications*notificationBytes} // each order has a number of one byte
	}
	order := func(id string) *domain.Order { return &domain.Order{OidPaybill: id, OidPartner: "1", NoOrder: id} }
	write(func(tx *Tx) {
		tx.PutOrder(order("1"))
		tx.PutOrder(order("2"))
		tx.AddNotification(&domain.Notification{OidPaybill: "1"})
	})
	check("adding", rowsOf(2, 1))
	write(func(tx *Tx) { tx.PutOrder(order("2")) })
	check("replacing", rowsOf(2, 1))
	tx := s.Write()
	tx.PutOrder(order("3"))
	tx.Abort()
	check("an abort", rowsOf(2, 1))
	var kept *Snapshot
	var rows Rows
	write(func(tx *Tx) {
		kept, rows = tx.Snapshot(), tx.Rows()
		tx.PutOrder(order("4"))
	})
	check("one more", rowsOf(3, 1))
	write(func(tx *Tx) { tx.Restore(kept) })
	check("a restore", rowsOf(2, 1))
	write(func(tx *Tx) {
		tx.PutOrder(order("5"))
		tx.Clear()
		tx.PutOrder(order("6"))
	})
	check("clearing within a transaction", rowsOf(1, 0))
	write(func(tx *Tx) { tx.PutRows(rows) })
	check("loading a kept state", rowsOf(2, 1))
}
