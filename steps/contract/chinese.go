package contract

import (
	"reflect"
	"regexp"
	"strings"
	"sync"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v21"
)

// chinese has, for each step in English, the same step in Chinese, with the same groups in the same order. Blanks around numbers
// and Latin words are optional, as Chinese is written with them and without.
var chinese = map[string]string{
	`it is (\d\d:\d\d:\d\d) at the platform`:                                                                  `平台时间到了 ?(\d\d:\d\d:\d\d)`,
	`(\d+) (seconds?|minutes?|hours?) pass`:                                                                   `过了 ?(\d+) ?(秒|分钟|小时)`,
	`the platform repeats the notification (\d+) times`:                                                       `平台重发通知 ?(\d+) ?次`,
	`the merchant's host is in the zone (\S+)`:                                                                `商户主机的时区是 ?(\S+)`,
	`the platform's clearing cut-off is (\d\d:\d\d)`:                                                          `平台的清算截止时间是 ?(\d\d:\d\d)`,
	`a notification of success comes whose signature is (.+)`:                                                 `送来一个支付成功的通知，其签名(` + wrongSignatures + `)`,
	`a notification of success comes that names (\S+) and is signed with (an empty key|no key|a guessed key)`: `送来一个支付成功的通知，sign_type ?为 ?(\S+?)，签名(用空密钥|不用密钥|用猜测的密钥)`,
	`a notification of success comes whose (\w+) was (\S+) when it was signed`:                                `送来一个支付成功的通知，其 ?(\w+) ?在签名时为 ?(\S+)`,

	`the notification of the order comes (\d+) times in a row`:            `订单的通知连续送达 ?(\d+) ?次`,
	`the notification of the order comes (\d+) times at the same instant`: `订单的通知同时送达 ?(\d+) ?次`,
	`the notification of the order comes once more`:                       `订单的通知再次送达`,
	`the notification of the order comes (as text/json|with keys in another order|with blanks and line breaks|with \\uXXXX escapes|with \\/ escapes)`: `订单的通知送达，(类型为 ?text/json|键的顺序不同|带空格和换行|用 ?\\uXXXX ?转义|用 ?\\/ ?转义)`,
	`the platform signs and sends a notification of the order with:`:                                                                                  `平台签名并发出订单的通知，其中：`,
	`the platform signs and sends a notification of an order that the merchant does not know`:                                                         `平台签名并发出一个商户不认识的订单的通知`,
	`the notification of that refund comes to the payment's notify_url`:                                                                               `该退款的通知送到支付的 ?notify_url`,
	`the notification of that other order comes`:                                                                                                      `那个同号订单的通知送达`,
	`the merchant acknowledges its notification in JSON`:                                                                                              `商户以 ?JSON ?确认了该通知`,
	`the merchant acknowledges its notification`:                                                                                                      `商户确认了该通知`,
	`the merchant acknowledges each of them`:                                                                                                          `商户对每一次都作了确认`,
	`the merchant answers it with a status below 500`:                                                                                                 `商户以低于 ?500 ?的状态码应答`,
	`the merchant has not made up that order`:                                                                                                         `商户没有凭空造出该订单`,

	`the order is fulfilled`:                                             `订单已发货`,
	`the order is fulfilled once`:                                        `订单只发货一次`,
	`nothing is fulfilled for the (?:(\w+) )?order`:                      `([\p{Han}\w]*?)订单没有发货`,
	`the order is still open`:                                            `订单仍未结束`,
	`the order is paid`:                                                  `订单支付成功`,
	`the order was paid and fulfilled`:                                   `订单已支付并发货`,
	`the (?:(\w+) )?order was paid, but no notification of it arrived`:   `([\p{Han}\w]*?)订单已支付，但通知没有送达`,
	`the order was paid by bank card, but no notification of it arrived`: `订单已用银行卡支付，但通知没有送达`,
	`the payment of the order has failed`:                                `订单支付失败`,
	`the payment of the order is stuck at the bank`:                      `订单的支付卡在银行`,
	`the order was paid and refunded in full without the merchant, under (a number of its own|the order's number)`: `订单已支付，并在商户不知情时全额退款，(退款号另编|退款号与订单号相同)`,
	`the validity of the order (?:runs|has run) out`:                                                               `订单过了有效期`,

	`the merchant looks for lost results`:                                                                                `商户查找丢失的结果`,
	`the merchant asks about the order`:                                                                                  `商户查询订单`,
	`queries about the order are answered with the answer about the (\w+) order`:                                         `查询订单时得到的是([\p{Han}\w]+)订单的应答`,
	`the merchant is brought to ask about the order`:                                                                     `商户着手查询订单`,
	`the merchant's order numbers are unique by date only`:                                                               `商户的订单号只在同一天内唯一`,
	`the day before there was another order with the same number`:                                                        `前一天有过一个同号订单`,
	`each query of the merchant has found the order`:                                                                     `商户的每次查询都查到了该订单`,
	`the merchant has believed the answer of version 1\.1`:                                                               `商户相信了 ?1\.1 ?版的查询应答`,
	`the merchant finds no difference about the order when it reconciles`:                                                `商户对账时没有发现该订单有差异`,
	`the clearing file (has a payment that the merchant does not know|lacks the order|has another amount for the order)`: `对账文件(多出一笔商户不知道的支付|缺少该订单|中该订单的金额不同)`,
	`the merchant reports the difference when it reconciles`:                                                             `商户对账时报告该差异`,

	`refunds take their time`:                                                          `退款需要时间`,
	`the answer to the next refund is lost`:                                            `下一次退款的应答丢失`,
	`the merchant refunds (\S+) yuan of the order`:                                     `商户对订单退款 ?(\S+) ?元`,
	`the merchant has refunded (\S+) yuan of the order`:                                `商户已对订单退款 ?(\S+) ?元`,
	`the merchant tries the refund again`:                                              `商户重试该退款`,
	`the refund (succeeds|fails)(, but no notification of it arrives)?`:                `退款(成功|失败)(，但通知没有送达)?`,
	`the notification of the refund comes once more`:                                   `退款的通知再次送达`,
	`the platform signs and sends a notification of the refund with:`:                  `平台签名并发出退款的通知，其中：`,
	`queries about the refund are answered with the answer about the refund before it`: `查询退款时得到的是前一笔退款的应答`,
	`the merchant asks about the refund`:                                               `商户查询退款`,
	`the merchant has not booked (\S+) yuan as refunded`:                               `商户记账的已退金额不是 ?(\S+) ?元`,
	`no two refunds share a number`:                                                    `各笔退款的退款号互不相同`,
	`the merchant has asked for one refund`:                                            `商户只请求了一笔退款`,
	`the merchant has booked (\S+) yuan as refunded`:                                   `商户记账的已退金额为 ?(\S+) ?元`,
	`the platform has paid back (\S+) yuan of the order`:                               `平台已对订单退还 ?(\S+) ?元`,

	`the platform can verify the signature of the merchant's request`:       `平台能验证商户请求的签名`,
	`every required field of the request is there in its documented format`: `请求的必填字段齐全，且符合文档的格式`,
	`the request asks for exactly (\S+) yuan`:                               `请求的金额正好是 ?(\S+) ?元`,
	`dt_order of the request is the time in UTC\+8`:                         `请求的 ?dt_order ?是东八区时间`,
	`timestamp of the request is within 30 minutes of platform time`:        `请求的 ?timestamp ?与平台时间相差不超过 ?30 ?分钟`,
	`no two orders share a number`:                                          `各订单的订单号互不相同`,
	`the shopper is given a way to pay`:                                     `顾客得到支付途径`,
	`the shopper is given no way to pay`:                                    `顾客没有得到支付途径`,
	`the merchant still knows the order, if it told the shopper its number`: `商户仍认得该订单，如果它告诉过顾客订单号`,
	`the merchant has asked for the same order again, or still offers it`:   `商户再次请求同一订单，或仍可支付原订单`,
	`the merchant has asked for no other order`:                             `商户没有请求其他订单`,
	`the merchant finds the order paid and charges no more`:                 `商户发现订单已支付，不再收款`,
	`the order has ended, or a new one with a new number was asked for`:     `订单已结束，或以新订单号另下了一单`,

	`a return comes whose signature is (.+)`:                                              `送来一个同步通知，其签名(` + wrongSignatures + `)`,
	`the return of the cheap order comes with the number( and amount)? of the dear order`: `低价订单的同步通知带着高价订单的订单号(和金额)?送达`,
	`the return of the cheap order comes to the return address of the dear order`:         `低价订单的同步通知送到高价订单的返回地址`,
	`return and notification of the order come at the same instant`:                       `订单的同步通知与异步通知同时送达`,
	`the shopper's browser returns without cookies`:                                       `顾客的浏览器不带 ?cookie ?返回`,
	`the shopper sees a page`:                                                             `顾客看到页面`,

	`a shopper checks out(?: for (\S+) yuan)?`:                                   `顾客下单(?:，金额 ?(\S+) ?元)?`,
	`a shopper checks out with:`:                                                 `顾客下单，内容为：`,
	`a shopper has checked out(?: the (\w+) order)?(?: for (\S+) yuan)?`:         `顾客已下(?:([\p{Han}\w]+)订)?单(?:，金额 ?(\S+) ?元)?`,
	`a shopper has checked out with:`:                                            `顾客已下单，内容为：`,
	`a shopper has checked out under a number (with leading zeros|of 32 digits)`: `顾客已下单，订单号(以零开头|为 ?32 ?位数字)`,
	`(\d+) shoppers check out, (\d+) at a time`:                                  `(\d+) ?位顾客下单，每次 ?(\d+) ?位同时`,
	`the shopper pays the order again`:                                           `顾客再次支付订单`,
	`the merchant is brought to recover`:                                         `商户着手恢复`,
	`the merchant has cancelled the order`:                                       `商户已取消订单`,
	`the merchant's store fails`:                                                 `商户的存储发生故障`,

	`the merchant's view of the order stays as it was`:          `商户看到的订单保持不变`,
	`the merchant refunds it, fulfils it or raises an alarm`:    `商户退款、发货或发出警报`,
	`the merchant does not acknowledge a payment that it loses`: `商户没有确认它丢失的支付`,

	`the platform refuses orders with (\d{4})`:                   `平台以 ?(\d{4}) ?拒绝下单`,
	`the platform refuses queries about the order with (\d{4})`:  `平台以 ?(\d{4}) ?拒绝查询订单`,
	`the platform's answers to orders carry a foreign signature`: `平台对下单的应答带着其他密钥的签名`,
	`the platform's answers to orders come (with a new field|without info_order|with an empty info_order|with null for info_order|with keys in another order|with blanks and line breaks|with \\uXXXX escapes|with \\/ escapes)`: `平台对下单的应答 ?(带有新字段|缺少 ?info_order|的 ?info_order ?为空|的 ?info_order ?为 ?null|键的顺序不同|带空格和换行|用 ?\\uXXXX ?转义|用 ?\\/ ?转义)`,
	`the notification of the next order comes before the answer`:                                                  `下一个订单的通知先于应答送达`,
	`the answer to the next order (is cut off after acceptance|comes after the read timeout|is a 502|is garbage)`: `下一个订单的应答(在受理后中断|在读取超时后才到|是 ?502|是乱码)`,
	`the first (\d+) notifications of the order (find no connection|end with status 500|get no answer in time)`:   `订单的前 ?(\d+) ?次通知(连接失败|以状态码 ?500 ?结束|没有及时得到应答)`,
}

