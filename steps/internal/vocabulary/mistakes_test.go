package vocabulary

import (
	"strings"
	"testing"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v34"
	"github.com/google/go-cmp/cmp"
)

func takeText(*kitchen, *godog.DocString) {}

func takeOrder(*kitchen, string, *godog.Table) {}

func take(*kitchen, string) {}

func takeTwo(*kitchen, string, string) {}

// shop are steps like those of the platform.
var shop = New("", "", []Type{Choice("signtype", "RSA or MD5", "RSA 或 MD5", "RSA", "RSA", "MD5", "MD5")}, Subject{"the shop", "商店", []Step{
	{English: `the merchant orders {string} for {amount} yuan`, Chinese: `商户下单 {string}，金额 {amount} 元`, Run: takeTwo},
	{English: `the merchant orders {string} for {amount} yuan with:`, Chinese: `商户下单 {string}，金额 {amount} 元，并且：`, Run: func(*kitchen, string, string, *godog.Table) {}},
	{English: `{order} is paid`, Chinese: `{order}已支付`, Also: []string{`the payer pays {order}`}, Run: take,
		Tried:   []string{`the shopper pays`, `the shopper pays {order}`, `顾客支付{order}`},
		Outcome: [2]string{`{order} is SUCCESS`, `{order}的状态是 SUCCESS`}},
	{English: `{order} is {state}`, Chinese: `{order}的状态是 {state}`, Run: takeTwo},
	{English: `{order} has:`, Chinese: `{order}中有：`, Run: takeOrder},
	{English: `{refund} has:`, Chinese: `{refund}中有：`, Run: takeOrder},
	{English: `there is/are {int} order(s)`, Chinese: `共有 {int} 个订单`, Run: take},
	{English: `the platform accepts by rule {rule}`, Chinese: `平台按规则 {rule} 受理`, Run: take},
	{English: `the platform answers {code} by rule {rule}`, Run: takeTwo},
	{English: `the platform time is {moment}`, Chinese: `平台时间是 {moment}`, Tried: []string{`it is {moment}`, `现在是{moment}`}, Run: take},
	{English: `the clearing date is {date}`, Chinese: `清算日期是 {date}`, Run: take},
	{English: `the cut-off is {timeofday}`, Chinese: `日切时间是 {timeofday}`, Run: take},
	{English: `{duration} pass(es)`, Chinese: `过了 {duration}`, Run: take},
	{English: `the merchant signs with {signtype}`, Chinese: `商户用 {signtype} 签名`, Run: take},
	{English: `the file holds:`, Chinese: `文件内容为：`, Run: takeText},
	{English: `the page says {string}`, Chinese: `页面上有 {string}`, Run: take},
}})

