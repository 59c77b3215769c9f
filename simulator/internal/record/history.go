package record

import (
	"cmp"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// moment is one thing that somebody did, or platform time that moved on, with what came of it.
type moment struct {
	at         time.Time     // platform time, in whole seconds
	entry      journal.Entry // what was done; none where time moved on
	follow     []journal.Entry
	deliveries []journal.Entry // of notifications that are due because of it, in the order in which they ended
	resent     int             // deliveries that were sent once more because a snapshot was restored that was taken while they were under way
}

// delivered returns where the moment has a delivery already, or -1.
func (m *moment) delivered(d journal.Delivery) int {
	return slices.IndexFunc(m.deliveries, func(e journal.Entry) bool {
		other, ok := e.Data.(journal.Delivery)
		return ok && other.Notification == d.Notification && other.Number == d.Number
	})
}

// moves tells whether the moment is that platform time moves on to it.
func (m *moment) moves() bool { return m.entry.ID == 0 }

// operation returns what the operator or a payer did, if it is that.
func (m *moment) operation() (journal.Operation, bool) {
	o, ok := m.entry.Data.(journal.Operation)
	return o, ok
}

// history cuts a journal into moments.
type history struct {
	moments  []*moment
	now      *moment            // the newest
	coming   *moment            // the next move of time: what is found to happen later than now belongs to it
	requests map[uint64]*moment // by the id of the request's entry
	payers   map[uint64]bool    // ids of what payers sent
	causes   map[string]*moment // of the first delivery about a payment or refund, by the platform's number of it
	wall     bool
}

// cut returns the moments of a journal. start is the platform time at its beginning.
func cut(entries []journal.Entry, start time.Time, wall bool) []*moment {
	h := &history{requests: map[uint64]*moment{}, payers: map[uint64]bool{}, causes: map[string]*moment{}, now: &moment{at: seconds(start)}, coming: &moment{}, wall: wall}
	for _, e := range entries {
		h.read(e)
	}
	if len(h.coming.deliveries) > 0 || len(h.coming.follow) > 0 {
		h.moveTo(seconds(entries[len(entries)-1].At))
	}
	for at := 0; at < len(h.moments); {
		n := 1
		for at+n < len(h.moments) && !h.moments[at+n].moves() {
			n++
		}
		slices.SortStableFunc(h.moments[at:at+n], func(a, b *moment) int { return cmp.Compare(a.decided(), b.decided()) })
		at += n
	}
	return h.moments
}

// decided returns where the journal has what was decided: of requests at the same time, which one counted first.
func (m *moment) decided() uint64 {
	for _, e := range m.follow {
		if e.Kind == journal.KindDecision && e.Code != "" {
			return e.ID
		}
	}
	return m.entry.ID
}

func (h *history) read(e journal.Entry) {
	if m := h.requests[e.Request]; e.Request != 0 && m != nil {
		m.follow = append(m.follow, e)
	}
	switch d := e.Data.(type) {
	case journal.Move:
		h.moveTo(seconds(d.To))
		return
	case journal.Operation:
		h.add(e)
		if d.Call == journal.CallRefund {
			h.requests[e.ID] = h.now
		}
		if d.Call == journal.CallRestoreSnapshot {
			h.now.at = seconds(e.At) // time went back
		}
	case journal.Delivery:
		h.deliver(e, d)
		return
	case journal.PayerForm:
		h.payers[e.ID] = true
		return
	case journal.Request, journal.FileRequest:
		h.add(e)
		h.requests[e.ID] = h.now
	}
	switch {
	case e.Kind == journal.KindState:
		h.causes[notified(e)] = h.at(e.At)
		if m := h.requests[e.Request]; m != nil && h.at(e.At) == h.now {
			h.causes[notified(e)] = m
		}
	case e.Kind == journal.KindDecision && h.payers[e.Request] && refusesPayer[e.Rule]:
		h.add(e)
	}
}

// notified returns the number of the payment or refund whose new state an entry has.
func notified(e journal.Entry) string {
	switch d := e.Data.(type) {
	case journal.RefundState:
		return d.OidRefundno
	case journal.Operation:
		return cmp.Or(d.Get("oid_refundno"), e.OidPaybill)
	}
	return e.OidPaybill
}

// refusesPayer are the rules by which the platform lets nobody pay.
var refusesPayer = map[string]bool{"STA-4": true, "STA-6": true, "LIM-3": true}

// add begins a moment with what somebody did.
func (h *history) add(e journal.Entry) {
	if at := seconds(e.At); at.After(h.now.at) {
		h.moveTo(at)
	}
	h.append(&moment{at: h.now.at, entry: e})
}

// moveTo moves time on, unless it is there already.
func (h *history) moveTo(to time.Time) {
	if !to.After(h.now.at) {
		return
	}
	h.coming.at = to
	h.append(h.coming)
	h.coming = &moment{}
}

func (h *history) append(m *moment) {
	h.moments, h.now = append(h.moments, m), m
}

// at returns the moment to which something belongs that happened by itself.
func (h *history) at(t time.Time) *moment {
	if seconds(t).After(h.now.at) {
		return h.coming
	}
	return h.now
}

// deliver gives a delivery to the moment that made it due. The first attempt follows the result it tells of; later ones come when it is
// their time, and the operator's when he asks for them.
func (h *history) deliver(e journal.Entry, d journal.Delivery) {
	at := e.At
	if h.wall {
		at = at.Add(-time.Duration(d.DurationMS) * time.Millisecond)
	}
	m := h.at(at)
	about := e.OidPaybill
	if f, err := wire.DecodeJSON(d.Body); err == nil && f.Has("oid_refundno") {
		about = f.Get("oid_refundno")
	}
	if cause := h.causes[about]; d.Number == 1 && cause != nil {
		m = cause
		if i := m.delivered(d); i >= 0 { // a snapshot was taken while it was under way, and restored: what the merchant answered then counts
			m.deliveries[i] = e
			m.resent++
			return
		}
	}
	m.deliveries = append(m.deliveries, e)
}
