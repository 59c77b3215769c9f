package contract

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
)

var troubleSteps = []step{
	{English: `the platform refuses orders with (\d{4})`,
		Chinese: `平台以 ?(\d{4}) ?拒绝下单`,
		Run: func(w *world, ctx context.Context, code string) error {
			return w.addFault(ctx, api.NewFault{At: "accept", Effect: "code", Value: api.Value(code), Times: &forEver})
		}},
	{English: `the platform refuses queries about the order with (\d{4})`,
		Chinese: `平台以 ?(\d{4}) ?拒绝查询订单`,
		Run:     (*world).refuseQueries},
	{English: `the platform's answers to orders carry a foreign signature`,
		Chinese: `平台对下单的应答带着其他密钥的签名`,
		Run: func(w *world, ctx context.Context) error {
			return w.addFault(ctx, api.NewFault{At: "accept", Effect: "bad-signature", Times: &forEver})
		}},
	{English: `the platform's answers to orders come (with a new field|without info_order|with an empty info_order|with null for info_order|with keys in another order|with blanks and line breaks|with \\uXXXX escapes|with \\/ escapes)`,
		Chinese: `平台对下单的应答 ?(带有新字段|缺少 ?info_order|的 ?info_order ?为空|的 ?info_order ?为 ?null|(?:字段|键的)顺序不同|带空格和换行|用 ?\\uXXXX ?转义|用 ?\\/ ?转义)`,
		Words:   layoutWords,
		Run:     (*world).layOutAnswers},
	{English: `the notification of the next order comes before the answer`,
		Chinese: `下一个订单的通知先于应答送达`,
		Run:     (*world).notifyBeforeAnswer},
	{English: `the answer to the next order (is cut off after acceptance|comes after the read timeout|is a 502|is garbage)`,
		Chinese: `下一个订单的应答(在受理后中断|在读取超时后才到|是 ?502|是乱码)`,
		Words:   words{"在受理后中断": "is cut off after acceptance", "在读取超时后才到": "comes after the read timeout", "是502": "is a 502", "是乱码": "is garbage"},
		Run:     (*world).loseAnswer},
	{English: `the first (\d+) notifications of the order (find no connection|end with status 500|get no answer in time)`,
		Chinese: `订单的前 ?(\d+) ?次通知(连接失败|以状态码 ?500 ?结束|没有及时得到应答)`,
		Words:   words{"连接失败": "find no connection", "以状态码500结束": "end with status 500", "没有及时得到应答": "get no answer in time"},
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
func (w *world) loseNotifications(ctx context.Context, o *order, n int, how string) error {
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
