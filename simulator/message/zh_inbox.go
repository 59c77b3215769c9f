package message

// zhInbox is about what comes to an inbox or to llsim listen.
func zhInbox() map[Text]string {
	return map[Text]string{
		"the signature does not verify":                                                  "验签失败",
		"the signature does not verify: %s":                                              "验签失败：%s",
		"the payer came back without a message: it says neither paid nor failed (WAP-7)": "用户返回但未携带结果：既不表示已支付，也不表示失败（WAP-7）",
		"the body is longer than %s":                                                     "报文超过 %s",
		"the body broke off: %s":                                                         "报文中断：%s",
		"%s brings no message: notifications are posted":                                 "%s 请求不带报文：异步通知用 POST 发送",
		"res_data: %s":                       "res_data 无法解析：%s",
		"a notification is JSON, and posted": "异步通知须为 JSON，并用 POST 发送",
		"the sandbox has no merchant %q: the message is not the platform's": "沙箱中没有商户 %q：该报文不是平台发出的",
		"there is no order with oid_paybill %s":                             "没有 oid_paybill 为 %s 的订单",
		"%s is %s, the order has %s":                                        "%s 为 %s，订单为 %s",
		"money_order is %s, the order is for %s":                            "money_order 为 %s，订单金额为 %s",

		"the inbox answers: %s":                                             "收件箱的应答改为：%s",
		"the inbox answers: %s, %d {time|times}":                            "收件箱的应答改为：%s，%d 次",
		"it is longer than %s":                                              "超过 %s",
		"there is no notification %d":                                       "没有异步通知 %d",
		"there is no delivery %s of a notification %s":                      "没有异步通知 %[2]s 的第 %[1]s 次投递",
		"notification %d has no delivery %d: it has %d, which count from 1": "异步通知 %d 没有第 %d 次投递：共 %d 次，从 1 开始计数",

		"%q is no answer; write one of %s":                                                     "%q 不是应答方式；请写 %s 之一",
		"%d is negative; write how many notifications are answered so, or 0 for all":           "%d 是负数；请写如此应答的通知次数，0 表示一直如此",
		"it counts answers that do not acknowledge; choose another answer, or leave times out": "次数只用于不确认的应答；请选择其他应答，或不填次数",
		"acknowledge takes no value":                                                           "acknowledge 不需要参数",
		"0000 acknowledges; write another ret_code, such as 9999":                              "0000 表示确认；请写其他 ret_code，例如 9999",
		"%q is no HTTP status of a failure; write one from 201 to 599, such as 500":            "%q 不是表示失败的 HTTP 状态码；请写 201 到 599 之间的数，例如 500",
		"%q is no time to wait; write a duration of real time such as 6s, at most %s":          "%q 不是等待时间；请写真实时间的时长，例如 6s，最长 %s",
	}
}
