package choice

// MessageKind is what came to a receiver of a platform's messages.
type MessageKind string

const (
	NotificationMessage MessageKind = "notification"
	ReturnMessage       MessageKind = "return"
	VisitMessage        MessageKind = "visit"
)

// MessageKinds are all kinds.
var MessageKinds = List[MessageKind]{
	{NotificationMessage, "notification", "异步通知"},
	{ReturnMessage, "return", "同步返回"},
	{VisitMessage, "visit without a result", "未携带结果的访问"},
}

// MessageVerdict is what a good merchant makes of a message.
type MessageVerdict string

const (
	Genuine         MessageVerdict = "genuine"
	Forged          MessageVerdict = "forged"
	Mismatch        MessageVerdict = "mismatch"
	UnknownMerchant MessageVerdict = "unknown-merchant"
	Unreadable      MessageVerdict = "unreadable"
	NoMessage       MessageVerdict = "no-message"
)

// MessageVerdicts are all verdicts.
var MessageVerdicts = List[MessageVerdict]{
	{Genuine, "signature verifies", "验签通过"},
	{Forged, "signature does not verify", "验签失败"},
	{Mismatch, "signed, but not what was ordered", "验签通过，但与订单不符"},
	{UnknownMerchant, "names no merchant that is known here", "商户号未知"},
	{Unreadable, "cannot be read", "无法解析"},
	{NoMessage, "nothing to verify", "无可验签的内容"},
}

// ReceiverAnswer is how notifications are answered.
type ReceiverAnswer string

const (
	AnswerAcknowledge ReceiverAnswer = "acknowledge"
	AnswerRefuse      ReceiverAnswer = "refuse"
	AnswerStatus      ReceiverAnswer = "status"
	AnswerSlow        ReceiverAnswer = "slow"
	AnswerGarbage     ReceiverAnswer = "garbage"
)

// ReceiverAnswers are all answers.
var ReceiverAnswers = List[ReceiverAnswer]{
	{AnswerAcknowledge, "acknowledge what is genuine, refuse the rest", "验签通过则确认，否则拒绝"},
	{AnswerRefuse, "refuse: a ret_code other than 0000", "拒绝：ret_code 不是 0000"},
	{AnswerStatus, "answer with an HTTP status", "返回 HTTP 状态码"},
	{AnswerSlow, "acknowledge, but too late (real time)", "确认，但超时（真实时间）"},
	{AnswerGarbage, "answer something that is no JSON", "应答不是 JSON"},
}
