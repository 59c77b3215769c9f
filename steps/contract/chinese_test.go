package contract

import (
	"regexp"
	"testing"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary/vocabularytest"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// The Chinese features say the same as the English ones; the unspoken words are for scenarios of the user's own.
func TestChineseIsInStep(t *testing.T) {
	race.Skip(t)
	vocabularytest.InStep(t, steps, platform.All(), features.Merchant, features.Chinese, "金额", "支付方式")
}

// Feature files of users may still say what steps were called before.
func TestEarlierChinese(t *testing.T) {
	for earlier, english := range map[string]string{
		`商户退款、发货或发出警报`:                       `the merchant refunds it, fulfils it or raises an alarm`,
		`50 位顾客下单，每次 10 位同时`:                 `{int} shoppers check out, {int} at a time`,
		`商户仍认得该订单，如果它告诉过顾客订单号`:               `the merchant still knows {order}, if it told the shopper its number`,
		`商户查找丢失的结果`:                          `the merchant looks for lost results`,
		`商户相信了 1.1 版的查询应答`:                   `the merchant has believed the answer of version 1.1`,
		`商户再次请求同一订单，或仍可支付原订单`:                `the merchant has asked for the same order again, or still offers it`,
		`商户没有请求其他订单`:                         `the merchant has asked for no other order`,
		`各笔退款的退款号互不相同`:                       `no two refunds share a number`,
		`商户只请求了一笔退款`:                         `the merchant has asked for one refund`,
		`商户看到的订单保持不变`:                        `the merchant's view of {order} stays as it was`,
		`送来一个支付成功的通知，其签名随机`:                  `a notification of success comes whose signature is {signature}`,
		`送来一个支付成功的通知，sign_type 为 MD5，签名不用密钥`: `a notification of success comes that names {word} and is signed with {weakkey}`,
		`送来一个支付成功的通知，其 memo 在签名时为 (absent)`:  `a notification of success comes whose {field} was {word} when it was signed`,
		`送来一个同步通知，其签名随机`:                     `a return comes whose signature is {signature}`,
		`订单已支付，并在商户不知情时全额退款，退款号另编`:           `{order} was paid and refunded in full without the merchant, under {refundnumber}`,
	} {
		t.Run(earlier, func(t *testing.T) {
			if s := steps.Find(earlier); s == nil || s.English != english {
				t.Fatalf("it is the step %v", s)
			}
			for _, value := range steps.Find(earlier).Values(earlier) {
				if regexp.MustCompile(`\p{Han}`).MatchString(value) {
					t.Errorf("%s is not put into English", value)
				}
			}
		})
	}
}
