package check_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
)

const mistaken = `Feature: Mistakes
  Scenario: right
    Given a shopper has checked out

  @M-NTF-1 @must
  Scenario: no order
    When the cheap order was paid, but no notification of it arrived

  Scenario: another order
    Given a shopper has checked out order "dear"
    When the cheap order was paid, but no notification of it arrived

  Scenario: what nobody chooses
    When a shopper checks out with:
      | amuont | 49.90 |

  Scenario Outline: a row that is too long
    When a shopper checks out with:
      | amount | 49.90 | yuan |

    Examples:
      | n |
      | 1 |
      | 2 |
`

// A mistake of a file that shows when a scenario runs is told with its line, and not held against the merchant.
func TestMistakesThatShowWhenTheyRun(t *testing.T) {
	s := selected(t, "", mistaken)
	summary, err := check.Run(t.Context(), check.Options{File: refshop(t, ""), Selection: s, Workers: 1, Platform: embedded})
	wrong, ok := errors.AsType[*check.FeatureError](err)
	if !ok {
		t.Fatalf("the error is %v", err)
	}
	want := []string{
		`x.feature:7: no shopper has checked out in this scenario yet; write a step above, such as: Given a shopper has checked out`,
		`x.feature:11: no shopper has checked out the cheap order in this scenario; write the dear order`,
		`x.feature:14: "amuont" is nothing a shopper chooses; write rows of amount (金额), goods (商品), pay_type (支付方式), remark (备注)`,
		`x.feature:18: a row of the table has 3 cells; write what the shopper chooses and its value`,
	}
	if diff := cmp.Diff(want, strings.Split(strings.ReplaceAll(wrong.Reason.String(), s.Scenarios[0].File, "x.feature"), "\n")); diff != "" {
		t.Error(diff)
	}
	if summary.Passed != 1 || summary.Failed+summary.ShouldFailed != 0 || summary.NotJudged != 1 || summary.ShouldNotJudged != 4 {
		t.Errorf("%+v", summary)
	}
	for _, r := range summary.Results {
		if mistake := r.Verdict != contract.Passed; mistake && (r.Verdict != contract.NotJudged || !strings.HasPrefix(r.Reason, "The feature file has a mistake: ") || r.Cause != "") {
			t.Errorf("%+v", r)
		}
	}
}
