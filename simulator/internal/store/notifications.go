package store

import (
	"iter"
	"slices"

	"github.com/hashicorp/go-memdb"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

const notificationTable = "notifications"

var notificationSchema = &memdb.TableSchema{Name: notificationTable, Indexes: map[string]*memdb.IndexSchema{
	idIndex: index(idIndex, func(n *domain.Notification) []byte { return number(n.ID) }),
	"payment": index("payment", func(n *domain.Notification) []byte {
		return append(key(n.OidPaybill), number(n.ID)...)
	}),
}}

// AddNotification numbers a notification and puts it into the table.
func (t *Tx) AddNotification(n *domain.Notification) {
	t.store.counters.Notification++
	n.ID = t.store.counters.Notification
	t.held.Bytes += notificationSize(n)
	t.put(notificationTable, n)
}

// Notification returns a notification, or nil.
func (t *Tx) Notification(id uint64) *domain.Notification {
	return first[*domain.Notification](t, notificationTable, idIndex, number(id))
}

// PutNotification replaces a notification.
func (t *Tx) PutNotification(n *domain.Notification) {
	t.held.Bytes += notificationSize(n) - notificationSize(t.Notification(n.ID))
	t.put(notificationTable, n)
}

// NotificationsOf returns the notifications about a payment and its refunds, oldest first.
func (t *Tx) NotificationsOf(oidPaybill string) []*domain.Notification {
	return slices.Collect(each[*domain.Notification](t, notificationTable, "payment", key(oidPaybill)))
}

// Notifications yields all notifications, oldest first.
func (t *Tx) Notifications() iter.Seq[*domain.Notification] {
	return each[*domain.Notification](t, notificationTable, idIndex, nil)
}