// wrongSteps are sentences with what stands below them, and what is said of them.
var wrongSteps = []struct{ sentence, want string }{
	{`order A1 is paid`, "there is no step \"order A1 is paid\"; \"order A1\" is no {order}, which is an order: order \"A1\" by its number, the order, the cheap order, the first order (first to ninth); write:\n    When order \"A1\" is paid"},
	{`order “A1” is paid`, "there is no step \"order “A1” is paid\"; \"order “A1”\" is no {order}, which is an order: order \"A1\" by its number, the order, the cheap order, the first order (first to ninth); write:\n    When order \"A1\" is paid"},
	{`order "A1" is piad`, "there is no step 'order \"A1\" is piad'; write:\n    When order \"A1\" is paid"},
	{`the order "A1" is paid`, "there is no step 'the order \"A1\" is paid'; write:\n    When order \"A1\" is paid"},
	{`order "A1" is PAID`, "there is no step 'order \"A1\" is PAID'; write:\n    When order \"A1\" is paid"},
	{`the payer paye order "A1"`, "there is no step 'the payer paye order \"A1\"'; write:\n    When order \"A1\" is paid"},
	{`order "A1" is CLOSED`, "there is no step 'order \"A1\" is CLOSED'; \"CLOSED\" is no {state}, which is what a query says of an order: WAITING, PROCESSING, SUCCESS, REFUND or FAILURE; write:\n    When order \"A1\" is FAILURE"},
	{`the merchant order "B7" for 12.50`, "there is no step 'the merchant order \"B7\" for 12.50'; write:\n    When the merchant orders \"B7\" for 12.50 yuan"},
	{`the merchant orders B7 for 12.50 yuan`, "there is no step \"the merchant orders B7 for 12.50 yuan\"; \"B7\" is no {string}, which is a text in quotation marks; write:\n    When the merchant orders \"B7\" for 12.50 yuan"},
	{`merchant orders "B7" for 12.50 yuan.`, "there is no step 'merchant orders \"B7\" for 12.50 yuan.'; write:\n    When the merchant orders \"B7\" for 12.50 yuan"},
	{`there are three orders`, "there is no step \"there are three orders\"; \"three\" is no {int}, which is a whole number; write:\n    When there are 3 orders"},
	{`there is one order`, "there is no step \"there is one order\"; \"one\" is no {int}, which is a whole number; write:\n    When there is 1 order"},
	{`the platform accepts by rule IDN5`, "there is no step \"the platform accepts by rule IDN5\"; \"IDN5\" is no {rule}, which is a rule of the platform, such as IDN-5 (llsim list rules); write:\n    When the platform accepts by rule IDN-5"},
	{`the platform accepts by idn-5`, "there is no step \"the platform accepts by idn-5\"; write:\n    When the platform accepts by rule IDN-5"},
	{`the platform time is 2026/1/31 23:59:50`, "there is no step \"the platform time is 2026/1/31 23:59:50\"; \"2026/1/31 23:59:50\" is no {moment}, which is a moment in platform time (UTC+8): 2026-01-31 23:59:50, tomorrow at 09:00, or 23:59:50 for the next one of that time of day; write:\n    When the platform time is 2026-01-31 23:59:50"},
	{`the platform time is 31 January`, "there is no step \"the platform time is 31 January\"; \"31 January\" is no {moment}, which is a moment in platform time (UTC+8): 2026-01-31 23:59:50, tomorrow at 09:00, or 23:59:50 for the next one of that time of day; write:\n    When the platform time is 2026-01-31"},
	{`the clearing date is 2026.2.1`, "there is no step \"the clearing date is 2026.2.1\"; \"2026.2.1\" is no {date}, which is a day of the platform: 2026-01-31, today, the 31st, the last day of the month; write:\n    When the clearing date is 2026-02-01"},
	{`5 mins pass`, "there is no step \"5 mins pass\"; \"5 mins\" is no {duration}, which is a span of time: 90 seconds, 5 minutes, 2 hours, 3 days; write:\n    When 5 minutes pass"},
	{`30s pass`, "there is no step \"30s pass\"; \"30s\" is no {duration}, which is a span of time: 90 seconds, 5 minutes, 2 hours, 3 days; write:\n    When 30 seconds pass"},
	{`the merchant signs with SHA256`, "there is no step \"the merchant signs with SHA256\"; \"SHA256\" is no {signtype}, which is RSA or MD5; write:\n    When the merchant signs with RSA"},
	{`order "A1" has`, "there is no step 'order \"A1\" has'; write:\n    When order \"A1\" has:"},
	{`the page says hello`, "there is no step \"the page says hello\"; \"hello\" is no {string}, which is a text in quotation marks; write:\n    When the page says \"hello\""},
	{`a pizza is eaten`, `there is no step "a pizza is eaten"; llsim list steps WORD finds steps by their words`},
	{`订单“A1”已支付`, "there is no step \"订单“A1”已支付\"; \"订单“A1”\" is no {order}, which is 一个订单：以订单号指明的订单 \"A1\"，或订单、低价订单、第一笔订单（第一笔至第九笔）; write:\n    当订单 \"A1\" 已支付"},
	{`订单 A1 已支付`, "there is no step \"订单 A1 已支付\"; \"订单 A1\" is no {order}, which is 一个订单：以订单号指明的订单 \"A1\"，或订单、低价订单、第一笔订单（第一笔至第九笔）; write:\n    当订单 \"A1\" 已支付"},
	{`订单 "A1" 支付了`, "there is no step '订单 \"A1\" 支付了'; write:\n    当订单 \"A1\" 已支付"},
	{`商户下单 "B7" 金额 12.50`, "there is no step '商户下单 \"B7\" 金额 12.50'; write:\n    当商户下单 \"B7\"，金额 12.50 元"},
	{`过了三天`, "there is no step \"过了三天\"; \"三天\" is no {duration}, which is 一段时间：90 秒、5 分钟、2 小时、3 天; write:\n    当过了 3 天"},
	{`过了 5 分`, "there is no step \"过了 5 分\"; \"5 分\" is no {duration}, which is 一段时间：90 秒、5 分钟、2 小时、3 天; write:\n    当过了 5 分钟"},
	{`共有两个订单`, "there is no step \"共有两个订单\"; \"两\" is no {int}, which is 整数; write:\n    当共有 2 个订单"},
	{`平台时间是 2026/1/31 23:59:50`, "there is no step \"平台时间是 2026/1/31 23:59:50\"; \"2026/1/31 23:59:50\" is no {moment}, which is 平台时间（东八区）的一个时刻：2026-01-31 23:59:50、明天 09:00；只写 23:59:50 则为下一个该时刻; write:\n    当平台时间是 2026-01-31 23:59:50"},
	{`今天天气很好`, `there is no step "今天天气很好"; llsim list steps WORD finds steps by their words`},
	{`the payer pays the order of the shop`, "there is no step \"the payer pays the order of the shop\"; write:\n    When the order is paid"},
	{`the customer pays A1`, "there is no step \"the customer pays A1\"; \"A1\" is no {order}, which is an order: order \"A1\" by its number, the order, the cheap order, the first order (first to ninth); write:\n    When order \"A1\" is paid"},
	{`the customer pays`, "there is no step \"the customer pays\"; write:\n    When order \"A1\" is paid"},
	{`用户支付订单A1`, "there is no step \"用户支付订单A1\"; \"订单A1\" is no {order}, which is 一个订单：以订单号指明的订单 \"A1\"，或订单、低价订单、第一笔订单（第一笔至第九笔）; write:\n    当订单 \"A1\" 已支付"},
	{`it is 31 December 23:59`, "there is no step \"it is 31 December 23:59\"; \"31 December 23:59\" is no {moment}, which is a moment in platform time (UTC+8): 2026-01-31 23:59:50, tomorrow at 09:00, or 23:59:50 for the next one of that time of day; write:\n    When the platform time is 2026-12-31 23:59"},
	{`现在是2026年1月31日23点59分50秒`, "there is no step \"现在是2026年1月31日23点59分50秒\"; write:\n    当平台时间是 2026 年 1 月 31 日 23 点 59 分 50 秒"},
	{`清算日期是2月1日`, "there is no step \"清算日期是2月1日\"; \"2月1日\" is no {date}, which is 平台的一天：2026-01-31、今天、31 号、本月最后一天; write:\n    当清算日期是 2026-02-01"},
	{`one day passes`, "there is no step \"one day passes\"; \"one day\" is no {duration}, which is a span of time: 90 seconds, 5 minutes, 2 hours, 3 days; write:\n    When 1 day passes"},
	{`two weeks pass`, "there is no step \"two weeks pass\"; \"two weeks\" is no {duration}, which is a span of time: 90 seconds, 5 minutes, 2 hours, 3 days; write:\n    When 14 days pass"},
	{`过了1个月`, "there is no step \"过了1个月\"; \"1个月\" is no {duration}, which is 一段时间：90 秒、5 分钟、2 小时、3 天; write:\n    当过了 30 天"},
	{`平台时间是 ２０２６-01-31`, "there is no step \"平台时间是 ２０２６-01-31\"; \"２０２６-01-31\" is no {moment}, which is 平台时间（东八区）的一个时刻：2026-01-31 23:59:50、明天 09:00；只写 23:59:50 则为下一个该时刻; write:\n    当平台时间是 2026-01-31"},
	{`签名有问题`, `there is no step "签名有问题"; llsim list steps 签名 finds steps by their words`},
	{`the platform time is "2026-02-30 12:00:00"`, `there is no date 2026-02-30: February 2026 has 28 days; write a day from 01 to 28`},
	{`the platform time is 2026-01-31 24:00:00`, `there is no time of day 24:00:00; write one from 00:00:00 to 23:59:59`},
	{`the clearing date is 20260431`, `there is no date 2026-04-31: April 2026 has 30 days; write a day from 01 to 30`},
	{`清算日期是 2026-13-01`, `there is no date 2026-13-01: a year has no month 13; write a month from 01 to 12`},
	{`the cut-off is 25:00`, `there is no time of day 25:00; write one from 00:00:00 to 23:59:59`},
	{`the platform accepts by rule IDN-99`, `there is no rule IDN-99; write one of IDN-1, IDN-2, IDN-3, IDN-4, IDN-5, IDN-6, IDN-7 (llsim list rules)`},
	{`the platform accepts by rule XYZ-1`, `there is no rule XYZ-1; llsim list rules shows all`},
	{`the platform answers 2077 by rule IDN-5`, `there is no return code 2077; did you mean 2007?`},
	{`order "A1" has:`, `below 'order "A1" has:' a table is missing; write one: rows such as | name | value |`},
	{"order \"A1\" has:\n\"\"\"\ntext\n\"\"\"", `below 'order "A1" has:' stands a text; write a table: rows such as | name | value |`},
	{`the file holds:`, `below "the file holds:" a text is missing; write one between two lines of """`},
	{"the file holds:\n| a |", `below "the file holds:" stands a table; write a text between two lines of """`},
	{"order \"A1\" is paid\n| a |", `below 'order "A1" is paid' stands a table, which this step does not take; remove it`},
	{"order \"A1\" is paid\n\"\"\"\ntext\n\"\"\"", `below 'order "A1" is paid' stands a text, which this step does not take; remove it`},
	{"the merchant orders \"B7\" for 12.50 yuan\n| a | b |", "below 'the merchant orders \"B7\" for 12.50 yuan' stands a table, which this step does not take; remove it, or write:\n    When the merchant orders \"B7\" for 12.50 yuan with:"},
	{"商户下单 \"B7\"，金额 12.50 元\n| a | b |", "below '商户下单 \"B7\"，金额 12.50 元' stands a table, which this step does not take; remove it, or write:\n    当商户下单 \"B7\"，金额 12.50 元，并且："},
	{"order \"A1\" has\n| a | b |", "there is no step 'order \"A1\" has'; write:\n    When order \"A1\" has:"},
}

