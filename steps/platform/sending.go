package platform

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// sendingSteps have the platform send notifications, beside those that it owes.
var sendingSteps = []step{
	{English: `the notification of {order} comes once more`,
		Chinese: `{order} 的通知再次送达`,
		Tried: []string{
			`the platform sends the notification again`, `the notification of {order} is sent again`,
			`平台再次通知商户`, `平台重复发送通知`, `平台重新发送通知`, `重发通知`,
		},
		Also: []string{`the operator sends the notification of {order} again`, `操作员重发{order} 的通知`},
		Run:  (*world).notify},
	{English: `the notification of {order} comes {int} times in a row`,
		Chinese: `{order} 的通知连续送达 {int} 次`,
		Tried:   []string{`the notification arrives/comes {int} times`, `the notification of the order is sent {int} times`, `通知送达{int}次`, `重复通知{int}次`},
		Run: func(w *world, ctx context.Context, o placedOrder, copies int) error {
			return w.notify(ctx, o, api.Notify{Copies: copies})
		}},
	{English: `the notification of {order} comes {int} times at the same instant`,
		Chinese: `{order} 的通知同时送达 {int} 次`,
		Run: func(w *world, ctx context.Context, o placedOrder, copies int) error {
			return w.notify(ctx, o, api.Notify{Copies: copies, Parallel: true})
		}},
	{English: `the notification of {order} comes {messageform}`,
		Chinese: `{order} 的通知送达，{messageform}`,
		Run: func(w *world, ctx context.Context, o placedOrder, layout string) error {
			return w.notify(ctx, o, api.Notify{Variant: layouts[layout]})
		}},
	{English: `the platform signs and sends a notification of {order} with:`,
		Chinese: `平台签名并发出{order} 的通知，其中：`,
		Run: func(w *world, ctx context.Context, o placedOrder, fields []cell) error {
			return w.notify(ctx, o, changedBy(fields))
		}},
	{English: `the operator sends the notification of {order} again with:`,
		Chinese: `操作员重发{order} 的通知，其中：`,
		Run:     (*world).notify},
	{English: `delivery {int} of {order} is sent once more as it was`,
		Chinese: `{order} 的第 {int} 次通知发送原样重发`,
		Run:     (*world).resend},
	{English: `the platform repeats the notification {int} time(s)`,
		Chinese: `平台重发通知 {int} 次`,
		Run: func(w *world, ctx context.Context, times int) error {
			return w.advanceBy(ctx, time.Duration(times)*RetryInterval)
		}},
}

// RetryInterval is the time between two attempts of a notification (NTF-2).
const RetryInterval = 2 * time.Minute

var messageForm = vocabulary.Choice("messageform", "another form of the same message", "同一报文的另一种写法", messageForms...)

var messageForms = []string{
	"as text/json", "类型为 text/json", "with keys in another order", "字段顺序不同", "with keys in another order", "键的顺序不同",
	"with blanks and line breaks", "带空格和换行", `with \uXXXX escapes`, `用 \uXXXX 转义`, `with \/ escapes`, `用 \/ 转义`,
}

// layouts are the control API's names of the forms of a message.
var layouts = map[string]string{
	"as text/json": "same", "with keys in another order": "reordered", "with blanks and line breaks": "whitespace",
	`with \uXXXX escapes`: "unicode-escaped", `with \/ escapes`: "slash-escaped",
}

// null is a value of a table that stands for JSON null.
const null = "(null)"

// changedBy changes fields of a notification before it is signed.
func changedBy(fields []cell) api.Notify {
	n := api.Notify{Set: map[string]*string{}}
	for _, f := range fields {
		switch f.value {
		case absent:
			n.Unset = append(n.Unset, f.name)
		case null:
			n.Set[f.name] = nil
		default:
			n.Set[f.name] = &f.value
		}
	}
	return n
}

// resend has the platform send one of an order's deliveries again to the byte. They count from 1, in the order in which they are listed.
func (w *world) resend(ctx context.Context, number int, o placedOrder) error {
	all, err := w.deliveries(ctx, o)
	if err != nil {
		return err
	}
	if number < 1 || number > len(all) {
		return vocabulary.Mistakef("write one of those that there are", "%s has no delivery %d: it has %d", o.told(), number, len(all))
	}
	id, n := all[number-1].Notification, 0 // n counts the deliveries of the one notification
	for _, d := range all[:number] {
		if d.Notification == id {
			n++
		}
	}
	_, err = w.control.Resend(ctx, id, n)
	return err
}

// notify has the platform send a notification of an order now.
func (w *world) notify(ctx context.Context, o placedOrder, n api.Notify) error {
	together := 1
	if n.Parallel {
		together = n.Copies
	}
	return w.stage.Sending(ctx, together, func() ([]api.Delivery, error) { return w.control.Notify(ctx, o.oidPaybill, n) })
}
