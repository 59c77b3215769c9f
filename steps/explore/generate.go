package explore

import (
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// generator chooses the events of one sequence: those worth playing, and among them those that were seldom reached.
type generator struct {
	random  *rand.Rand
	kinds   []*Kind
	reached Reached // by the sequences before, which does not change meanwhile
	length  int
	prefix  []Event // of a sequence that reached something new
}

// newGenerator makes the generator of sequence n of a seed. Every second sequence does without some kinds of events, so that the others come
// together more often than they would among all.
func newGenerator(seed, n uint64, kinds []*Kind, reached Reached, length int) *generator {
	g := &generator{random: rand.New(rand.NewPCG(seed, n)), kinds: kinds, reached: reached, length: length}
	if n%2 == 1 {
		g.kinds = slices.DeleteFunc(slices.Clone(kinds), func(k *Kind) bool { return k.Name != "checkout" && k.Name != "payment" && g.random.IntN(2) == 0 })
	}
	return g
}

// starts are how the platform starts where the merchant forgets, so that a sequence may begin at any time: the plainest first.
var starts = []string{
	`the platform time is "2026-03-10 12:00:00"`, `the platform time is "2026-03-10 12:00:00"`, `the platform time is "2026-01-31 23:57:00"`,
	`the platform time is "2026-02-28 21:58:00"`, `the platform time is "2026-12-31 23:58:30"`, `the platform time is "2026-06-30 08:57:00"`,
}

const (
	cutoff     = "the platform's clearing cut-off is 22:00"
	slowRefund = "refunds take their time"
)

// start chooses how the platform starts. Platform time is chosen only for a merchant that forgets: any other may not see the same time twice.
func (g *generator) start(forgets bool) (all []contract.Sentence) {
	if forgets {
		all = append(all, sentence(starts[g.random.IntN(len(starts))]))
		if g.random.IntN(4) == 0 {
			all = append(all, sentence(cutoff))
		}
	}
	if g.random.IntN(3) == 0 {
		all = append(all, sentence(slowRefund))
	}
	return all
}

// next chooses the next event, nil at the end.
func (g *generator) next(v *view) *Event {
	if v.Settled {
		return nil
	}
	if len(g.prefix) > 0 {
		e := g.prefix[0]
		g.prefix = g.prefix[1:]
		g.length--
		return &e
	}
	g.length--
	switch ordered := len(v.Orders) > 0; {
	case g.length >= 0 && ordered, g.length > 0:
		return g.choose(v, func(k *Kind) bool { return !k.Last })
	case !ordered:
		return g.choose(v, (*Kind).isCheckout) // nothing happens without an order
	}
	return g.last(v)
}

// last chooses what comes once everything has settled: seldom anything.
func (g *generator) last(v *view) *Event {
	if g.random.IntN(6) > 0 {
		return nil
	}
	return g.choose(v, func(k *Kind) bool { return k.Last })
}

// candidate is an event that may come next, and how likely it is.
type candidate struct {
	kind   *Kind
	order  int
	weight float64
}

// choose chooses among the kinds that may come; nil where none is worth playing.
func (g *generator) choose(v *view, may func(*Kind) bool) *Event {
	var all []candidate
	total := 0.0
	for _, k := range g.kinds {
		if !may(k) {
			continue
		}
		for _, order := range ordersFor(k, v) {
			o := orderView{State: contract.State{Platform: "-", Merchant: "-"}}
			if order > 0 && order <= len(v.Orders) {
				o = v.Orders[order-1]
			}
			if k.When != nil && !k.When(v, o) {
				continue
			}
			weight := float64(k.Weight) * (0.15 + g.reached.rarity(k.Name, o.State))
			if order > 0 && len(v.Orders) > 1 {
				weight /= float64(len(v.Orders)) // so that several orders do not push away what concerns none
			}
			all = append(all, candidate{k, order, weight})
			total += weight
		}
	}
	if len(all) == 0 {
		return nil
	}
	at := g.random.Float64() * total
	for _, c := range all {
		if at -= c.weight; at < 0 {
			return g.event(c, v)
		}
	}
	return g.event(all[len(all)-1], v)
}

// ordersFor are the orders that a kind of event can happen to: the next one for a checkout, those that exist for the others.
func ordersFor(k *Kind, v *view) []int {
	switch {
	case !k.hasOrder():
		return []int{0}
	case k.isCheckout():
		return []int{len(v.Orders) + 1}
	}
	orders := make([]int, len(v.Orders))
	for i := range orders {
		orders[i] = i + 1
	}
	return orders
}

// fewValues is the number of values up to which each is equally likely.
const fewValues = 3

// event gives a candidate its values. Of many values the plainest comes half of the time.
func (g *generator) event(c candidate, v *view) *Event {
	e := c.kind.plain(c.order)
	for i, values := range c.kind.Values {
		if len(values) <= fewValues || g.random.IntN(2) == 0 {
			e.Values[i] = values[g.random.IntN(len(values))]
		}
		if e.Values[i] == fullAmount {
			e.Values[i] = v.Orders[c.order-1].Amount
		}
	}
	return &e
}

// splice makes a sequence that begins with the first events of another one, which reached something new, and continues differently.
func (g *generator) splice(seed Sequence) []contract.Sentence {
	keep := 1 + g.random.IntN(len(seed.Events))
	g.prefix = slices.Clone(seed.Events[:keep])
	return seed.Start
}

// sequenceName names a sequence of a seed, such as 7.12.
func sequenceName(seed, n uint64) string {
	return strconv.FormatUint(seed, 10) + "." + strconv.FormatUint(n, 10)
}
