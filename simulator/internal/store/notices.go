package store

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// NotificationQuery asks for a page of notifications. What is empty narrows nothing.
type NotificationQuery struct {
	State  domain.NotificationState
	Before uint64 // number of a notification, not included
	Limit  int
}

// NotificationPage is a page of notifications.
type NotificationPage struct {
	Notifications []*domain.Notification // newest first
	Older         int                    // how many older ones pass
}

// noticeChange is a notification as a write transaction has put it, and the one that it replaces, nil for none.
type noticeChange struct{ before, now *domain.Notification }

// tell takes in a change of a notification. The set under "" has all of them.
func (l *lookup) tell(c noticeChange) {
	number := uint32(c.now.ID)
	if c.before != nil {
		if c.before.State == c.now.State {
			return
		}
		l.noticed(c.before.State).Remove(number)
	}
	l.noticed(c.now.State).Add(number)
	l.noticed("").Add(number)
}

// noticed returns the numbers of the notifications in a state.
func (l *lookup) noticed(s domain.NotificationState) *roaring.Bitmap {
	if l.notices[s] == nil {
		l.notices[s] = roaring.New()
	}
	return l.notices[s]
}

// FindNotifications returns a page of the notifications of the last commit. It looks only at those that it returns.
func (s *Store) FindNotifications(q NotificationQuery) (page NotificationPage) {
	defer s.look()()
	set := s.lookup.notices[q.State]
	if set == nil {
		return page
	}
	last := int(set.GetCardinality())
	if q.Before > 0 {
		last = below(set, int(q.Before))
	}
	first := max(0, last-q.Limit)
	page.Older = first
	if first == last {
		return page
	}
	r := s.Read()
	for number := range places(set, first, last) {
		page.Notifications = append(page.Notifications, r.Notification(uint64(number)))
	}
	slices.Reverse(page.Notifications)
	return page
}

// CountNotifications returns how many notifications of the last commit are in each state.
func (s *Store) CountNotifications() map[domain.NotificationState]int {
	defer s.look()()
	counts := map[domain.NotificationState]int{}
	for state, set := range s.lookup.notices {
		if n := int(set.GetCardinality()); n > 0 && state != "" {
			counts[state] = n
		}
	}
	return counts
}
