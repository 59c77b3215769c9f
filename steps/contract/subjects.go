package contract

import (
	"slices"

	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// subjects are what steps are about, in the order in which they are listed, behind those of package platform. Subjects of the same name are
// listed together.
var subjects = []vocabulary.Subject{
	{English: "platform time", Chinese: "平台时间", Steps: clockSteps},
	{English: "checkouts", Chinese: "顾客下单", Steps: slices.Concat(shopperSteps, checkoutSteps)},
	{English: "the merchant's acts", Chinese: "商户的操作", Steps: merchantActSteps},
	{English: "the merchant's requests", Chinese: "商户的请求", Steps: requestSteps},
	{English: "retries", Chinese: "重试", Steps: retrySteps},
	{English: "payments", Chinese: "支付", Steps: paymentSteps},
	{English: "codes of card payments", Chinese: "银行卡支付的验证码", Steps: codeSteps},
	{English: "bound cards", Chinese: "绑定的银行卡", Steps: bindingSteps},
	{English: "apps", Chinese: "App", Steps: appSteps},
	{English: "bills", Chinese: "统一收银台账单", Steps: billSteps},
	{English: "fulfilment", Chinese: "发货", Steps: slices.Concat(outcomeSteps, stateSteps)},
	{English: "notifications", Chinese: "通知", Steps: slices.Concat(notificationSteps, acknowledgementSteps)},
	{English: "forged notifications", Chinese: "伪造的通知", Steps: forgedSteps},
	{English: "returns", Chinese: "返回页面", Steps: slices.Concat(returnSteps, payerSteps)},
	{English: "queries", Chinese: "查询", Steps: querySteps},
	{English: "refunds", Chinese: "退款", Steps: slices.Concat(refundSteps, refundNotificationSteps, refundBookSteps)},
	{English: "clearing files", Chinese: "对账文件", Steps: reconcileSteps},
	{English: "sequences of events", Chinese: "事件序列", Steps: slices.Concat(attemptSteps, payerAttemptSteps, lostMessageSteps, settlingSteps, promiseSteps)},
}
