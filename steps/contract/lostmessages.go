package contract

import (
	"context"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// lostMessageSteps are what happens to answers and notifications in a sequence of events.
var lostMessageSteps = []step{
	{English: `the answer to the merchant's next {callkind} {spoilt}`,
		Chinese: `商户下一次{callkind}的应答{spoilt}`,
		Run:     (*world).spoilNextAnswer},
	{English: `the platform refuses the merchant's next {callkind} with {code}`,
		Chinese: `平台以 {code} 拒绝商户的下一次{callkind}`,
		Run: func(w *world, ctx context.Context, kind, code string) error {
			return w.addFault(ctx, api.NewFault{At: callKinds[kind], Effect: "code", Value: api.Value(code)})
		}},
	{English: `the next {int} notification(s) get lost`,
		Chinese: `接下来的 {int} 次通知丢失`,
		Run: func(w *world, ctx context.Context, n int) error {
			return w.addFault(ctx, api.NewFault{At: "notify", Effect: "close", Times: &n})
		}},
	{English: `every notification gets lost`,
		Chinese: `所有通知都丢失`,
		Run: func(w *world, ctx context.Context) error {
			return w.addFault(ctx, api.NewFault{At: "notify", Effect: "close", Times: &forEver})
		}},
	{English: `the answers to the next {int} notification(s) get lost`,
		Chinese: `接下来的 {int} 次通知的应答丢失`,
		Run: func(w *world, ctx context.Context, n int) error {
			return w.addFault(ctx, api.NewFault{At: "notify", Effect: "drop-reply", Times: &n})
		}},
	{English: `everything gets through again`,
		Chinese: `所有消息恢复正常送达`,
		Run:     func(w *world, ctx context.Context) error { return w.Control.ClearFaults(ctx) }},
	{English: `the platform tries to send the notification of {order} {int} time(s) at the same instant`,
		Chinese: `平台尝试在同一时刻发送 {int} 次{order} 的通知`,
		Run: func(w *world, ctx context.Context, name string, copies int) error {
			return w.tryToNotify(ctx, name, api.Notify{Copies: copies, Parallel: copies > 1})
		}},
	{English: `the platform tries to send the notification of the last refund of {order} once more`,
		Chinese: `平台尝试再次发送{order} 最近一笔退款的通知`,
		Run: func(w *world, ctx context.Context, name string) error {
			return w.tryToNotify(ctx, name, api.Notify{Variant: "refund"})
		}},
	{English: `somebody tries to forge a notification of {order}: {forgery}`,
		Chinese: `有人尝试伪造{order} 的通知：{forgery}`,
		Run:     (*world).tryToForge},
	{English: `the shopper of {order} tries to come back`,
		Chinese: `{order} 的顾客尝试返回商户页面`,
		Run: func(w *world, ctx context.Context, name string) error {
			return w.tryToReturn(ctx, name, "")
		}},
	{English: `somebody tries to come back from {order} with a signature of another key`,
		Chinese: `有人尝试从{order} 返回商户页面，签名出自其他密钥`,
		Run: func(w *world, ctx context.Context, name string) error {
			return w.tryToReturn(ctx, name, "foreign-key")
		}},
}

var (
	callKind = vocabulary.Choice("callkind", "what the merchant asks the platform for", "商户向平台请求什么", "order", "下单", "query", "查询", "refund", "退款")
	spoilt   = vocabulary.Choice("spoilt", "how an answer gets lost or spoilt", "应答如何丢失或损坏",
		"is cut off", "中断", "is a 502", "是 502", "is garbage", "是乱码", "carries a foreign signature", "的签名出自其他密钥", "is empty", "为空")
	forgery = vocabulary.Choice("forgery", "what is wrong with a forged notification", "伪造的通知错在哪里",
		"its signature is random", "签名是随机的", "it is signed with another key", "用其他密钥签名", "it has no signature", "没有签名",
		"its signature is that of another order", "签名属于其他订单", "its signature is no Base64", "签名不是 Base64", "its signature is empty", "签名为空",
		"its amount was changed after signing", "金额在签名后被改动", "it is signed with an empty MD5 key", "用空密钥做 MD5 签名", "it is signed with a guessed MD5 key", "用猜测的密钥做 MD5 签名",
		"it is the platform's own about a payment that waits", "由平台签发，但支付仍在等待", "it is the platform's own over another amount", "由平台签发，但金额不同",
		"it is the platform's own for another merchant", "由平台签发，但属于其他商户")
)

// callKinds are the control API's names of where faults happen.
var callKinds = map[string]string{"order": "accept", "query": "query", "refund": "refund"}

// spoilNextAnswer has the platform carry out the merchant's next request and spoil the answer to it.
func (w *world) spoilNextAnswer(ctx context.Context, kind, how string) error {
	f := api.NewFault{At: callKinds[kind]}
	switch how {
	case "is cut off":
		f.Effect = "drop-reply"
	case "is a 502":
		f.Effect, f.Value = "status", "502"
	case "is garbage":
		f.Effect = "garbage"
	case "is empty":
		f.Effect, f.Value = "garbage", "{}"
	default:
		f.Effect = "bad-signature"
	}
	return w.addFault(ctx, f)
}

// tryToNotify has the platform send a notification that it owes once more; nothing happens where it owes none.
func (w *world) tryToNotify(ctx context.Context, name string, n api.Notify) error {
	w.happens()
	o := w.orders[name]
	if o == nil || o.paybill == "" {
		return nil
	}
	stored, err := w.stored(ctx, o)
	if err != nil || stored.PaidAt == nil || n.Variant == "refund" && !slices.ContainsFunc(stored.Refunds, func(r api.Refund) bool { return r.StaRefund != "1" }) {
		return err
	}
	if _, err := w.Control.Notify(ctx, o.paybill, n); tolerate(err) != nil {
		return err
	}
	return w.settle(ctx)
}

// tryToForge sends the merchant a notification of success that it must not believe.
func (w *world) tryToForge(ctx context.Context, name, how string) error {
	w.happens()
	o := w.orders[name]
	if o == nil || o.paybill == "" {
		return nil
	}
	n, err := w.forgedAs(ctx, o, how)
	if tolerate(err) != nil {
		return err
	}
	sent, err := w.Control.Notify(ctx, o.paybill, n)
	for _, d := range sent {
		if w.forged == nil {
			w.forged = map[uint64]bool{}
		}
		w.forged[d.Notification] = true
	}
	if tolerate(err) != nil {
		return err
	}
	return w.settle(ctx)
}

// forgedSignatures are the control API's names of the wrong signatures of forged notifications.
var forgedSignatures = map[string]string{
	"its signature is random": "random", "it is signed with another key": "foreign-key", "it has no signature": "absent",
	"its signature is that of another order": "other-order", "its signature is no Base64": "not-base64", "its signature is empty": "empty",
}

// forgedAs are the changes that make a notification of success a forged one.
func (w *world) forgedAs(ctx context.Context, o *order, how string) (api.Notify, error) {
	set := func(name, value string) api.Notify { return api.Notify{Set: map[string]*string{name: &value}} }
	if signing, wrong := forgedSignatures[how]; wrong {
		return api.Notify{Sign: signing}, nil
	}
	switch how {
	case "it is the platform's own about a payment that waits":
		n := set("result_pay", "WAITING")
		n.Unset = []string{"settle_date", "bank_code"} // the platform has them only once an order is paid
		return n, nil
	case "it is the platform's own over another amount":
		if sameAmount(o.request.fields.Get("money_order"), "0.01") {
			return set("money_order", "0.02"), nil
		}
		return set("money_order", "0.01"), nil
	case "it is the platform's own for another merchant":
		return set("oid_partner", "201408071000001543"), nil
	}
	f, err := w.compose(ctx, o, api.Notify{})
	if err != nil {
		return api.Notify{}, err
	}
	switch how {
	case "it is signed with a guessed MD5 key":
		return weaklySigned(f, "MD5", "a guessed key"), nil
	case "its amount was changed after signing":
		return api.Notify{Set: map[string]*string{"money_order": new("9999.00"), "sign": new(f.Get("sign"))}}, nil
	}
	return weaklySigned(f, "MD5", "an empty key"), nil
}

// tryToReturn sends the shopper of an order back to the merchant, with the right signature or a wrong one.
func (w *world) tryToReturn(ctx context.Context, name string, signature wrongSignature) error {
	w.happens()
	o := w.orders[name]
	if o == nil || o.paybill == "" || o.returnURL() == "" && w.Driver.ReturnURL() == "" {
		return nil
	}
	stored, err := w.stored(ctx, o)
	if err != nil || signature == "" && stored.PaidAt == nil {
		return err
	}
	f, err := w.returnMessage(ctx, o, signature)
	if err != nil {
		return tolerate(err)
	}
	return w.takeBack(ctx, o, f)
}

// takeBack posts a message to the merchant as a shopper's browser does, whatever comes of it.
func (w *world) takeBack(ctx context.Context, o *order, f wire.Fields) error {
	at, err := w.journalPosition(ctx)
	if err != nil {
		return err
	}
	out, err := w.Driver.Return(ctx, o.returnURL(), o.posted(f))
	w.keep(ctx, action{position: at, title: returned(), Exchange: out.Exchange})
	return w.noteSilence(ctx, returned(), err)
}
