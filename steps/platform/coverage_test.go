package platform

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary/vocabularytest"
)

// areas are tags of what the control API does beside the rules.
var areas = []string{"@faults", "@snapshots", "@files", "@agreements", "@inbox", "@clock"}

// documented are the rules that tell merchants something and decide nothing: a page says it, in place of a scenario.
var documented = map[string]string{"NTF-13": "../../docs/reference/senders.md"}

func TestEveryBuiltRuleHasAScenario(t *testing.T) {
	tagged := map[string]bool{}
	for _, s := range allScenarios(t) {
		for _, tag := range s.Tags {
			tagged[tag] = true
		}
	}
	rules, err := rulebook.Rules()
	if err != nil || len(rules) == 0 {
		t.Fatal(len(rules), err)
	}
	pending := notYetCovered(t)
	for _, r := range rules {
		if page := documented[r.ID]; page != "" {
			if text, err := os.ReadFile(page); err != nil || !strings.Contains(string(text), r.ID) {
				t.Errorf("%s is not on its page %s (%v)", r.ID, page, err)
			}
			continue
		}
		switch listed := slices.Contains(pending, r.ID); {
		case r.Built && !tagged["@"+r.ID] && !listed:
			t.Errorf("%s is built and has no scenario: %s", r.ID, r.Statement)
		case tagged["@"+r.ID] && listed:
			t.Errorf("%s has a scenario; take it off the list of rules that have none", r.ID)
		}
	}
}

// notYetCovered are the rules that wait for a scenario.
func notYetCovered(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../../simulator/rulebook/testdata/not-yet-covered.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(text))
}

func TestNoUnknownRuleTag(t *testing.T) {
	for _, s := range allScenarios(t) {
		if len(s.Tags) == 0 {
			t.Errorf("%s:%d: %q says with no tag which rule it checks", s.File, s.Line, s.Name)
		}
		for _, tag := range s.Tags {
			if _, known := rulebook.ByID(strings.TrimPrefix(tag, "@")); !known && !slices.Contains(areas, tag) {
				t.Errorf("%s:%d: there is no rule %s", s.File, s.Line, tag)
			}
		}
	}
}

func TestVocabulary(t *testing.T) {
	race.Skip(t)
	for _, folder := range []string{features.Platform, features.ChinesePlatform} {
		t.Run(folder, func(t *testing.T) { vocabularytest.Check(t, steps, folder) })
	}
}

func TestChineseIsInStep(t *testing.T) {
	race.Skip(t)
	vocabularytest.InStep(t, steps, nil, features.Platform, features.ChinesePlatform)
}

func allScenarios(t *testing.T) []Scenario {
	t.Helper()
	all, err := Scenarios()
	if err != nil || len(all) == 0 {
		t.Fatal(len(all), err)
	}
	return all
}

func TestTheDatesOfTheExamplesAreInStep(t *testing.T) {
	vocabularytest.FilesInStep(t, steps, "../../examples/gherkin/dates.feature", "../../examples/gherkin/日期.feature")
}

// Feature files of users may still say what steps were called before.
func TestEarlierWordings(t *testing.T) {
	for earlier, english := range map[string]string{
		`a payment of order "A1" is left without a result`:        `the payment of {order} is stuck at the bank`,
		`the payment of the order is stuck at the bank`:           `the payment of {order} is stuck at the bank`,
		`订单的支付卡在银行`:                                               `the payment of {order} is stuck at the bank`,
		`it is 23:59:30 at the platform`:                          `the platform time comes to {moment}`,
		`操作员重发订单 "A1" 的通知`:                                        `the notification of {order} comes once more`,
		`the operator sends the notification of order "A1" again`: `the notification of {order} comes once more`,
		`订单的通知送达，键的顺序不同`:                                          `the notification of {order} comes {messageform}`,
		`平台对下单的应答键的顺序不同`:                                          `the platform's answers to orders come {answerform}`,
		`平台的清算截止时间是 22:30`:                                        `the platform's clearing cut-off is {timeofday}`,
	} {
		t.Run(earlier, func(t *testing.T) {
			if s := steps.Find(earlier); s == nil || s.English != english {
				t.Errorf("it is the step %v", s)
			}
		})
	}
}
