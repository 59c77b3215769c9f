package explore

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// event makes an event of a kind.
func event(kind string, order int, values ...string) Event {
	e := kindNamed(kind).plain(order)
	copy(e.Values, values)
	return e
}

// needs returns a judgement that holds for sequences in which some sentences come in an order, whatever comes between them.
func needs(sentences ...string) func(Sequence) bool {
	return func(s Sequence) bool {
		rest := sentences
		for _, e := range s.Events {
			if len(rest) > 0 && strings.Contains(e.Said(), rest[0]) {
				rest = rest[1:]
			}
		}
		return len(rest) == 0
	}
}

// TestShrinkingLeavesWhatMatters plants sequences among random events and shrinks them.
func TestShrinkingLeavesWhatMatters(t *testing.T) {
	t.Parallel()
	planted := map[string]struct {
		events []Event
		wanted []string
	}{
		"two events": {
			[]Event{event("checkout", 1), event("payment", 1)},
			[]string{"a shopper tries to check out the first order for 20.00 yuan", "the payer tries to pay the first order"},
		},
		"five events": {
			[]Event{event("checkout", 1), event("answer-spoilt", 0, "refund"), event("payment", 1), event("refund", 1), event("restart", 0), event("retry-refund", 1)},
			[]string{"check out the first order", "the answer to the merchant's next refund", "the payer tries to pay the first order", "tries to refund", "killed", "the last refund of the first order again"},
		},
		"one value": {
			[]Event{event("checkout", 1, "0.29"), event("payment", 1)},
			[]string{"for 0.29 yuan", "the payer tries to pay the first order"},
		},
	}
	for what, p := range planted {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(20) {
				whole := Sequence{Start: []contract.Sentence{sentence(starts[3]), sentence(slowRefund)}, Events: hidden(seed, p.events)}
				played := 0
				shrunk := shrink(whole, func(s Sequence) bool {
					played++
					return needs(p.wanted...)(s)
				})
				if len(shrunk.Events) != len(p.events) || !needs(p.wanted...)(shrunk) {
					t.Errorf("seed %d: %d events of %d are left after %d playings: %v", seed, len(shrunk.Events), len(whole.Events), played, said(shrunk))
				}
			}
		})
	}
}

// hidden puts events among others by a seed.
func hidden(seed uint64, events []Event) (all []Event) {
	random := rand.New(rand.NewPCG(seed, 0))
	for _, e := range events {
		for range random.IntN(6) {
			k := kinds()[random.IntN(len(kinds()))]
			all = append(all, k.plain(1+random.IntN(3)))
		}
		all = append(all, e)
	}
	return all
}

func said(s Sequence) (all []string) {
	for _, e := range s.Events {
		all = append(all, e.Said())
	}
	return all
}

// TestShrinkingMakesOneOrderOfTwo holds that events of two orders become those of one where that is enough.
func TestShrinkingMakesOneOrderOfTwo(t *testing.T) {
	t.Parallel()
	whole := Sequence{Events: []Event{event("checkout", 1), event("checkout", 2), event("payment", 2), event("cancel", 1)}}
	shrunk := shrink(whole, func(s Sequence) bool {
		orphan := slices.ContainsFunc(s.Events, func(e Event) bool { return e.Order > 0 && !s.checksOut(e.Order) })
		return !orphan && needs("check out", "the payer tries to pay", "cancel")(s)
	})
	wanted := []Event{event("checkout", 1), event("payment", 1), event("cancel", 1)}
	if !slices.EqualFunc(shrunk.Events, wanted, Event.equal) {
		t.Errorf("left are %q", said(shrunk))
	}
}

// TestShrinkingWaitsOnce holds that several moments become one wait where that is enough.
func TestShrinkingWaitsOnce(t *testing.T) {
	t.Parallel()
	whole := Sequence{Events: []Event{event("checkout", 1), event("moment", 0, "23:59:00"), event("poll", 0), event("moment", 0, "23:59:00"), event("payment", 1)}}
	shrunk := shrink(whole, func(s Sequence) bool {
		text := strings.Join(said(s), "\n")
		day := strings.Contains(text, "1 day passes") || strings.Contains(text, "8 days pass") || strings.Count(text, "23:59:00") == 2 && strings.Contains(text, "lost results")
		return day && needs("check out", "the payer tries to pay")(s)
	})
	if len(shrunk.Events) != 3 || !strings.Contains(strings.Join(said(shrunk), "\n"), "1 day passes") {
		t.Errorf("left are %q", said(shrunk))
	}
}
