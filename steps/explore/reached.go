package explore

import (
	"cmp"
	"maps"
	"slices"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// Reach is a place that a sequence can come to: a kind of event that met an order in a state on both sides, and a rule of the platform that
// decided something then. Rule is empty for the event alone.
type Reach struct {
	Event string `json:"event"`
	contract.State
	Rule string `json:"rule,omitempty"`
}

// Reached counts how often each place was reached.
type Reached map[Reach]int

// add counts what an event reached.
func (r Reached) add(event string, met contract.State, rules []string) {
	r[Reach{event, met, ""}]++
	for _, rule := range rules {
		r[Reach{event, met, rule}]++
	}
}

// merge adds the counts of another, and tells whether it has a place that is new.
func (r Reached) merge(other Reached) (fresh bool) {
	for place, n := range other {
		fresh = fresh || r[place] == 0
		r[place] += n
	}
	return fresh
}

// rarity is the weight of an event in a state: 1 if it was never tried, and less with every time that it was.
func (r Reached) rarity(event string, met contract.State) float64 {
	return 1 / float64(1+r[Reach{event, met, ""}])
}

// Rules lists the rules of the platform that were met.
func (r Reached) Rules() []string {
	return r.distinct(func(p Reach) string { return p.Rule })
}

// distinct lists the values of the places, each once, in order; empty ones are left out.
func (r Reached) distinct(of func(Reach) string) (all []string) {
	for place := range r {
		if value := of(place); value != "" {
			all = append(all, value)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// All lists the places in order.
func (r Reached) All() []Reach {
	return slices.SortedFunc(maps.Keys(r), func(a, b Reach) int {
		return cmp.Or(cmp.Compare(a.Event, b.Event), cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.Merchant, b.Merchant), cmp.Compare(a.Rule, b.Rule))
	})
}

// Places lists the events by order state, without the rules, in order.
func (r Reached) Places() []Reach {
	return slices.DeleteFunc(r.All(), func(place Reach) bool { return place.Rule != "" })
}
