package contract

import (
	"strings"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/steps/internal/phrase"
)

// Step is one that feature files can use. Pattern and Chinese are the regular expressions of its whole text, with the same groups
// in the same order. The examples are a use in the scenarios that come with the program; a table follows line by line.
// Needs are the parts of a merchant file without which a scenario with the step is skipped; what only some values of its groups
// need is not among them.
type Step struct {
	Pattern        string   `json:"pattern"`
	Chinese        string   `json:"chinese"`
	Example        string   `json:"example"`
	ExampleChinese string   `json:"example_chinese"`
	Needs          []string `json:"needs"`
}

// sight is the need of those who look whether an order is paid.
const sight = "order.paid or fulfilments"

// stepNeeds has the needs of the steps beside a checkout, by their English pattern.
var stepNeeds = map[string][]string{
	`the merchant's host is in the zone (\S+)`:                                   {"restart"},
	`a shopper has checked out under a number (with leading zeros|of 32 digits)`: {"no_order"},
	`the shopper pays the order again`:                                           {"pay_again"},
	`the merchant is brought to recover`:                                         {"pay_again or poll"},
	`the merchant is brought to ask about the order`:                             {"poll or pay_again"},
	`the merchant has cancelled the order`:                                       {"cancel"},
	`the merchant's store fails`:                                                 {"fail_store"},
	`the merchant has not made up that order`:                                    {sight, "order"},
	`the order is fulfilled`:                                                     {sight},
	`the order is fulfilled once`:                                                {"fulfilments"},
	`nothing is fulfilled for the (?:(\w+) )?order`:                              {sight},
	`the order is still open`:                                                    {"closed"},
	`the merchant's view of the order stays as it was`:                           {sight},
	`the merchant looks for lost results`:                                        {"poll"},
	`the merchant asks about the order`:                                          {"poll"},
	`the merchant has believed the answer of version 1\.1`:                       {sight},
	`the merchant refunds (\S+) yuan of the order`:                               {"refund"},
	`the merchant has refunded (\S+) yuan of the order`:                          {"refund"},
	`the merchant has booked (\S+) yuan as refunded`:                             {"refunded"},
	`the merchant has not booked (\S+) yuan as refunded`:                         {"refunded"},
	`the merchant still knows the order, if it told the shopper its number`:      {"order"},
	`the merchant asks about the refund`:                                         {"poll"},
	`the merchant finds no difference about the order when it reconciles`:        {"reconcile"},
	`the clearing file (has a payment that the merchant does not know|lacks the order|has another amount for the order)`: {"reconcile"},
	`the merchant reports the difference when it reconciles`:                                                             {"reconcile"},
}

// Vocabulary lists all steps. The error is one of the embedded features, which tests read too.
func Vocabulary() ([]Step, error) {
	english, err := phrase.Of(features.Merchant)
	if err != nil {
		return nil, err
	}
	inChinese, err := phrase.Of(features.Chinese)
	if err != nil {
		return nil, err
	}
	var all []Step
	for _, d := range new(world).vocabulary() {
		step := Step{Pattern: d.pattern, Chinese: chinese[d.pattern], Needs: []string{}}
		at := phrase.Fullest(english, patterns()[d.pattern])
		step.Example, step.ExampleChinese = phrase.Written(english, at), phrase.Written(inChinese, at) // the features are in step
		for _, need := range stepNeeds[d.pattern] {
			step.Needs = append(step.Needs, keyOf(need))
		}
		all = append(all, step)
	}
	return all, nil
}

// keyOf is what to write into a merchant file: a key, or one of several.
func keyOf(need string) string {
	keys := strings.Split(need, " or ")
	for i, name := range keys {
		if key := needs[name]; key != "" {
			keys[i] = key
		}
	}
	return strings.Join(keys, " or ")
}
