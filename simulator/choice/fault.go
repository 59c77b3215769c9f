package choice

// FaultPoint is where a fault meets the platform.
type FaultPoint string

const (
	AtAccept FaultPoint = "accept"
	AtQuery  FaultPoint = "query"
	AtRefund FaultPoint = "refund"
	AtNotify FaultPoint = "notify"
	AtReturn FaultPoint = "return"
)

// FaultPoints are all points.
var FaultPoints = List[FaultPoint]{
	{AtAccept, "an order comes", "下单"},
	{AtQuery, "a query comes", "查询"},
	{AtRefund, "a refund comes", "退款"},
	{AtNotify, "a notification goes out", "异步通知"},
	{AtReturn, "the shopper goes back to the shop", "同步通知"},
}

// Effect is what a fault does.
type Effect string

const (
	DropReply    Effect = "drop-reply"
	Close        Effect = "close"
	Delay        Effect = "delay"
	Status       Effect = "status"
	Garbage      Effect = "garbage"
	ReturnCode   Effect = "code"
	BadSignature Effect = "bad-signature"
	BeforeReply  Effect = "before-reply"
	Reshape      Effect = "variant"
)

// Effects are all effects; EffectsAt are those of a point.
var Effects = List[Effect]{
	{DropReply, "done, but the answer gets lost", "已处理，但应答丢失"},
	{Close, "the connection closes before anything is done", "未处理即断开连接"},
	{Delay, "it takes its time (real time)", "延迟（真实时间）"},
	{Status, "another HTTP status", "返回其他 HTTP 状态码"},
	{Garbage, "an answer that is no JSON", "应答不是 JSON"},
	{ReturnCode, "another ret_code, nothing is done", "返回其他 ret_code，未处理"},
	{BadSignature, "a signature that does not verify", "签名错误"},
	{BeforeReply, "paid and notified before the answer", "应答之前已支付并通知"},
	{Reshape, "correctly signed, in another form", "签名正确，但报文形式不同"},
}

// EffectsAt returns the effects that a fault can have at a point, none where there is no such point.
func EffectsAt(at FaultPoint) []string {
	switch at {
	case AtAccept, AtQuery, AtRefund:
		return Effects.Values()
	case AtNotify:
		return []string{string(Close), string(DropReply), string(Status), string(Delay), string(BadSignature)}
	case AtReturn:
		return []string{string(Close)}
	}
	return nil
}
