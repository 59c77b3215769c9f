package engine

import (
	"fmt"
	"testing"
	"time"
)

// begun begins deliveries until none may begin.
func launched(q *destinations) (all []admission) {
	for x, ok := q.next(); ok; x, ok = q.next() {
		all = append(all, x)
	}
	return all
}

func fill(q *destinations, name string, n int) {
	for range n {
		q.put(name, admission{})
	}
}

// TestSlowDestinationsLeaveSendersToOthers holds that dead destinations take neither the senders of new ones nor those of
// quick ones.
func TestSlowDestinationsLeaveSendersToOthers(t *testing.T) {
	var q destinations
	q.init()
	fill(&q, "known", 1)
	q.ended(launched(&q)[0].to, time.Millisecond)
	for i := range maxNewAndSlow {
		fill(&q, fmt.Sprint("dead", i), 100)
	}
	first := launched(&q)
	if len(first) != maxNewAndSlow {
		t.Fatalf("%d deliveries to new destinations begin, want %d", len(first), maxNewAndSlow)
	}
	fill(&q, "known", 1)
	if got := launched(&q); len(got) != 1 || got[0].to.name != "known" {
		t.Fatalf("while new ones hang, %d deliveries begin, want the one to the destination that is quick", len(got))
	}
	for _, round := range [][]admission{first, nil} { // in two rounds each has had a delivery
		if round == nil {
			round = launched(&q)
		}
		for _, x := range round {
			q.ended(x.to, 5*time.Second)
		}
	}
	launched(&q)
	fill(&q, "other", 3)
	got := launched(&q)
	if len(got) != 3 || q.sending[slowPace] > maxSlow {
		t.Errorf("%d deliveries to a new destination begin beside %d to slow ones, want 3 beside at most %d", len(got), q.sending[slowPace], maxSlow)
	}
}

// TestDestinationsTakeTurns holds that those of one pace begin in turn, and none beyond its own bound.
func TestDestinationsTakeTurns(t *testing.T) {
	var q destinations
	q.init()
	fill(&q, "a", 1000)
	fill(&q, "b", 2)
	got := ""
	for _, x := range launched(&q)[:6] {
		got += x.to.name
	}
	if got != "ababaa" {
		t.Errorf("begun in the order %s, want ababaa", got)
	}
	a := q.known["a"]
	if a.sending != maxPerNew {
		t.Errorf("%d deliveries to a new destination at once, want %d", a.sending, maxPerNew)
	}
	q.ended(a, time.Millisecond)
	if launched(&q); a.sending != maxPerDestination {
		t.Errorf("%d deliveries to one that answers at once, want %d", a.sending, maxPerDestination)
	}
}

// TestAPaceChangesWithTheLastDelivery holds that a destination that answers again is quick, with what is under way to it.
func TestAPaceChangesWithTheLastDelivery(t *testing.T) {
	var q destinations
	q.init()
	fill(&q, "a", 3)
	all := launched(&q)
	for i, kept := range []time.Duration{time.Minute, time.Millisecond} {
		q.ended(all[i].to, kept)
		if want := []pace{slowPace, quickPace}[i]; all[i].to.pace != want || q.sending[want] != 2-i {
			t.Errorf("after %s: pace %d with %v under way", kept, all[i].to.pace, q.sending)
		}
	}
	q.ended(all[2].to, 0)
	if q.sending != [paces]int{} {
		t.Errorf("when all has ended, %v are under way", q.sending)
	}
}

// TestIdleDestinationsAreForgotten holds that hosts that came once do not stay for ever.
func TestIdleDestinationsAreForgotten(t *testing.T) {
	var q destinations
	q.init()
	for i := range 10 * minKnown {
		fill(&q, fmt.Sprint(i), 1)
		for _, x := range launched(&q) {
			q.ended(x.to, 0)
		}
	}
	if len(q.known) > minKnown {
		t.Errorf("%d destinations are known, want at most %d", len(q.known), minKnown)
	}
}
