package platform_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// setting is what happened before each wrong claim: an order that was paid and refunded in part, and whose newest request was
// refused; a merchant that acknowledged the second of three deliveries; a file; a fault that struck.
const setting = `
    Given the platform time is "2026-03-10 12:00:00"
    And a fault at query: drop-reply
    And the merchant answers the next 1 notifications with status 500
    And an order "A1" of 49.90 yuan
    And order "A1" is paid
    And 9.90 yuan of order "A1" are refunded as "R1"
    And the merchant queries order "A1"
    And the platform time comes to "2026-03-11 09:00:00"
    And the merchant orders "A1" for 49.90 yuan dated "20260310120000"
    And the shopper opens the link of order "A1"
`

// wrong are claims about the setting that are not true, one step each.
var wrong = []string{
	`the platform accepts`,
	`the platform accepts by rule IDN-2`,
	`the platform accepts a new order`,
	`the platform accepts a retry of the same order`,
	`the platform answers 2007 by rule IDN-6`,
	`the platform answers 2005 by rule IDN-5`,
	`the platform answers 2007 by rule IDN-99`,
	`the platform answers 2007 by rule IDN-5, unsigned`,
	`the platform refuses no_order by rule IDN-5`,
	`the platform refuses no_order by rule IDN-5, unsigned`,
	`the refusal's reason says "gzip"`,
	`the answer is signed with its names sorted without regard to case`,
	"the answer has:\n | no_order | A2 |",
	"the answer has:\n | oid_paybill | (any) |",
	"the answer has:\n | no_order | (absent) |",
	`the answer consists of "ret_code, ret_msg"`,
	`the answer's "memo" are outside its signature`,
	`no answer comes`,
	`the answer has the status 502`,
	`the answer is no message`,
	`the answer's signature does not verify`,
	`the cashier page takes the order by rule IDN-2`,
	`the cashier page refuses with 2007 "交易已支付成功" by rule IDN-5`,
	`the page shows 1000 by rule UNI-1`,
	"the shopper's browser has brought the merchant res_data with:\n | no_order | A1 |",
	`the shopper's browser has brought the merchant form fields that consists of "no_order"`,
	`the shopper has come back to "{notify_url}/cart" by POST without a result`,
	`the shopper opens the gateway URL of order "A1"`,
	`the page's heading is "付款失败"`,
	`the page says "订单仍可付款"`,
	`the page has nothing to click that says "English"`,
	`the QR code of order "A2" says its link`,
	`order "A1" is REFUND`,
	`order "A2" is SUCCESS`,
	"order \"A1\" has:\n | settle_date | 20260311 |",
	`there are 2 orders`,
	`all 8 answers accept one order`,
	`order "A1" cannot be paid: 2006`,
	`attempt 2 of order "A1" has its result already`,
	`one of them pays and the others get 2007`,
	"the attempts of order \"A1\" are:\n | n | state |\n | 1 | failed |",
	"the attempts of order \"A1\" are:\n | n | state |",
	`the merchant has received 2 notifications`,
	"the last notification has:\n | result_pay | REFUND |",
	`the last notification consists of "no_order, sign"`,
	`the last notification came as POST /other "text/json;charset=utf-8"`,
	`the last notification's signature does not verify`,
	`all notifications are the same to the byte`,
	"the deliveries of order \"A1\" are:\n | number | verdict |\n | 1 | acknowledged |",
	"the first and the last delivery of order \"A1\" are:\n | number |\n | 1 |\n | 30 |",
	"refund \"R1\" has:\n | sta_refund | 3 |",
	"refund \"R2\" has:\n | sta_refund | 2 |",
	`there are 0 refunds`,
	`there is no clearing file "JYMX_201304121000001004_20260310.txt"`,
	`the clearing file "JYMX_201304121000001004_20260310.txt" is empty`,
	`the clearing file "JYMX_201304121000001004_20260310.txt" has its title alone`,
	"the clearing file \"JYMX_201304121000001004_20260310.txt\" holds, below its title:\n \"\"\"\n A1\n \"\"\"",
	"the clearing file \"JYMXSUM_201304121000001004_20260310.txt\" holds:\n \"\"\"\n 1|1|49.90|0||0|\n \"\"\"",
	`the clearing file "JYMX_201304121000001004_20260310.txt" appeared at "2026-03-11 09:00:01"`,
	`order "A1" clears on 2026-03-11`,
	`order "A1" clears on the 31st of next month`,
	`refund "R1" clears on today`,
	`there is no clearing file of yesterday yet`,
	`the clearing file of today has order "A1"`,
	`the clearing file of yesterday does not have order "A1"`,
	`the clearing file of yesterday has refund "R2"`,
	`the clearing file of yesterday does not have refund "R1"`,
	`the clearing file of 2026-03 has order "A1"`,
	`the fault has struck 2 times`,
	"the journal tells in this order:\n | kind | rule |\n | state | STA-3 |",
	"the journal tells in this order:\n | kind | rule |\n | state | PAY-1 |\n | state | IDN-1 |",
	`the clearing date is "20260310"`,
	`the platform time is "2026-03-12 12:00:00"`,
	"the merchant's profile says:\n | no_such_member | 1 |",
}

// A claim that is not true fails its scenario, and because it is not true.
func TestWrongClaimsFail(t *testing.T) {
	t.Parallel()
	server, err := simulator.Start(t.Context(), simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	var feature strings.Builder
	feature.WriteString("Feature: Wrong claims\n")
	for i, claim := range wrong {
		fmt.Fprintf(&feature, "  Scenario: %d\n%s    Then %s\n", i, setting, strings.ReplaceAll(claim, "\n ", "\n      "))
	}
	failed := map[string]error{}
	suite := godog.TestSuite{
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			platform.Register(sc, platform.Target{Control: server.Control()})
			last := ""
			sc.StepContext().Before(func(ctx context.Context, step *godog.Step) (context.Context, error) {
				last = step.Text
				return ctx, nil
			})
			sc.After(func(ctx context.Context, s *godog.Scenario, err error) (context.Context, error) {
				if last != s.Steps[len(s.Steps)-1].Text || errors.Is(err, godog.ErrUndefined) {
					t.Errorf("scenario %s failed before its claim: %v", s.Name, err)
				}
				failed[s.Name] = err
				return ctx, nil
			})
		},
		Options: &godog.Options{Strict: true, Format: "progress", Output: io.Discard, Concurrency: 1,
			FeatureContents: []godog.Feature{{Name: "wrong.feature", Contents: []byte(feature.String())}}},
	}
	if suite.Run() != 1 {
		t.Error("the suite did not fail")
	}
	if len(failed) != len(wrong) {
		t.Errorf("%d scenarios ran, not %d", len(failed), len(wrong))
	}
	for i, claim := range wrong {
		t.Run(claim, func(t *testing.T) {
			if failed[fmt.Sprint(i)] == nil {
				t.Error("it was taken for true")
			}
		})
	}
}
