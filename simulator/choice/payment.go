package choice

import "github.com/lianlian-sim/llsim/simulator/wire"

// PayTypes are all values of pay_type (protocol sections 4 to 6), in the order in which payers know them.
var PayTypes = List[string]{
	{"L", "Alipay QR", "支付宝扫码"},
	{"I", "WeChat Pay QR", "微信扫码"},
	{"Y", "WeChat app", "微信 APP"},
	{"W", "WeChat official account", "微信公众号"},
	{"2", "debit card", "储蓄卡快捷"},
	{"3", "credit card", "信用卡快捷"},
	{"D", "verified payment", "认证支付"},
	{"P", "new verified payment", "新认证支付"},
	{"27", "American Express", "美国运通卡"},
	{"1", "online banking, debit", "网银（借记卡）"},
	{"8", "online banking, credit", "网银（信用卡）"},
	{"9", "business online banking", "企业网银"},
	{"0", "wallet balance", "余额"},
	{"F", "as in the 2021 edition", "2021 版取值"},
	{"M", "as in the 2021 edition", "2021 版取值"},
}

// Results returns the ends that a payment or refund can be given: success, then the platform's failure codes.
func Results() List[string] {
	all := List[string]{{wire.OutcomeSuccess, "it succeeds", "成功"}}
	for _, c := range wire.Codes() {
		if wire.FailureCode(string(c.Code)) {
			all = append(all, Item[string]{string(c.Code), c.Message, c.Message})
		}
	}
	return all
}

// Outcomes returns what can become of a payment, or of a merchant's refunds: a result, or processing.
func Outcomes() List[string] {
	results := Results()
	processing := Item[string]{wire.OutcomeProcessing, "it waits until it is finished", "处理中，等待手动完成"}
	return append(List[string]{results[0], processing}, results[1:]...)
}

// OrderStates are the values of result_pay (STA-1).
var OrderStates = List[string]{
	{"WAITING", "it can be paid", "待付款"},
	{"PROCESSING", "a payment waits for its gateway", "处理中"},
	{"SUCCESS", "paid", "已付款"},
	{"REFUND", "refunded as a whole", "已全额退款"},
	{"FAILURE", "closed unpaid", "已关闭"},
}
