package platform_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/cucumber/godog"
	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// before is what happened before each mistake: two orders with one number, one with another, a refund, an order that was refused.
const before = `
    Given the platform time is "2026-01-31 12:00:00"
    And the merchant's order_identity is "date_and_number"
    And an order "A1" of 49.90 yuan
    And an order "A1" of 49.90 yuan dated "20260201120000"
    And an order "B2" of 12.50 yuan
    And order "B2" is paid
    And 9.90 yuan of order "B2" are refunded as "R1"
    And the merchant refunds 99.90 yuan of order "B2" as "R9"
    And the merchant orders "C3" for 0.001 yuan
    And the snapshot "noon" is taken
`

// runMistakes are steps that turn out to be wrong when they run, and what is said of them.
var runMistakes = []struct{ before, step, want string }{
	{before, `order "A1" is WAITING`, `mistakes.feature, at "order \"A1\" is WAITING", 2 orders have the number A1; write its number with the date: "A1 20260131" or "A1 20260201"`},
	{before, "the merchant queries:\n | oid_paybill | {oid_paybill A1} |", `mistakes.feature, at "the merchant queries:", 2 orders have the number A1; write its number with the date: "A1 20260131" or "A1 20260201"`},
	{before, `order "B3" is SUCCESS`, `mistakes.feature, at "order \"B3\" is SUCCESS", the scenario has no order "B3"; did you mean "B2"? There are "A1", "B2"`},
	{before, `order "shop-17" is SUCCESS`, `mistakes.feature, at "order \"shop-17\" is SUCCESS", the scenario has no order "shop-17"; write one of "A1", "B2"`},
	{before, `the order is WAITING`, `mistakes.feature, at "the order is WAITING", the order may be any of 2; write which: "A1", "B2"`},
	{before, `the cheap order is paid`, `mistakes.feature, at "the cheap order is paid", the scenario has no order "cheap"; write one of "A1", "B2"`},
	{before, `order "C3" is paid`, `mistakes.feature, at "order \"C3\" is paid", the platform has accepted no order C3; the last one was answered 1004 by rule CHK-5: money_order is refused: "0.001" is no amount: it has more than two decimals; write it like 49.90`},
	{before, `the merchant refunds 1.00 yuan of order "B3" as "R3"`, `mistakes.feature, at "the merchant refunds 1.00 yuan of order \"B3\" as \"R3\"", the scenario has no order "B3"; did you mean "B2"? There are "A1", "B2"`},
	{before, `the gateway gives the result success for refund "R2"`, `mistakes.feature, at "the gateway gives the result success for refund \"R2\"", the scenario has no refund "R2"; write "R1", the only one`},
	{before, "refund \"R7\" has:\n | sta_refund | 2 |", `mistakes.feature, at "refund \"R7\" has:", the scenario has no refund "R7"; write "R1", the only one`},
	{before, "refund \"R9\" has:\n | sta_refund | 2 |", `mistakes.feature, at "refund \"R9\" has:", the platform has accepted no refund R9; the last one was answered 5003 by rule RFD-3: money_refund 99.90 is above the payment of 12.50`},
	{before, `the merchant is "201304121000001005"`, `mistakes.feature, at "the merchant is \"201304121000001005\"", there is no merchant "201304121000001005"; did you mean "201304121000001004"? There are "201103171000000000", "201304121000001004", "201306081000001016", "201408071000001539"`},
	{before, `the merchant is "me"`, `mistakes.feature, at "the merchant is \"me\"", there is no merchant "me"; write one of "201103171000000000", "201304121000001004", "201306081000001016", "201408071000001539"`},
	{before, `the snapshot "non" is restored`, `mistakes.feature, at "the snapshot \"non\" is restored", there is no snapshot "non"; write "noon", the only one`},
	{before, `the platform time comes to "2026-01-30 12:00:00"`, `mistakes.feature, at "the platform time comes to \"2026-01-30 12:00:00\"", platform time only goes forward: it is 2026-01-31 12:00:00, and 2026-01-30 12:00:00 is past; write a later moment`},
	{before, `the platform time comes to "31 January"`, `mistakes.feature, at "the platform time comes to \"31 January\"", "31 January" is no day or moment; write today, tomorrow, the 31st, the last day of the month, 2026-01-31, 23:59:59, today at 23:59:59 or 2026-01-31 23:59:59`},
	{before, `the platform time comes to "2026-02-29 12:00:00"`, `mistakes.feature, at "the platform time comes to \"2026-02-29 12:00:00\"", there is no date 2026-02-29: February 2026 has 28 days; write a day from 01 to 28`},
	{before, `the platform time is "2026-03-01 12:00:00"`, `mistakes.feature, at "the platform time is \"2026-03-01 12:00:00\"", how the platform starts is said after an order; write this step above the first order`},
	{before, `a fault at query: drop-replyy`, `mistakes.feature, at "a fault at query: drop-replyy", effect: "drop-replyy" is not an effect at query; write one of drop-reply, close, delay, status, garbage, code, bad-signature, before-reply, variant`},
	{before, `the gateway gives the result paid for attempt 1 of order "B2"`, `mistakes.feature, at "the gateway gives the result paid for attempt 1 of order \"B2\"", outcome: "paid" is neither success nor a failure code of the platform, such as 1100; write another value`},
	{before, "the attempts of order \"B2\" are:\n | nn | state |\n | 1 | succeeded |", `mistakes.feature, at "the attempts of order \"B2\" are:", the table has "nn", and one of the attempts has no such member; did you mean n? There are bank_code, card_no, code, ended, message, n, no_agree, pay_type, started, state`},
	{before, "the deliveries of order \"B2\" are:\n | number | answered |\n | 1 | yes |", `mistakes.feature, at "the deliveries of order \"B2\" are:", the table has "answered", and one of the deliveries has no such member; write one of at, due, duration_ms, kind, lenient, no_order, notification, number, oid_partner, oid_paybill, oid_refundno, reason, request.body, request.content_type, response.body, response.status, url, variant, verdict`},
	{before, "the journal tells in this order:\n | kind | rules |\n | state | PAY-1 |", `mistakes.feature, at "the journal tells in this order:", the table has "rules", and an entry of the journal has no such member; did you mean rule? There are at, code, data, id, kind, no_order, oid_partner, oid_paybill, request, rule, text`},
	{before, "order \"B2\" has:\n | result_paid | SUCCESS |", `mistakes.feature, at "order \"B2\" has:", the table has "result_paid", and order B2 has no such member; did you mean result_pay? There are api, attempts, bank_code, busi_partner, business_date, created_at, dt_order, expires_at, info_order, money_order, name_goods, no_agree, …`},
	{before, "refund \"R1\" has:\n | status | 2 |", `mistakes.feature, at "refund \"R1\" has:", the table has "status", and refund R1 has no such member; write one of business_date, code, created_at, done_at, dt_refund, message, money_refund, no_order, no_refund, notify_url, oid_partner, oid_paybill, oid_refundno, settle_date, sta_refund`},
	{before, "order \"B2\" has:\n | result_pay |", `mistakes.feature, at "order \"B2\" has:", row 1 of the table has 1 cell; write a name and a value`},
	{before, "order \"B2\" is paid with:\n | outcom | success |", `mistakes.feature, at "order \"B2\" is paid with:", the table has "outcom", and this step has no such member; did you mean outcome? There are after, bank_code, notify, outcome, pay_type`},
	{before, "a fault with:\n | at | query |\n | efect | delay |", `mistakes.feature, at "a fault with:", the table has "efect", and this step has no such member; did you mean effect? There are at, effect, match, probability, seed, set, times, unset, value`},
	{before, "a fault with:\n | at | query |\n | times | often |", `mistakes.feature, at "a fault with:", times cannot be "often"; write a whole number`},
	{before, "the merchant's profile says:\n | order_identiti | number |", `mistakes.feature, at "the merchant's profile says:", the table has "order_identiti", and this step has no such member; did you mean order_identity? There are ack, allowed_domains, allowed_ips, automatic_payments, bank_cutover.from, bank_cutover.to, blocked_users, clearing_cutoff, clearing_title, ebank_bank_code, fee_rate, file_edition, …`},
	{before, "the merchant queries:\n | oid_paybill | {oid_paybill B3} |", `mistakes.feature, at "the merchant queries:", the scenario has no order "B3"; did you mean "B2"? There are "A1", "B2"`},
	{before, "the merchant queries:\n | oid_paybill | {oid_paybil B2} |", `mistakes.feature, at "the merchant queries:", {oid_paybil B2} stands for nothing; did you mean {oid_paybill B2}?`},
	{before, `order B2 is paid`, "mistakes.feature: there is no step \"order B2 is paid\"; \"order B2\" is no {order}, which is an order: order \"A1\" by its number, the order, the cheap order, the first order (first to ninth); write:\n    order \"B2\" is paid, step is undefined: order B2 is paid"},
	{before, `订单“B2”支付成功`, "mistakes.feature: there is no step \"订单“B2”支付成功\"; \"订单“B2”\" is no {order}, which is 一个订单：以订单号指明的订单 \"A1\"，或订单、低价订单、第一笔订单（第一笔至第九笔）; write:\n    订单 \"B2\" 支付成功, step is undefined: 订单“B2”支付成功"},
	{before, "the answer has:\n | oid_paybil | 1 |", `mistakes.feature, at "the answer has:", the answer's oid_paybil is (absent), not 1`},
	{before, `订单 "A1" 支付成功`, `mistakes.feature, at "订单 \"A1\" 支付成功", 2 orders have the number A1; write its number with the date: "A1 20260131" or "A1 20260201"`},
	{before, `订单 "B3" 支付成功`, `mistakes.feature, at "订单 \"B3\" 支付成功", the scenario has no order "B3"; did you mean "B2"? There are "A1", "B2"`},
	{before, "订单 \"B2\" 的支付记录为：\n | nn |\n | 1 |", `mistakes.feature, at "订单 \"B2\" 的支付记录为：", the table has "nn", and one of the attempts has no such member; did you mean n? There are bank_code, card_no, code, ended, message, n, no_agree, pay_type, started, state`},
	{"", `order "A1" is paid`, `mistakes.feature, at "order \"A1\" is paid", the scenario has no order "A1" yet; write a step that places it above, such as: Given an order "A1" of 49.90 yuan`},
	{"", `the order is paid`, `mistakes.feature, at "the order is paid", the scenario has no order yet; write a step that places it above, such as: Given an order "A1" of 49.90 yuan`},
	{"", `the merchant refunds 1.00 yuan of order "A1" as "R1"`, `mistakes.feature, at "the merchant refunds 1.00 yuan of order \"A1\" as \"R1\"", the scenario has no order "A1" yet; write a step that places it above, such as: Given an order "A1" of 49.90 yuan`},
	{"", `the gateway gives the result success for refund "R1"`, `mistakes.feature, at "the gateway gives the result success for refund \"R1\"", the scenario has no refund "R1" yet; write a step that makes it above, such as: Given 9.90 yuan of order "A1" are refunded as "R1"`},
	{"", `the snapshot "noon" is restored`, `mistakes.feature, at "the snapshot \"noon\" is restored", there is no snapshot "noon", and no other one; write the step that makes it above`},
	{"    Given an order \"A1\" of 49.90 yuan\n", `the order is SUCCESS`, `mistakes.feature, at "the order is SUCCESS", by the merchant's query, order A1 is WAITING, not SUCCESS`},
}

