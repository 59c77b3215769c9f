package explore

import (
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// Event is one thing that happens in a sequence: a sentence with an order and values in it.
type Event struct {
	Kind   *Kind
	Order  int      // counted from 1; 0 where the sentence names none
	Values []string // for {1}, {2} … of the sentence
}

// Kind is a kind of event: its sentence, the values that it may have, and when it is worth playing.
type Kind struct {
	Name     string     // as --only and --without name it
	Sentence string     // in English, with {order} and {1}, {2} … for values
	Table    []string   // names of the rows below the sentence, whose values come after those of the sentence; none: no table
	Values   [][]string // for each place, the plainest first
	Needs    []string   // keys of the merchant file; filled in by kinds()
	Weight   int        // how often it comes, beside the others
	Quiet    bool       // it does not change an order at once

	// When tells whether the event is worth playing on an order; of a kind without an order o is the zero value. nil: always.
	When func(v *view, o orderView) bool
	// Last is an event that comes once everything has settled.
	Last bool
}

// isCheckout tells whether the event makes an order.
func (k *Kind) isCheckout() bool { return k.Name == "checkout" || k.Name == "checkout-with" }

// hasOrder tells whether the sentence names an order.
func (k *Kind) hasOrder() bool { return strings.Contains(k.Sentence, "{order}") }

// ordinals are the names of the orders of a sequence, by number.
var ordinals = []string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"}

// MaxOrders is how many orders a sequence has at most.
const MaxOrders = 9

// name is how sentences call an order.
func name(order int) string { return ordinals[order] }

// sentence says the event in English.
func (e Event) sentence() contract.Sentence {
	text := strings.ReplaceAll(e.Kind.Sentence, "{order}", "the "+name(max(e.Order, 1))+" order")
	values := e.Values
	for place := range placesIn(e.Kind.Sentence) {
		text = strings.ReplaceAll(text, placeholder(place), values[place])
	}
	s := contract.Sentence{Text: text}
	for i, row := range e.Kind.Table {
		s.Table = append(s.Table, []string{row, values[placesIn(e.Kind.Sentence)+i]})
	}
	return s
}

func placesIn(sentence string) (n int) {
	for strings.Contains(sentence, placeholder(n)) {
		n++
	}
	return n
}

func placeholder(place int) string { return "{" + string(rune('1'+place)) + "}" }

// equal tells whether two events say the same.
func (e Event) equal(other Event) bool {
	return e.Kind == other.Kind && e.Order == other.Order && slices.Equal(e.Values, other.Values)
}

// Sequence is what is played: how the platform starts, and what happens.
type Sequence struct {
	Start  []contract.Sentence
	Events []Event
}

// sentences says the whole sequence.
func (s Sequence) sentences() (all []contract.Sentence) {
	all = slices.Clone(s.Start)
	for _, e := range s.Events {
		all = append(all, e.sentence())
	}
	return all
}

// view is what is known while a sequence is played.
type view struct {
	Orders       []orderView // by number, from 0 for the first
	MaxOrders    int
	StoreFails   bool
	MessagesLost bool // until something gets them through again
	Settled      bool
}

// orderView is the current state of an order while a sequence is played.
type orderView struct {
	Placed  bool   // the platform has it
	Amount  string // yuan
	Stuck   bool   // a payment of it may be stuck at the bank
	Refunds int    // that the merchant was told to make
	contract.State
}

func (o orderView) waits() bool { return o.Placed && o.Platform == "WAITING" }
func (o orderView) paid() bool  { return o.Platform == "SUCCESS" || o.Platform == "REFUND" }

// note follows what an event changes that no look at the two sides shows.
func (v *view) note(e Event) {
	switch e.Kind.Name {
	case "checkout", "checkout-with":
		for len(v.Orders) < e.Order {
			v.Orders = append(v.Orders, orderView{})
		}
		v.Orders[e.Order-1] = orderView{Amount: e.Values[0]}
	case "store-fails":
		v.StoreFails = true
	case "store-works", "restart":
		v.StoreFails = false
	case "notifications-lost", "all-notifications-lost", "acknowledgements-lost", "answer-spoilt", "request-refused":
		v.MessagesLost = true
	case "all-through-again":
		v.MessagesLost = false
	}
	if e.Order == 0 || e.Order > len(v.Orders) {
		return
	}
	switch o := &v.Orders[e.Order-1]; e.Kind.Name {
	case "stuck", "late-payment":
		o.Stuck = true
	case "bank-settles-payment":
		o.Stuck = false
	case "refund":
		o.Refunds++
	}
}

// Said is the event's sentence in English.
func (e Event) Said() string { return e.sentence().Text }
