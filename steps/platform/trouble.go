package platform

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// troubleSteps are the faults that merchants meet most, each in a sentence of its own.
var troubleSteps = []step{
	{English: `the platform refuses orders with {code}`,
		Chinese: `平台以 {code} 拒绝下单`,
		Run: func(w *world, ctx context.Context, code string) error {
			return w.addFault(ctx, api.NewFault{At: "accept", Effect: "code", Value: api.Value(code), Times: &forEver})
		}},
	{English: `the platform refuses queries about {order} with {code}`,
		Chinese: `平台以 {code} 拒绝查询{order}`,
		Run:     (*world).refuseQueries},
	{English: `the platform's answers to orders carry a foreign signature`,
		Chinese: `平台对下单的应答带着其他密钥的签名`,
		Run: func(w *world, ctx context.Context) error {
			return w.addFault(ctx, api.NewFault{At: "accept", Effect: "bad-signature", Times: &forEver})
		}},
	{English: `the platform's answers to orders come {answerform}`,
		Chinese: `平台对下单的应答{answerform}`,
		Run:     (*world).layOutAnswers},
	{English: `the notification of the next order comes before the answer`,
		Chinese: `下一笔订单的通知先于应答送达`,
		Also:    []string{`下一个订单的通知先于应答送达`},
		Run:     (*world).notifyBeforeAnswer},
	{English: `the answer to the next order {loss}`,
		Chinese: `下一笔订单的应答{loss}`,
		Also:    []string{`下一个订单的应答{loss}`},
		Run:     (*world).loseAnswer},
	{English: `the answer to the next refund is lost`,
		Chinese: `下一次退款的应答丢失`,
		Run: func(w *world, ctx context.Context) error {
			return w.addFault(ctx, api.NewFault{At: "refund", Effect: "drop-reply"})
		}},
	{English: `the first {int} notification(s) of {order} {deliveryloss}`,
		Chinese: `{order} 的前 {int} 次通知{deliveryloss}`,
		Run:     (*world).loseNotifications},
}

var (
	answerForm = vocabulary.Choice("answerform", "how an answer differs in form", "应答在形式上的不同", append([]string{
		"with a new field", "带有新字段", "without info_order", "缺少 info_order", "with an empty info_order", "的 info_order 为空",
		"with null for info_order", "的 info_order 为 null"}, messageForms[2:]...)...)
	loss = vocabulary.Choice("loss", "how an answer gets lost or spoilt", "应答的去向",
		"is cut off after acceptance", "在受理后中断", "comes after the read timeout", "在读取超时后才到", "is a 502", "是 502", "is garbage", "是乱码")
	deliveryLoss = vocabulary.Choice("deliveryloss", "how deliveries end", "通知的结局",
		"find no connection", "连接失败", "end with status 500", "以状态码 500 结束", "get no answer in time", "没有及时得到应答")
)

// forEver is the number of times of a fault that never ends.
var forEver = 0

// refuseQueries has the platform refuse what asks for an order by either of its numbers.
func (w *world) refuseQueries(ctx context.Context, o placedOrder, code string) error {
	stored, err := w.control.Order(ctx, o.oidPaybill)
	if err != nil {
		return err
	}
	for _, by := range []map[string]string{{"no_order": stored.NoOrder}, {"oid_paybill": o.oidPaybill}} {
		if err := w.addFault(ctx, api.NewFault{At: "query", Match: by, Effect: "code", Value: api.Value(code), Times: &forEver}); err != nil {
			return err
		}
	}
	return nil
}

// layOutAnswers has the platform answer orders in another form, signed correctly.
func (w *world) layOutAnswers(ctx context.Context, look string) error {
	if err := w.stage.Answering(); err != nil {
		return err
	}
	f := api.NewFault{At: "accept", Effect: "variant", Value: "same", Times: &forEver}
	switch look {
	case "with a new field":
		f.Set = map[string]*string{"pay_channel_no": new("20180112")}
	case "without info_order":
		f.Unset = []string{"info_order"}
	case "with an empty info_order":
		f.Set = map[string]*string{"info_order": new("")}
	case "with null for info_order":
		f.Set = map[string]*string{"info_order": nil}
	default:
		f.Value, w.answersLaidOut = api.Value(layouts[look]), true
	}
	return w.addFault(ctx, f)
}

func (w *world) notifyBeforeAnswer(ctx context.Context) error {
	if err := w.stage.Paying(); err != nil {
		return err
	}
	return w.addFault(ctx, api.NewFault{At: "accept", Effect: "before-reply"})
}

// errLate is why a merchant has no answer that came too late for it.
var errLate = message.Errorf("it came after the merchant's read timeout")

// loseAnswer has the platform accept the next order without the merchant getting the answer.
func (w *world) loseAnswer(ctx context.Context, how string) error {
	f := api.NewFault{At: "accept"}
	switch how {
	case "is cut off after acceptance":
		f.Effect = "drop-reply"
	case "is a 502":
		f.Effect, f.Value = "status", "502"
	case "is garbage":
		f.Effect = "garbage"
	default:
		timeout, err := w.stage.ReadTimeout()
		if err != nil {
			return err
		}
		if timeout == 0 {
			w.nextAnswerLate = true
			return nil
		}
		f.Effect, f.Value = "delay", api.Value((timeout + time.Second).String())
	}
	return w.addFault(ctx, f)
}

// loseNotifications has the platform fail to deliver the first notifications, as in an outage of the merchant.
func (w *world) loseNotifications(ctx context.Context, n int, o placedOrder, how string) error {
	stored, err := w.control.Order(ctx, o.oidPaybill)
	if err != nil {
		return err
	}
	f := api.NewFault{At: "notify", Match: map[string]string{"no_order": stored.NoOrder}, Times: &n}
	switch how {
	case "find no connection":
		f.Effect = "close"
	case "end with status 500":
		f.Effect, f.Value = "status", "500"
	default:
		f.Effect = "drop-reply"
	}
	return w.addFault(ctx, f)
}