const wrongSignatures = `随机|出自其他密钥|属于其他订单|不是 ?Base64|为空|缺失`

// words are what the groups of Chinese steps and the first column of their tables say, without blanks, in English.
var words = map[string]string{
	"秒": "seconds", "分钟": "minutes", "小时": "hours",
	"低价": "cheap", "高价": "dear", "另一": "other",
	"金额": "amount", "商品": "goods", "备注": "remark", "支付方式": "pay_type",

	"随机": "random", "出自其他密钥": "of another key", "属于其他订单": "of another order", "不是Base64": "not Base64", "为空": "empty", "缺失": "absent",
	"用空密钥": "an empty key", "不用密钥": "no key", "用猜测的密钥": "a guessed key",

	"类型为text/json": "as text/json", "键的顺序不同": "with keys in another order", "带空格和换行": "with blanks and line breaks",
	`用\uXXXX转义`: `with \uXXXX escapes`, `用\/转义`: `with \/ escapes`,

	"带有新字段": "with a new field", "缺少info_order": "without info_order", "的info_order为空": "with an empty info_order", "的info_order为null": "with null for info_order",

	"以零开头": "with leading zeros", "为32位数字": "of 32 digits",
	"退款号另编": "a number of its own", "退款号与订单号相同": "the order's number",
	"成功": "succeeds", "失败": "fails", "，但通知没有送达": ", but no notification of it arrives", "和金额": " and amount",

	"多出一笔商户不知道的支付": "has a payment that the merchant does not know", "缺少该订单": "lacks the order", "中该订单的金额不同": "has another amount for the order",

	"在受理后中断": "is cut off after acceptance", "在读取超时后才到": "comes after the read timeout", "是502": "is a 502", "是乱码": "is garbage",
	"连接失败": "find no connection", "以状态码500结束": "end with status 500", "没有及时得到应答": "get no answer in time",
}

