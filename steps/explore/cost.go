package explore

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// damage is what it means that a promise is broken.
type damage struct {
	title message.Text
	cost  message.Text // in a sentence, with the amount of an order or a refund where it is known
	plain message.Text // without an amount
	of    []string     // kinds of events whose first value is the amount
}

var (
	checkouts = []string{"checkout", "checkout-with"}
	refunds   = []string{"refund"}
)

// damages are by the id of the promise.
var damages = map[string]damage{
	"INV-1": {"Goods without their money", "Goods worth %s yuan went out for nothing.", "Goods went out for nothing.", checkouts},
	"INV-2": {"Fulfilled twice", "Goods worth %s yuan went out more than once for one payment.", "Goods went out more than once for one payment.", checkouts},
	"INV-3": {"Paid and not fulfilled", "The shopper paid %s yuan and got neither the goods nor the money back.", "The shopper paid and got neither the goods nor the money back.", checkouts},
	"INV-4": {"Charged twice", "The shopper paid %s yuan twice.", "The shopper paid twice.", checkouts},
	"INV-5": {"Refunds that the books do not have", "The merchant's books and its account disagree about a refund of %s yuan.", "The merchant's books and its account disagree about a refund.", refunds},
	"INV-6": {"A refund made twice, or never", "One side loses %s yuan: the merchant if the refund goes out twice, the shopper if it never does.",
		"One side loses money: the merchant if the refund goes out twice, the shopper if it never does.", refunds},
	"INV-7":  {"A request that the platform refuses", "", "The request had no effect, and sending it again unchanged does not help.", nil},
	"INV-8":  {"Reconciling goes wrong", "", "Staff look for a difference that does not exist, or miss one that does.", nil},
	"INV-9":  {"A notification that is not taken", "", "The platform sends it again and gives up after 30 attempts; the merchant may never book what happened.", nil},
	"INV-10": {"An answer that never comes", "", "The caller gets no answer: a shopper leaves, or staff do the work again by hand.", nil},
}

// cost says what the finding costs.
func (f *Finding) cost() string {
	d := damages[f.Promise.ID]
	of := d.of
	if slices.Equal(of, refunds) && !slices.ContainsFunc(f.Sequence.Events, func(e Event) bool { return slices.Contains(refunds, e.Kind.Name) }) {
		of = checkouts // a refund that nobody asked for returns the whole amount
	}
	amount := f.Sequence.amount(of)
	if amount != "" {
		return message.New(d.cost, amount).In(f.Lang)
	}
	return message.New(d.plain).In(f.Lang)
}

// amount is the amount in all events of some kinds; empty where there is none, or several.
func (s Sequence) amount(kinds []string) (amount string) {
	for _, e := range s.Events {
		for _, kind := range kinds {
			if e.Kind.Name != kind {
				continue
			}
			if amount != "" && amount != e.Values[0] {
				return ""
			}
			amount = e.Values[0]
		}
	}
	return amount
}
