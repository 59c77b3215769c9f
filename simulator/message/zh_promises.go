package message

// zhPromises are verdicts on what a merchant promises about money, whatever happens (INV-1 to INV-10).
func zhPromises() map[Text]string {
	return map[Text]string{
		"it must neither fulfil an order nor show it as paid before the platform has the money":                                                                    "平台收到款项之前，不应发货，也不应把订单显示为已支付",
		"the merchant fulfilled order %s, but it was never paid: %s":                                                                                               "订单 %s 从未支付，商户却发了货：%s",
		"the merchant shows order %s as paid, but it was never paid: %s":                                                                                           "订单 %s 从未支付，商户却显示已支付：%s",
		"the platform has no such order":                                                                                                                           "平台没有该订单",
		"its state at the platform is %s":                                                                                                                          "该订单在平台的状态是 %s",
		"it must fulfil each order once, no matter how often it is told of the payment":                                                                            "无论收到多少次支付结果，每个订单都只应发货一次",
		"a paid order must be fulfilled, paid back or raised as an alarm":                                                                                          "已支付的订单必须发货、退款或告警",
		"order %s was paid (%s yuan), and in the end the merchant has neither fulfilled it nor paid it back nor raised an alarm":                                   "订单 %s 已支付（%s 元），商户最终既没有发货，也没有退款或告警",
		"the merchant may offer a second number only when the first can no longer be paid, or has been paid back":                                                  "只有原订单号已无法支付，或款项已全额退还，商户才能换用第二个订单号收款",
		"the shopper checked out once for %s yuan and was charged %d times, under the numbers %s":                                                                  "顾客只下单一次（%s 元），却被扣款 %d 次，订单号为 %s",
		"no request may be refused for its signature, fields or date":                                                                                              "任何请求都不应因签名、字段或日期被拒绝",
		"the platform refused the merchant's request (%s) about order %s with %s, by rule %s: %s":                                                                  "商户关于订单 %[2]s 的请求（%[1]s）被平台以 %[3]s 拒绝，依据规则 %[4]s：%[5]s",
		"it must answer whatever happens at the platform":                                                                                                          "无论平台发生什么，商户都必须应答",
		"it must go on whatever happens at the platform":                                                                                                           "无论平台发生什么，商户都必须继续运行",
		"it must take each valid notification within 5 seconds, or refuse it with a status below 500":                                                              "每个有效通知都应在 5 秒内受理；不受理时，应以低于 500 的状态码拒绝",
		"the merchant answered a valid notification of order %s with status %d":                                                                                    "商户对订单 %s 的有效通知应答了状态码 %d",
		"the merchant did not answer a valid notification of order %s in time":                                                                                     "商户没有及时应答订单 %s 的有效通知",
		"the merchant reconciled %s and reported %q, although both sides agree about order %s":                                                                     "商户核对 %s 的账目时报告了 %q，而双方关于订单 %s 的账目一致",
		"it must book as refunded what the platform paid back":                                                                                                     "商户记账的已退金额应与平台实际退款金额一致",
		"the merchant shows %s yuan of order %s as refunded, and the platform paid back %s":                                                                        "商户侧显示已退款 %s 元（订单 %s），而平台实际退款 %s 元",
		"each refund must be paid back once; a retry must keep the refund's number":                                                                                "每笔退款只应退一次：重试时退款单号不变",
		"money came for order %s, which had ended, and the merchant asked to pay it back %d times; the platform refused %s only because too little money was left": "订单 %s 结束后才到账，商户却申请退还了 %d 次；平台只是因可退金额不足才拒绝了 %s",
		"the merchant was told to refund order %s %d {time|times} and asked for %d refunds; the platform refused %s only because too little money was left":        "商户被要求对订单 %s 退款 %d 次，却申请了 %d 笔退款；平台只是因可退金额不足才拒绝了 %s",
		"it may refund only when it was told to, or when it did not fulfil the order":                                                                              "只有被要求退款，或订单没有发货时，商户才可以退款",
		"the merchant fulfilled order %s and paid back %s yuan that nobody told it to refund":                                                                      "订单 %s 已发货，商户却在无人要求时退款 %s 元",
		"the merchant was told to refund order %s %d {time|times} and made %d refunds: %s yuan went back":                                                          "商户被要求对订单 %s 退款 %d 次，却退了 %d 笔，共 %s 元",
		"an accepted refund must be carried out":                                                                                                                   "已受理的退款必须完成",
		"the merchant accepted refund %s of %s yuan for order %s and never carried it out":                                                                         "商户受理了退款 %s（%s 元，订单 %s），最终却没有退款",
		"the merchant did not take actions.reset: it answered with %s":                                                                                             "商户没有执行 actions.reset，应答为 %s",
		"%s is not a step": "%s 不是步骤",
	}
}
