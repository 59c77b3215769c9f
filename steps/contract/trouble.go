package contract

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
)

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
		Chinese: `下一个订单的通知先于应答送达`,
		Run:     (*world).notifyBeforeAnswer},
	{English: `the answer to the next order {loss}`,
		Chinese: `下一个订单的应答{loss}`,
		Run:     (*world).loseAnswer},
	{English: `the first {int} notification(s) of {order} {deliveryloss}`,
		Chinese: `{order}的前 {int} 次通知{deliveryloss}`,
		Run:     (*world).loseNotifications},
}

// forEver is the number of times of a fault that never ends.
var forEver = 0

func (w *world) addFault(ctx context.Context, f api.NewFault) error {
	_, err := w.Control.AddFault(ctx, f)
	return err
}

func (w *world) refuseQueries(ctx context.Context, o *order, code string) error {
	for _, by := range []map[string]string{{"no_order": o.number}, {"oid_paybill": o.paybill}} {
		if err := w.addFault(ctx, api.NewFault{At: "query", Match: by, Effect: "code", Value: api.Value(code), Times: &forEver}); err != nil {
			return err
		}
	}
	return nil
}

// layOutAnswers has the platform answer orders in another form, signed correctly. At the Redirect API the answer is a page.
func (w *world) layOutAnswers(ctx context.Context, look string) error {
	if w.Driver.Has("redirect") {
		return errDirectOnly
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
		f.Value = api.Value(layouts[look])
	}
	return w.addFault(ctx, f)
}

func (w *world) notifyBeforeAnswer(ctx context.Context) error {
	if err := w.requireAcknowledging(); err != nil {
		return err
	}
	return w.addFault(ctx, api.NewFault{At: "accept", Effect: "before-reply"})
}

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
		if err := w.need("http_timeout"); err != nil {
			return err
		}
		f.Effect, f.Value = "delay", api.Value((w.Driver.File().HTTPTimeout + time.Second).String())
	}
	return w.addFault(ctx, f)
}

// loseNotifications has the platform fail to deliver the first notifications, as in an outage of the merchant.
func (w *world) loseNotifications(ctx context.Context, n int, o *order, how string) error {
	f := api.NewFault{At: "notify", Match: map[string]string{"no_order": o.number}, Times: &n}
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