func TestWrongSteps(t *testing.T) {
	for _, c := range wrongSteps {
		t.Run(c.sentence, func(t *testing.T) {
			text, below, _ := strings.Cut(c.sentence, "\n")
			step := &godog.Step{Text: text}
			switch {
			case strings.HasPrefix(below, "|"):
				step.Argument = &messages.PickleStepArgument{DataTable: &godog.Table{}}
			case below != "":
				step.Argument = &messages.PickleStepArgument{DocString: &godog.DocString{}}
			}
			keyword := "When"
			if isChinese(text) {
				keyword = "当"
			}
			err := Check(keyword, step, shop)
			if !IsMistake(err) {
				t.Fatalf("the error is %v", err)
			}
			if diff := cmp.Diff(c.want, err.Error()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A step that acts and reads as if it looked would make a scenario pass by itself.
func TestActsBehindThen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ keyword, sentence, want string }{
		{"Then", `order "A1" is paid`, "'order \"A1\" is paid' is something that happens, and stands behind Given or When; to look whether it is so, write:\n    Then order \"A1\" is SUCCESS"},
		{"And", `the payer pays order "A1"`, "'the payer pays order \"A1\"' is something that happens, and stands behind Given or When; to look whether it is so, write:\n    And order \"A1\" is SUCCESS"},
		{"那么", `订单"A1"已支付`, "'订单\"A1\"已支付' is something that happens, and stands behind Given or When; to look whether it is so, write:\n    那么订单 \"A1\" 的状态是 SUCCESS"},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			t.Parallel()
			err := Check(c.keyword, &godog.Step{Text: c.sentence, Type: messages.PickleStepType_OUTCOME}, shop)
			if err == nil {
				t.Fatal("there is no error")
			}
			if diff := cmp.Diff(c.want, err.Error()); diff != "" {
				t.Error(diff)
			}
			for _, other := range []messages.PickleStepType{messages.PickleStepType_ACTION, messages.PickleStepType_CONTEXT, messages.PickleStepType_UNKNOWN} {
				if err := Check(c.keyword, &godog.Step{Text: c.sentence, Type: other}, shop); err != nil {
					t.Errorf("%s: %v", other, err)
				}
			}
		})
	}
}
