package contract_test

import (
	"io"
	"testing"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// In a suite of one's own a step that does not exist comes with the nearest ones, and the scenario is not judged.
func TestAStepThatDoesNotExist(t *testing.T) {
	for _, c := range []struct{ name, feature, want string }{
		{"in English", "Feature: a\n  Scenario: b\n    Given 5 mins pass\n    When d\n",
			"The feature file has a mistake: there is no step \"5 mins pass\"; \"5 mins\" is no {duration}, which is a span of time: 90 seconds, 5 minutes, 2 hours, 3 days; write:\n    5 minutes pass"},
		{"in Chinese", "# language: zh-CN\n功能: a\n  场景: b\n    当过了三天\n",
			"The feature file has a mistake: there is no step \"过了三天\"; \"三天\" is no {duration}, which is 一段时间：90 秒、5 分钟、2 小时、3 天; write:\n    过了 3 天"},
	} {
		t.Run(c.name, func(t *testing.T) {
			results := &contract.Collector{}
			suite := godog.TestSuite{
				ScenarioInitializer: func(sc *godog.ScenarioContext) { contract.Register(sc, noSeats{}, results) },
				Options: &godog.Options{Strict: true, Format: "progress", Output: io.Discard,
					FeatureContents: []godog.Feature{{Name: "a.feature", Contents: []byte(c.feature)}}},
			}
			if suite.Run() == 0 {
				t.Error("the suite did not fail")
			}
			all := results.Results()
			if len(all) != 1 || all[0].Verdict != contract.NotJudged || all[0].Reason != c.want || !all[0].Steps[0].Mistake {
				t.Errorf("%+v", all)
			}
		})
	}
}
