package explore

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/message"
)

func TestStory(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		finding func(lang message.Lang) *Finding
		en, zh  string
	}{
		"what one side does twice, and in a row": {
			func(lang message.Lang) *Finding {
				return found(lang, "INV-4", true, "checkout 1 20.00", "pay-again 1", "pay-again 1", "poll", "poll", "poll")
			},
			"A shopper placed an order for 20.00 yuan and then tried to pay it again, twice in a row. Then the merchant looked for lost results, 3 times in a row, and everything settled.",
			"一位顾客下了一笔订单，金额 20.00 元，又再次支付该订单（连续两次）。随后商户主动查询了未收到的结果（连续 3 次），一切处理完毕。",
		},
		"troubles and waiting": {
			func(lang message.Lang) *Finding {
				return found(lang, "INV-2", false, "all-notifications-lost", "checkout 1 0.01", "late-payment 1 5 hours", "moment 00:01:00", "return 1")
			},
			"A shopper placed an order for 0.01 yuan, and the payer paid it with a payment that the bank confirmed after 5 hours, but every notification about it got lost. " +
				"At one minute past midnight, the shopper returned to the merchant's page for the order.",
			"一位顾客下了一笔订单，金额 0.01 元，付款人支付了该订单，银行过了 5 小时才确认，但异步通知全部丢失。到了零点过一分，顾客支付该订单后返回了商户页面。",
		},
		"two answers": {
			func(lang message.Lang) *Finding {
				return found(lang, "INV-4", false, "answer-spoilt order|is cut off", "answer-spoilt order|is garbage", "checkout 1 20.00", "pay-again 1")
			},
			"A shopper placed an order for 20.00 yuan, but the platform's answer to the merchant was cut off. " +
				"Then the shopper tried to pay the order again, but the platform's answer to the merchant was garbage.",
			"一位顾客下了一笔订单，金额 20.00 元，但平台给商户的应答中断了。随后顾客再次支付该订单，但平台给商户的应答是乱码。",
		},
		"a trouble that meets nothing that is told": {
			func(lang message.Lang) *Finding {
				return found(lang, "INV-3", true, "checkout 1 20.00", "answer-spoilt query|is a 502", "cancel 1", "payment 1")
			},
			"A shopper placed an order for 20.00 yuan, and the platform's answer to the merchant's next query was a 502. " +
				"The merchant was told to cancel the order, and the payer paid it. Then everything settled.",
			"一位顾客下了一笔订单，金额 20.00 元，平台对商户下一次查询的应答是 502。商户被要求取消该订单，付款人支付了该订单。随后一切处理完毕。",
		},
		"several orders": {
			func(lang message.Lang) *Finding {
				return found(lang, "INV-1", false, "checkout 1 20.00", "checkout-with 2 0.29|茶|", "payment 1", "forged-notification 2 it has no signature")
			},
			"A shopper placed the first order for 20.00 yuan, and a shopper placed the second order for 0.29 yuan, with the goods “茶”. " +
				"Then the payer paid the first order, and the merchant received a false notification of the second order: it had no signature.",
			"一位顾客下了第一笔订单，金额 20.00 元，一位顾客下了第二笔订单，金额 0.29 元，商品为“茶”。随后付款人支付了第一笔订单，商户收到了一条第二笔订单的伪造通知：没有签名。",
		},
		"what comes last": {
			func(lang message.Lang) *Finding {
				return found(lang, "INV-8", true, "checkout 1 20.00", "payment 1", "file-differs 1 lacks the order")
			},
			"A shopper placed an order for 20.00 yuan, and the payer paid it. Then everything settled, and the clearing file that should have the order lacked it.",
			"一位顾客下了一笔订单，金额 20.00 元，付款人支付了该订单。随后一切处理完毕，本应包含该订单的对账文件缺了这笔订单。",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for lang, want := range map[message.Lang]string{message.English: c.en, message.Chinese: c.zh} {
				f := c.finding(lang)
				if told, _, _ := strings.Cut(f.Story(), reasons[lang]); strings.TrimSpace(told) != want {
					t.Errorf("it is\n%s\nand not\n%s", told, want)
				}
			}
		})
	}
}

func TestCost(t *testing.T) {
	t.Parallel()
	for want, f := range map[string]*Finding{
		"The shopper paid 0.29 yuan twice.": found(message.English, "INV-4", true, "checkout 1 0.29", "pay-each-number 1"),
		"The shopper paid twice.":           found(message.English, "INV-4", true, "checkout 1 0.29", "checkout 2 20.00", "pay-each-number 2"),
		"The merchant's books and its account disagree about a refund of 5.00 yuan.":                          found(message.English, "INV-5", true, "checkout 1 20.00", "refund 1 5.00", "refund 1 5.00"),
		"The merchant's books and its account disagree about a refund.":                                       found(message.English, "INV-5", true, "checkout 1 20.00", "refund 1 5.00", "refund 1 0.01"),
		"One side loses 20.00 yuan: the merchant if the refund goes out twice, the shopper if it never does.": found(message.English, "INV-6", true, "checkout 1 20.00", "cancel 1", "payment 1"),
		"The caller gets no answer: a shopper leaves, or staff do the work again by hand.":                    found(message.English, "INV-10", false, "checkout 1 20.00"),
	} {
		if got := f.cost(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
