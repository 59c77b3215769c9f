package explore

import "github.com/lianlian-sim/llsim/simulator/message"

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
	"INV-2": {"Fulfilled twice", "Goods worth %s yuan went out more often than they were paid.", "Goods went out more often than they were paid.", checkouts},
	"INV-3": {"Paid and not fulfilled", "The shopper paid %s yuan and got neither the goods nor the money back.", "The shopper paid and got neither the goods nor the money back.", checkouts},
	"INV-4": {"Charged twice", "The shopper paid %s yuan twice.", "The shopper paid twice.", checkouts},
	"INV-5": {"Refunds that the books do not have", "The merchant's books and its account differ by refunds, here one of %s yuan.", "The merchant's books and its account differ by refunds.", refunds},
	"INV-6": {"A refund that is not paid back once", "A refund of %s yuan is the merchant's loss where it went out twice, and the shopper's where it never did.",
		"A refund is the merchant's loss where it went out twice, and the shopper's where it never did.", refunds},
	"INV-7":  {"A request that the platform refuses", "", "What the merchant asked for did not happen, and asking again in the same way does not help.", nil},
	"INV-8":  {"Reconciling goes wrong", "", "Staff search for a difference that is none, or nobody sees one that is.", nil},
	"INV-9":  {"A notification that is not taken", "", "The platform believes that the merchant knows nothing of the payment, and gives up after 30 attempts.", nil},
	"INV-10": {"An answer that never comes", "", "Whoever asked waits in vain: a shopper leaves, or somebody does the same again by hand.", nil},
}

// cost says what the finding costs.
func (f *Finding) cost() string {
	d := damages[f.Promise.ID]
	if amount := f.Sequence.amount(d.of); amount != "" {
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
