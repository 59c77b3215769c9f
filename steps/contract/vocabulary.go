package contract

import (
	"strings"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/phrasebook"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

type (
	step  = vocabulary.Step
	words = map[string]string
)

// steps are all steps, in English and in Chinese; Run is a method of world.
var steps = vocabulary.New(features.Merchant, features.Chinese, types, subjects...)

// Phrases lists all steps and the types of their parameters, for the phrasebook.
func Phrases() ([]phrasebook.Step, []phrasebook.Type, error) {
	list, err := steps.List(keyOf)
	return list, steps.ListTypes(), err
}

// Scenario is a scenario of the embedded features.
type Scenario = vocabulary.Scenario

// Scenarios lists the scenarios of a merchant's obligations by file and line.
func Scenarios() ([]Scenario, error) { return vocabulary.Scenarios(features.Merchant) }

// paymentVisible is the need of steps that look whether an order is paid.
const paymentVisible = "order.paid or fulfilments"

// needKeys are the keys of the merchant file that cover a need which is not called like its key.
var needKeys = map[string]string{
	"pay_again":    "actions.pay_again",
	"verify":       "actions.verify",
	"bind":         "actions.bind",
	"bind_verify":  "actions.bind_verify",
	"pay_bound":    "actions.pay_bound",
	"app_result":   "actions.app_result",
	"cancel":       "actions.cancel",
	"refund":       "actions.refund",
	"retry_refund": "actions.retry_refund",
	"poll":         "actions.poll",
	"reconcile":    "actions.reconcile",
	"fail_store":   "actions.fail_store",
	"fulfilments":  "order.fulfilments",
	"closed":       "order.closed",
	"refunded":     "order.refunded",
	"no_order":     numberKey,
	"http_timeout": "merchant.http_timeout",
	"reset":        "actions.reset",
	"restart":      "start",
	"keep":         "start.restart",
}

// numberKey is where a merchant file takes a number that a scenario chooses.
const numberKey = "${no_order} in actions.checkout"

// keyOf is what to write into a merchant file for a need: a key, or one of several.
func keyOf(need string) string {
	keys := strings.Split(need, " or ")
	for i, name := range keys {
		if key := needKeys[name]; key != "" {
			keys[i] = key
		}
	}
	return strings.Join(keys, " or ")
}

// sayKey is keyOf in the reader's language.
func sayKey(need string) message.Message {
	var keys []message.Message
	for key := range strings.SplitSeq(keyOf(need), " or ") {
		if key == numberKey {
			keys = append(keys, message.New(numberKey))
		} else {
			keys = append(keys, message.As(key))
		}
	}
	return message.Join("%s or %s", keys...)
}
