package store

import (
	"sync/atomic"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// Held is how much a sandbox holds.
type Held struct {
	Orders        int
	Notifications int
}

// held is Held as the last commit left it.
type held struct{ orders, notifications atomic.Int64 }

func (h *held) add(d Held) {
	h.orders.Add(int64(d.Orders))
	h.notifications.Add(int64(d.Notifications))
}

// negative returns what takes everything away.
func (h *held) negative() Held {
	return Held{Orders: -int(h.orders.Load()), Notifications: -int(h.notifications.Load())}
}

// Held returns how much the last commit left. It does not wait for a transaction.
func (s *Store) Held() Held {
	return Held{Orders: int(s.held.orders.Load()), Notifications: int(s.held.notifications.Load())}
}

// count counts a row that is new.
func (t *Tx) count(row any) {
	switch row.(type) {
	case *domain.Order:
		t.added.Orders++
	case *domain.Notification:
		t.added.Notifications++
	}
}
