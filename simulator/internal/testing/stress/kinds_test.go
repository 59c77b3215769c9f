package stress_test

import (
	"maps"
	"slices"
	"sync"
)

// kinds are what a round must have met at least once, however few its operations are; a kill where it has kills.
var kinds = []string{
	"placed", "retried", "paid", "failed to pay", "paid later", "asked", "refunded", "let time pass", "looked",
	"malformed: not JSON", "malformed: cut off", "malformed: repeated", "malformed: large", "malformed: changed", "malformed: of nobody", "malformed: broken off",
	"receiver acknowledged", "receiver refused", "receiver was busy", "receiver broke off", "receiver hung",
	"snapshot taken", "snapshot restored", "snapshot deleted",
}

// tally counts what a round has met.
type tally struct {
	mu    sync.Mutex
	times map[string]int
}

// did counts something.
func (y *tally) did(what string) {
	y.mu.Lock()
	defer y.mu.Unlock()
	if y.times == nil {
		y.times = map[string]int{}
	}
	y.times[what]++
}

// missing returns the kinds that did not happen.
func (y *tally) missing() []string {
	y.mu.Lock()
	defer y.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(kinds), func(kind string) bool { return y.times[kind] > 0 })
}

// unknown returns what was counted and is no kind.
func (y *tally) unknown() []string {
	y.mu.Lock()
	defer y.mu.Unlock()
	return slices.DeleteFunc(slices.Sorted(maps.Keys(y.times)), func(kind string) bool { return slices.Contains(kinds, kind) })
}
