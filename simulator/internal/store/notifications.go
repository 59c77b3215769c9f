package store

import (
	"cmp"
	"iter"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

const notificationTable = "notifications"

// notificationAt is a notification in the tree of notifications by payment.
type notificationAt struct {
	digits uint64 // of the payment's oid_paybill
	row    *domain.Notification
}

func notificationBefore(a, b cell[domain.Notification]) bool { return a.row.ID < b.row.ID }

func toldBefore(a, b notificationAt) bool {
	if a.digits != b.digits {
		return a.digits < b.digits
	}
	return cmp.Or(cmp.Compare(a.row.OidPaybill, b.row.OidPaybill), cmp.Compare(a.row.ID, b.row.ID)) < 0
}

// putNotification inserts or replaces a notification, and returns the one that it replaces.
func (t *trees) putNotification(n *domain.Notification) *domain.Notification {
	replaced, _ := t.notifications.write().Set(cell[domain.Notification]{n})
	before := replaced.row
	if before != nil && before.OidPaybill != n.OidPaybill {
		t.told.write().Delete(notificationAt{digits(before.OidPaybill), before})
	}
	t.told.write().Set(notificationAt{digits(n.OidPaybill), n})
	return before
}

// AddNotification numbers a notification and puts it into the table.
func (t *Tx) AddNotification(n *domain.Notification) {
	t.store.counters.Notification++
	n.ID = t.store.counters.Notification
	t.PutNotification(n)
}

// Notification returns a notification, or nil.
func (t *Tx) Notification(id uint64) *domain.Notification {
	n, _ := t.notifications.read().Get(cell[domain.Notification]{&domain.Notification{ID: id}})
	return n.row
}

// PutNotification inserts or replaces a notification.
func (t *Tx) PutNotification(n *domain.Notification) {
	before := t.putNotification(n)
	if !t.replaced {
		t.noticeChanges = append(t.noticeChanges, noticeChange{before, n})
	}
	t.held.Bytes += notificationSize(n) - notificationSize(before)
	t.note(notificationTable, n, false)
}

// NotificationsOf returns the notifications about a payment and its refunds, oldest first.
func (t *Tx) NotificationsOf(oidPaybill string) (of []*domain.Notification) {
	first := notificationAt{digits(oidPaybill), &domain.Notification{OidPaybill: oidPaybill}}
	t.told.read().Ascend(first, func(n notificationAt) bool {
		if n.row.OidPaybill != oidPaybill {
			return false
		}
		of = append(of, n.row)
		return true
	})
	return of
}

// Notifications yields all notifications, oldest first.
func (t *Tx) Notifications() iter.Seq[*domain.Notification] {
	return func(yield func(*domain.Notification) bool) {
		t.notifications.read().Scan(func(n cell[domain.Notification]) bool { return yield(n.row) })
	}
}
