package platform

import (
	"slices"

	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// subjects are what steps are about, in the order in which they are listed. Subjects of package contract of the same name are listed with
// these.
var subjects = []vocabulary.Subject{
	{English: "platform time", Chinese: "平台时间", Steps: clockSteps},
	{English: "merchants", Chinese: "商户", Steps: merchantSteps},
	{English: "orders", Chinese: "订单", Steps: slices.Concat(orderSteps, productSteps)},
	{English: "payments", Chinese: "支付", Steps: slices.Concat(paymentSteps, appSteps)},
	{English: "cards", Chinese: "银行卡", Steps: slices.Concat(cardSteps, agreementSteps)},
	{English: "refunds", Chinese: "退款", Steps: refundSteps},
	{English: "notifications", Chinese: "通知", Steps: slices.Concat(notificationSteps, sendingSteps, receivedSteps, inboxSteps)},
	{English: "clearing files", Chinese: "对账文件", Steps: fileSteps},
	{English: "requests", Chinese: "请求", Steps: requestSteps},
	{English: "answers", Chinese: "应答", Steps: answerSteps},
	{English: "cashier", Chinese: "收银台", Steps: slices.Concat(cashierSteps, cashierPageSteps, unifiedSteps, returnSteps)},
	{English: "faults", Chinese: "故障", Steps: slices.Concat(troubleSteps, faultSteps)},
	{English: "journal", Chinese: "日志", Steps: journalSteps},
}