// inEnglish is what a text of a Chinese step means; what is no word of the vocabulary stays as it is.
func inEnglish(text string) string {
	if word, known := words[bare(text)]; known {
		return word
	}
	return text
}

func bare(text string) string { return strings.ReplaceAll(text, " ", "") }

// tableInEnglish translates the first column, which holds names; values stay.
func tableInEnglish(t *godog.Table) *godog.Table {
	translated := &godog.Table{}
	for _, row := range t.Rows {
		cells := append([]*messages.PickleTableCell(nil), row.Cells...)
		if len(cells) > 0 {
			cells[0] = &messages.PickleTableCell{Value: inEnglish(cells[0].Value)}
		}
		translated.Rows = append(translated.Rows, &messages.PickleTableRow{Cells: cells})
	}
	return translated
}

// translated is a step's function for its Chinese text.
func translated(handler any) any {
	step := reflect.ValueOf(handler)
	return reflect.MakeFunc(step.Type(), func(args []reflect.Value) []reflect.Value {
		for i, arg := range args {
			switch a := arg.Interface().(type) {
			case string:
				args[i] = reflect.ValueOf(inEnglish(a))
			case *godog.Table:
				args[i] = reflect.ValueOf(tableInEnglish(a))
			}
		}
		return step.Call(args)
	}).Interface()
}

// chinesePatterns are the Chinese expressions by the English text of the step, compiled once for all scenarios.
var chinesePatterns = sync.OnceValue(func() map[string]*regexp.Regexp {
	compiled := map[string]*regexp.Regexp{}
	for english, text := range chinese {
		compiled[english] = regexp.MustCompile("^(?:" + text + ")$")
	}
	return compiled
})
