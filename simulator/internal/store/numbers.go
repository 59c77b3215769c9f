package store

import (
	"hash/maphash"
	"slices"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// numbers finds orders by no_order. It stands beside the tables, and is made from them: memdb would keep a tree of a second set of keys,
// which costs 400 bytes an order and grows deeper with every order.
//
// It is one for all transactions, so it may name orders that a transaction does not have: those of a later commit, or of one that never
// came. Who looks up a number reads each order in its own tables, and takes those that are there and have the number.
type numbers struct {
	seed maphash.Seed

	mu    sync.RWMutex
	first map[uint64]string   // oid_paybill of the first order, by the hash of its no_order
	more  map[uint64][]string // of the others, where there are any
}

func newNumbers() *numbers {
	return &numbers{seed: maphash.MakeSeed(), first: map[uint64]string{}, more: map[uint64][]string{}}
}

// add takes in an order, whose numbers never change.
func (n *numbers) add(o *domain.Order) {
	hash := maphash.String(n.seed, o.NoOrder)
	n.mu.Lock()
	defer n.mu.Unlock()
	switch known, ok := n.first[hash]; {
	case !ok:
		n.first[hash] = o.OidPaybill
	case known != o.OidPaybill && !slices.Contains(n.more[hash], o.OidPaybill):
		n.more[hash] = append(n.more[hash], o.OidPaybill)
	}
}

// find returns the oid_paybill of each order that may have a no_order, in ascending order.
func (n *numbers) find(noOrder string) []string {
	hash := maphash.String(n.seed, noOrder)
	n.mu.RLock()
	defer n.mu.RUnlock()
	first, ok := n.first[hash]
	if !ok {
		return nil
	}
	found := append(append(make([]string, 0, 1+len(n.more[hash])), first), n.more[hash]...)
	slices.Sort(found)
	return found
}
