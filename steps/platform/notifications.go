package platform

import (
	"context"
	"errors"
	"strings"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

var notificationSteps = []step{
	{English: `the merchant acknowledges notifications`,
		Chinese: `商户确认通知`,
		Run:     func(w *world) error { return w.answers(acknowledgement) }},
	{English: `the merchant answers notifications with status {int} and the body: {text}`,
		Chinese: `商户以状态码 {int} 应答通知，应答内容：{text}`,
		Run: func(w *world, status int, body string) error {
			return w.answers(answer{status: status, body: strings.TrimPrefix(body, empty)})
		}},
	{English: `the merchant answers the next {int} notification(s) with status {int}`,
		Chinese: `商户对接下来的 {int} 次通知以状态码 {int} 应答`,
		Run:     (*world).answerNextWith},
	{English: `the merchant answers notifications with an acknowledgement of {int} bytes`,
		Chinese: `商户用 {int} 字节的应答确认通知`,
		Run:     (*world).answerLong},
	{English: `the merchant never answers notifications`,
		Chinese: `商户一直不应答通知`,
		Run:     func(w *world) error { return w.answers(answer{hang: true}) }},
	{English: `the merchant closes the connection of notifications`,
		Chinese: `商户收到通知就断开连接`,
		Run:     func(w *world) error { return w.answers(answer{cut: true}) }},
	{English: `the merchant redirects notifications with status {int}`,
		Chinese: `商户以状态码 {int} 重定向通知`,
		Run: func(w *world, status int) error {
			return w.answers(answer{status: status, body: acknowledgement.body, location: w.receiver.URL + "/elsewhere"})
		}},
	{English: `the operator sends the notification of {order} again`,
		Chinese: `操作员重发{order} 的通知`,
		Run:     (*world).notify},
	{English: `the operator sends the notification of {order} again with:`,
		Chinese: `操作员重发{order} 的通知，其中：`,
		Run:     (*world).notify},
	{English: `the deliveries of {order} are:`,
		Chinese: `{order} 的通知发送记录为：`,
		Run:     (*world).checkDeliveries},
	{English: `the first and the last delivery of {order} are:`,
		Chinese: `{order} 首次和末次通知的发送记录为：`,
		Run:     (*world).checkFirstAndLastDelivery},
}

// answers sets what the merchant answers to the next notifications and to those after, where no merchant's program does that.
func (w *world) answers(then answer, next ...answer) error {
	if w.merchant {
		return errors.New("the merchant's program answers notifications itself: this step is for scenarios without a merchant file")
	}
	w.receiver.answers(then, next...)
	return nil
}

func (w *world) answerNextWith(n, status int) error {
	next := make([]answer, n)
	for i := range next {
		next[i] = answer{status: status}
	}
	return w.answers(acknowledgement, next...)
}

func (w *world) answerLong(bytes int) error {
	blanks := strings.Repeat(" ", bytes-len(acknowledgement.body))
	return w.answers(answer{status: 200, body: strings.TrimSuffix(acknowledgement.body, "}") + blanks + "}"})
}

func (w *world) notify(ctx context.Context, o placedOrder, n api.Notify) error {
	_, err := w.control.Notify(ctx, o.oidPaybill, n)
	return err
}

// deliveries lists the attempts to deliver an order's notifications once all that are due were made.
func (w *world) deliveries(ctx context.Context, o placedOrder) ([]api.Delivery, error) {
	if err := w.settle(ctx); err != nil {
		return nil, err
	}
	list, err := w.control.Notifications(ctx, client.DeliveryFilter{OidPaybill: o.oidPaybill})
	return list.Notifications, err
}

func (w *world) checkDeliveries(ctx context.Context, o placedOrder, t *godog.Table) error {
	all, err := w.deliveries(ctx, o)
	if err != nil {
		return err
	}
	return checkRows(w, "deliveries", all, t)
}

func (w *world) checkFirstAndLastDelivery(ctx context.Context, o placedOrder, t *godog.Table) error {
	all, err := w.deliveries(ctx, o)
	if err != nil {
		return err
	}
	if len(all) > 2 {
		all = []api.Delivery{all[0], all[len(all)-1]}
	}
	return checkRows(w, "ends of the deliveries", all, t)
}
