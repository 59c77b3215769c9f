package contract

import (
	"slices"
	"strings"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v34"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// Uncovered says why a scenario is skipped, where the merchant file alone decides that; empty where it does not. What depends on how the
// merchant behaves, on the profile that the platform has of it or on a clock that cannot be moved shows only when the scenario runs.
func Uncovered(s *godog.Scenario, f *harness.File, lang message.Lang) string {
	err := otherAPI(s, f)
	if err == nil {
		err = uncovered(s.Steps, f.Has)
	}
	if err != nil {
		return sentence(lang, err)
	}
	return ""
}

// uncovered returns an error where the merchant file lacks what a step of a scenario needs. A need may be named by its key.
func uncovered(sentences []*messages.PickleStep, has func(string) bool) error {
	covers := func(need string) bool { return has(strings.TrimPrefix(need, "order.")) }
	for _, sentence := range sentences {
		found := steps.Find(sentence.Text)
		if found == nil {
			continue
		}
		for _, need := range found.Needs {
			if !slices.ContainsFunc(strings.Split(need, " or "), covers) {
				return uncheckedf("the merchant file has no %s", sayKey(need))
			}
		}
	}
	return nil
}

// Needs are the keys of a merchant file that a sentence needs; "a or b" is covered by either.
func Needs(sentence string) (keys []string) {
	if s := steps.Find(sentence); s != nil {
		for _, need := range s.Needs {
			keys = append(keys, keyOf(need))
		}
	}
	return keys
}

// Without says that a merchant file lacks what covers a need.
func Without(need string, lang message.Lang) string {
	return message.Of(uncheckedf("the merchant file has no %s", sayKey(need))).In(lang)
}

// Lacks says what a merchant file lacks for a sentence; empty where it covers it.
func Lacks(sentence string, f *harness.File, lang message.Lang) string {
	err := uncovered([]*messages.PickleStep{{Text: sentence}}, f.Has)
	if err == nil {
		return ""
	}
	return message.Of(err).In(lang)
}
