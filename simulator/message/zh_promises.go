package message

// zhPromises are verdicts on what a merchant promises about money, whatever happens (INV-1 to INV-10).
func zhPromises() map[Text]string {
	return map[Text]string{
		"it must fulfil nothing and take nothing for paid before the platform has the money":                                                            "平台收到款项之前，不应发货，也不应把订单当作已支付",
		"the merchant fulfilled order %s, whose money never came: %s":                                                                                   "订单 %s 的款项从未到账，商户却发了货：%s",
		"the merchant shows order %s as paid, whose money never came: %s":                                                                               "订单 %s 的款项从未到账，商户却显示已支付：%s",
		"the platform has no such order":                                                                                                                "平台没有该订单",
		"at the platform it is %s":                                                                                                                      "该订单在平台的状态是 %s",
		"it must fulfil each order once, however often it hears of its payment":                                                                         "无论收到多少次支付结果，每个订单都只应发货一次",
		"what was paid must be fulfilled, paid back or brought to somebody's attention":                                                                 "已支付的订单必须发货、退款，或提请人工处理",
		"order %s was paid (%s yuan), and in the end the merchant has neither fulfilled it nor paid it back nor raised an alarm":                        "订单 %s 已支付（%s 元），商户最终既没有发货，也没有退款或告警",
		"a second number may be paid only once the first one cannot be paid any more, or its money is paid back":                                        "只有原订单号已无法支付，或款项已退还，才能用第二个订单号收款",
		"the shopper checked out once for %s yuan and was charged %d times, under the numbers %s":                                                       "顾客只下单一次（%s 元），却被扣款 %d 次，订单号为 %s",
		"no request may be refused for what it looks like":                                                                                              "任何请求都不应因格式、签名或日期被拒绝",
		"the platform refused the merchant's request (%s) about order %s with %s, by rule %s: %s":                                                       "商户关于订单 %[2]s 的请求（%[1]s）被平台以 %[3]s 拒绝，依据规则 %[4]s：%[5]s",
		"it must answer whatever happens at the platform":                                                                                               "无论平台发生什么，商户都必须应答",
		"it must go on whatever happens at the platform":                                                                                                "无论平台发生什么，商户都必须继续运行",
		"it must take each valid notification within 5 seconds, or say by a status below 500 why it does not":                                           "每个有效通知都应在 5 秒内受理；不受理时，应以低于 500 的状态码说明原因",
		"the merchant answered a valid notification of order %s with status %d":                                                                         "商户对订单 %s 的有效通知应答了状态码 %d",
		"the merchant did not answer a valid notification of order %s in time":                                                                          "商户没有及时应答订单 %s 的有效通知",
		"the merchant reconciled %s and reported %q, although both sides agree about order %s":                                                          "商户对 %s 的账时报告了 %q，而双方关于订单 %s 的账目一致",
		"it must book as refunded what the platform paid back":                                                                                          "记账的已退金额应与平台实际退款金额一致",
		"the merchant shows %s yuan of order %s as refunded, and the platform paid back %s":                                                             "商户显示已退款 %s 元（订单 %s），而平台实际退款 %s 元",
		"each refund must be paid back once: a retry keeps the refund's number":                                                                         "每笔退款只应退一次：重试时退款单号不变",
		"the merchant was told to refund order %s %d {time|times} and asked for %d refunds; only because the money was gone did the platform refuse %s": "对订单 %s 只要求商户退款 %d 次，商户却请求了 %d 笔退款；平台只因余额已退完才拒绝了 %s",
		"money goes back where somebody wants that, or where nothing was fulfilled for it":                                                              "只有要求退款，或没有为该款项发货时，才应退款",
		"the merchant fulfilled order %s and paid back %s yuan that nobody told it to refund":                                                           "订单 %s 已发货，商户却在无人要求时退款 %s 元",
		"the merchant was told to refund order %s %d {time|times} and made %d refunds: %s yuan went back":                                               "对订单 %s 只要求商户退款 %d 次，商户却退了 %d 笔，共 %s 元",
		"a refund that was taken on must be made":                                                                                                       "已受理的退款必须完成",
		"the merchant took on the refund %s of %s yuan of order %s and in the end it was never made":                                                    "商户受理了退款 %s（%s 元，订单 %s），最终却没有退款",
		"the merchant did not take actions.reset: it answered with %s":                                                                                  "商户没有执行 actions.reset，应答为 %s",
		"%s is no step": "%s 不是步骤",
	}
}
