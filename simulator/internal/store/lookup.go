package store

import (
	"sort"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// lookup finds the orders and notifications of the last commit by what lists filter for. Each order has a place, the oldest the first, and each value that is
// filtered for has the set of the places of its orders. It is one for the store and is made from the orders: each commit brings it up to
// date, except one that replaces the whole state. After that the next look makes it anew.
type lookup struct {
	mu   sync.RWMutex
	made bool
	rows []*domain.Order
	with map[attribute]*roaring.Bitmap

	notices map[domain.NotificationState]*roaring.Bitmap // numbers of notifications by state, of all under ""
}

// attribute is a value that orders are filtered for, under the name of its filter.
type attribute struct{ filter, value string }

const byMerchant, byState, byBusinessDate, bySettleDate, byProduct = "oid_partner", "result_pay", "business_date", "settle_date", "product"

// attributes returns what an order is found by. What it does not have is empty.
func attributes(o *domain.Order) [5]attribute {
	return [...]attribute{
		{byMerchant, o.OidPartner}, {byState, string(o.State)},
		{byBusinessDate, string(o.BusinessDate)}, {bySettleDate, string(o.SettleDate)}, {byProduct, string(o.API)},
	}
}

// orderChange is an order as a write transaction has put it, and the one that it replaces, nil for none.
type orderChange struct{ before, now *domain.Order }

// commit takes in the changes of a transaction, or drops everything where that has replaced the whole state, and makes the transaction
// visible in the same moment.
func (l *lookup) commit(t *Tx, publish func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if t.replaced {
		l.drop()
	}
	for _, change := range t.orderChanges {
		if l.made {
			l.take(change)
		}
	}
	for _, change := range t.noticeChanges {
		if l.made {
			l.tell(change)
		}
	}
	publish()
}

func (l *lookup) drop() { l.made, l.rows, l.with, l.notices = false, nil, nil, nil }

// look locks the lookup for reading, made from the last commit, and returns what unlocks it.
func (s *Store) look() (done func()) {
	l := &s.lookup
	l.mu.RLock()
	for !l.made {
		l.mu.RUnlock()
		l.make(s)
		l.mu.RLock()
	}
	return l.mu.RUnlock
}

// make makes everything from the last commit.
func (l *lookup) make(s *Store) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.made {
		return
	}
	last := s.last.Load()
	l.made, l.rows, l.with = true, make([]*domain.Order, 0, last.orders.read().Len()), map[attribute]*roaring.Bitmap{}
	last.orders.read().Scan(func(o orderAt) bool {
		l.take(orderChange{nil, o.row})
		return true
	})
	l.notices = map[domain.NotificationState]*roaring.Bitmap{}
	last.notifications.read().Scan(func(n cell[domain.Notification]) bool {
		l.tell(noticeChange{nil, n.row})
		return true
	})
}

// take takes in a change. Where a new order is not the last by oid_paybill, which happens where the numbers begin again, it drops everything.
func (l *lookup) take(c orderChange) {
	if c.before == nil {
		if n := len(l.rows); n > 0 && l.rows[n-1].OidPaybill >= c.now.OidPaybill {
			l.drop()
			return
		}
		l.rows = append(l.rows, c.now)
		for _, a := range attributes(c.now) {
			l.add(a, uint32(len(l.rows)-1))
		}
		return
	}
	place := l.place(c.now.OidPaybill)
	l.rows[place] = c.now
	before := attributes(c.before)
	for i, a := range attributes(c.now) {
		if a != before[i] {
			l.remove(before[i], uint32(place))
			l.add(a, uint32(place))
		}
	}
}

func (l *lookup) add(a attribute, place uint32) {
	if a.value == "" {
		return
	}
	set := l.with[a]
	if set == nil {
		set = roaring.New()
		a.value = strings.Clone(a.value) // which may be part of all that its order says
		l.with[a] = set
	}
	set.Add(place)
}

func (l *lookup) remove(a attribute, place uint32) {
	if set := l.with[a]; set != nil {
		set.Remove(place)
		if set.IsEmpty() {
			delete(l.with, a)
		}
	}
}

// place returns the place of the first order whose oid_paybill is not below the given one.
func (l *lookup) place(oidPaybill string) int {
	return sort.Search(len(l.rows), func(i int) bool { return l.rows[i].OidPaybill >= oidPaybill })
}