func TestMistakesThatShowWhenTheyRun(t *testing.T) {
	t.Parallel()
	server, err := simulator.Start(t.Context(), simulator.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	var feature strings.Builder
	feature.WriteString("Feature: Mistakes\n")
	for i, c := range runMistakes {
		fmt.Fprintf(&feature, "  Scenario: %d\n%s    Then %s\n", i, c.before, strings.ReplaceAll(c.step, "\n ", "\n      "))
	}
	said := map[string]string{}
	suite := godog.TestSuite{
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			platform.Register(sc, platform.Target{Control: server.Control()})
			sc.After(func(ctx context.Context, s *godog.Scenario, err error) (context.Context, error) {
				said[s.Name] = fmt.Sprint(err)
				return ctx, nil
			})
		},
		Options: &godog.Options{Strict: true, Format: "progress", Output: io.Discard, Concurrency: 1,
			FeatureContents: []godog.Feature{{Name: "mistakes.feature", Contents: []byte(feature.String())}}},
	}
	if suite.Run() != 1 {
		t.Error("the suite did not fail")
	}
	for i, c := range runMistakes {
		t.Run(c.step, func(t *testing.T) {
			if diff := cmp.Diff(c.want, said[fmt.Sprint(i)]); diff != "" {
				t.Error(diff)
			}
		})
	}
}
