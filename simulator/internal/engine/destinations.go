package engine

import (
	"container/list"
	"time"
)

// Bounds of the deliveries of one sandbox that are under way at once. A quarter is reserved for destinations known to be quick, another
// quarter for quick and new ones, so that slow destinations, however many, never take all senders (ADR 19).
const (
	maxSending        = 128
	maxNewAndSlow     = 96
	maxSlow           = 64
	maxPerDestination = 32
	maxPerNew         = 8 // to one destination before its first delivery has ended
)

// quickWithin is the longest real time that the last delivery to a quick destination took.
const quickWithin = time.Second

// pace says how long a destination occupies a sender, judged by the last delivery that ended.
type pace uint8

const (
	quickPace pace = iota
	newPace        // no delivery has ended yet
	slowPace
	paces
)

// destination is a host and port that notifications go to.
type destination struct {
	name    string
	pace    pace
	waiting []admission // in the order of their jobs
	sending int
	place   *list.Element // in the ring of its pace; nil while nothing waits or its limit is reached
}

// destinations holds the deliveries that wait to be sent, by destination. Destinations of one pace take turns, and so do the paces.
// The caller of its methods holds outbox.mu.
type destinations struct {
	known   map[string]*destination
	sweepAt int // number of known destinations at which the idle ones are removed
	rings   [paces]list.List
	sending [paces]int
	turn    pace
}

// minKnown is how many destinations are remembered at least.
const minKnown = 1024

func (q *destinations) init() {
	q.known, q.sweepAt = map[string]*destination{}, minKnown
}

// put queues a delivery to a destination.
func (q *destinations) put(name string, x admission) {
	d := q.known[name]
	if d == nil {
		q.sweep()
		d = &destination{name: name, pace: newPace}
		q.known[name] = d
	}
	d.waiting = append(d.waiting, x)
	q.seat(d)
}

// next returns the delivery whose turn it is, and false where none may start now.
func (q *destinations) next() (admission, bool) {
	for range paces {
		p := q.turn
		q.turn = (q.turn + 1) % paces
		if q.rings[p].Len() == 0 || !q.free(p) {
			continue
		}
		d, _ := q.rings[p].Front().Value.(*destination)
		x := d.waiting[0]
		d.waiting[0] = admission{}
		d.waiting = d.waiting[1:]
		d.sending++
		q.sending[p]++
		q.unseat(d)
		q.seat(d)
		x.to = d
		return x, true
	}
	return admission{}, false
}

// free reports whether a delivery to a destination of a pace may start.
func (q *destinations) free(p pace) bool {
	newAndSlow := q.sending[newPace] + q.sending[slowPace]
	switch {
	case q.sending[quickPace]+newAndSlow >= maxSending:
		return false
	case p == quickPace:
		return true
	}
	return newAndSlow < maxNewAndSlow && (p == newPace || q.sending[slowPace] < maxSlow)
}

// ended records that a delivery to a destination ended, and the real time it took.
func (q *destinations) ended(d *destination, took time.Duration) {
	q.sending[d.pace]--
	d.sending--
	now := quickPace
	if took > quickWithin {
		now = slowPace
	}
	if now != d.pace {
		q.unseat(d)
		q.sending[d.pace] -= d.sending
		q.sending[now] += d.sending
		d.pace = now
	}
	q.seat(d)
}

// seat puts a destination at the end of its ring, unless it is in it, nothing waits, or its limit is reached.
func (q *destinations) seat(d *destination) {
	limit := maxPerDestination
	if d.pace == newPace {
		limit = maxPerNew
	}
	if d.place == nil && len(d.waiting) > 0 && d.sending < limit {
		d.place = q.rings[d.pace].PushBack(d)
	}
}

func (q *destinations) unseat(d *destination) {
	if d.place != nil {
		q.rings[d.pace].Remove(d.place)
		d.place = nil
	}
}

// drop empties all queues and returns what waited in them.
func (q *destinations) drop() (all []admission) {
	for _, d := range q.known {
		q.unseat(d)
		all = append(all, d.waiting...)
		d.waiting = nil
	}
	return all
}

// sweep removes the idle destinations once sweepAt are known.
func (q *destinations) sweep() {
	if len(q.known) < q.sweepAt {
		return
	}
	for name, d := range q.known {
		if len(d.waiting) == 0 && d.sending == 0 {
			delete(q.known, name)
		}
	}
	q.sweepAt = max(minKnown, 2*len(q.known))
}
