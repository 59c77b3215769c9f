package contract

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// An entry of the journal belongs to the newest step that began before it.
func TestStepOfAnEntry(t *testing.T) {
	w := &world{stepPositions: []uint64{3, 7, 7, 12}}
	for entry, want := range map[uint64]int{1: 0, 4: 0, 7: 0, 8: 2, 12: 2, 13: 3, 99: 3} {
		if got := w.stepOf(entry); got != want {
			t.Errorf("entry %d is of step %d, expected %d", entry, got, want)
		}
	}
}

// What concerns an order concerns it under each number that the merchant gave it.
func TestWhatConcernsAnOrderOfSeveralNumbers(t *testing.T) {
	w := &world{Seat: &Seat{Driver: &harness.Driver{}}, orders: map[string]*order{"first": {number: "A1", numbers: []string{"A2", "A1"}, bills: []string{"2026", "2027"}}}}
	for _, c := range []struct {
		field, value string
		want         bool
	}{{"no_order", "A1", true}, {"no_order", "A2", true}, {"no_order", "A3", false}, {"no_order", "", false}, {"oid_paybill", "2027", true}, {"oid_paybill", "2028", false}} {
		if got := w.concerns(call{fields: wire.Fields{{Name: c.field, Value: c.value}}}); got != c.want {
			t.Errorf("%s %q: %t", c.field, c.value, got)
		}
	}
}

// The merchant's clock follows the platform's, or falls behind by what platform time was moved.
func TestMerchantClock(t *testing.T) {
	noon := time.Date(2018, 1, 12, 12, 0, 0, 0, wire.Zone)
	w := &world{Seat: &Seat{Driver: &harness.Driver{}}}
	if got := w.merchantClock(noon); !got.Equal(noon) {
		t.Errorf("before platform time was moved it shows %s", got)
	}
	w.fallBehind(time.Hour, noon.Add(time.Hour))
	w.fallBehind(24*time.Hour, noon.Add(25*time.Hour))
	for after, want := range map[time.Duration]time.Duration{0: 0, time.Hour: 0, 2 * time.Hour: time.Hour, 25 * time.Hour: 0, 26 * time.Hour: time.Hour} {
		if got := w.merchantClock(noon.Add(after)); !got.Equal(noon.Add(want)) {
			t.Errorf("%s after noon it shows %s", after, got)
		}
	}
	w.ownClock = true
	if got := w.merchantClock(noon); !got.IsZero() {
		t.Errorf("its own clock shows %s", got)
	}
	if got := (&world{Seat: &Seat{}}).merchantClock(noon); !got.IsZero() {
		t.Errorf("the clock of no merchant shows %s", got)
	}
}

// A breach shows where its error says, or else in the request that the step is about.
func TestWhereABreachShows(t *testing.T) {
	w := &world{subject: 7}
	for _, c := range []struct {
		name string
		err  error
		want uint64
	}{
		{"nothing", nil, 0},
		{"no breach", errors.New("other"), 0},
		{"the step's request", breachf("it must", "it did"), 7},
		{"another request", fmt.Errorf("step: %w", inRequest(call{id: 9}, breachf("it must", "it did"))), 9},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := w.shownBy(c.err).entry; got != c.want {
				t.Errorf("in entry %d, expected %d", got, c.want)
			}
		})
	}
}

// Nothing need happen at the platform between two acts, so that they begin at the same position of the journal.
func TestTheStoryIsInOrderAtOnePositionOfTheJournal(t *testing.T) {
	at := func(id uint64, title string) storyPart { return storyPart{id, id, Evidence{Title: title, Way: Asked}} }
	w := &world{
		actions: []action{{position: 4, title: message.As("checkout")}, {position: 7, title: message.As("look")}, {position: 7, title: message.As("return")}, {position: 10, title: message.As("last look")}},
		bursts:  []burst{{after: 7, until: 9, title: message.As("at once")}},
	}
	var got []string
	for _, p := range w.story([]storyPart{at(4, "call before"), at(5, "call"), at(8, "query in the burst")}, []storyPart{at(7, "delivery before"), at(8, "first"), at(9, "second"), at(10, "delivery after")}) {
		got = append(got, p.Together+": "+p.Title)
	}
	want := []string{": call before", ": checkout", ": call", ": delivery before", ": look", ": return", "at once: first", "at once: second", ": query in the burst",
		": delivery after", ": last look"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the story (-want +got):\n%s", d)
	}
}

// What happened between a request and its answer stands inside it: what went out together, and what came later, does not.
func TestWhatHappenedBeforeTheAnswer(t *testing.T) {
	part := func(way Way, position, until uint64) storyPart { return storyPart{position, until, Evidence{Way: way}} }
	together := storyPart{9, 9, Evidence{Way: Notified, Together: "at once"}}
	for name, c := range map[string]struct {
		until uint64
		after []storyPart
		want  int
	}{
		"a look":                        {4, []storyPart{part(Acted, 4, 4), part(Asked, 5, 6)}, 0},
		"a checkout with its request":   {8, []storyPart{part(Asked, 5, 8), part(Acted, 8, 8)}, 1},
		"with an early notification":    {8, []storyPart{part(Asked, 5, 8), part(Notified, 7, 7), part(Notified, 9, 9)}, 2},
		"before some that went out":     {9, []storyPart{part(Asked, 5, 8), together, together}, 1},
		"of which the merchant retried": {12, []storyPart{part(Asked, 5, 6), part(Asked, 9, 10)}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			if got := inside(part(Acted, 4, c.until), c.after); got != c.want {
				t.Errorf("%d are inside, expected %d", got, c.want)
			}
		})
	}
}
