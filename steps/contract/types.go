package contract

import "github.com/lianlian-sim/llsim/steps/internal/vocabulary"

// types are the types of parameters that only these steps have.
var types = []vocabulary.Type{
	vocabulary.Choice("signature", "what is wrong with a signature", "签名错在哪里",
		"random", "随机", "of another key", "出自其他密钥", "of another order", "属于其他订单", "not Base64", "不是 Base64", "empty", "为空", "absent", "缺失"),
	vocabulary.Choice("weakkey", "the key of a signature that anybody can make", "任何人都能算出签名的密钥",
		"an empty key", "用空密钥", "no key", "不用密钥", "a guessed key", "用猜测的密钥"),
	vocabulary.Choice("difference", "how a clearing file differs", "对账文件的差异",
		"has a payment that the merchant does not know", "多出一笔商户不知道的支付", "lacks the order", "缺少该订单", "has another amount for the order", "中该订单的金额不同"),
	vocabulary.Choice("refundnumber", "the number of a refund", "退款单号",
		"a number of its own", "退款单号另编", "the order's number", "退款单号与订单号相同",
		"a number of its own", "退款号另编", "the order's number", "退款号与订单号相同"),
	vocabulary.Choice("refundresult", "how a refund ends", "退款的结果", "succeeds", "成功", "fails", "失败"),
	vocabulary.Choice("smscode", "a code that comes by SMS", "短信验证码", "the right code", "正确的验证码", "a wrong code", "错误的验证码"),
	vocabulary.Choice("codeloss", "how the answer to a code gets lost", "验证码的应答如何丢失",
		"is cut off after the payment", "在支付后中断", "comes after the read timeout", "在读取超时后才到", "is a 502", "是 502"),
	vocabulary.Choice("forgedhow", "what is wrong with an answer that says paid", "称已支付的应答错在哪里",
		"with a foreign signature", "签名出自其他密钥", "without a signature", "没有签名", "of another number", "订单号不同", "of another amount", "金额不同"),
	vocabulary.Choice("appforged", "what is wrong with an app's report", "App 上报的结果错在哪里", "with a foreign key", "用其他密钥签名", "without a signature", "没有签名"),
	vocabulary.Choice("customer", "somebody who buys", "买家", "a shopper", "一位顾客", "another shopper", "另一位顾客"),
	callKind, spoilt, forgery,
	vocabulary.Choice("numberform", "what an order number looks like", "订单号的样子", "with leading zeros", "以零开头", "of 32 digits", "为 32 位数字"),
}
