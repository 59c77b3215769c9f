package platform

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
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
	{English: `the merchant answers the next notifications with:`,
		Chinese: `商户对接下来的通知依次应答：`,
		Run:     (*world).answerByScript},
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
		return message.Errorf("the merchant's program answers notifications itself: this step is for scenarios without a merchant file")
	}
	for _, a := range append(next, then) {
		if !a.hang && !a.cut && (a.status < 200 || a.status > 599) {
			return vocabulary.Mistakef("write one from 200 to 599", "%d is no status of an answer", a.status)
		}
	}
	w.receiver.answers(then, next...)
	return nil
}

func (w *world) answerNextWith(n, status int) error {
	if err := checkMany(n); err != nil {
		return err
	}
	next := make([]answer, n)
	for i := range next {
		next[i] = answer{status: status}
	}
	return w.answers(acknowledgement, next...)
}

// answerByScript sets the answers to the next notifications by a table whose first row names the columns. All after them are acknowledged.
func (w *world) answerByScript(t *godog.Table) error {
	var next []answer
	for i, row := range t.Rows[1:] {
		times, a := 1, answer{status: http.StatusOK}
		for j, c := range row.Cells {
			value, err := w.value(c.Value)
			if err != nil {
				return err
			}
			if err := a.set(t.Rows[0].Cells[j].Value, string(value), &times); err != nil {
				return message.Errorf("row %d: %w", i+2, err)
			}
		}
		next = append(next, slices.Repeat([]answer{a}, times)...)
	}
	return w.answers(acknowledgement, next...)
}

// set sets what a column of a script says. A status of never or closed is no answer.
func (a *answer) set(column, value string, times *int) (err error) {
	switch column {
	case "times":
		if *times, err = strconv.Atoi(value); err != nil || *times < 0 {
			return message.Errorf("times is %q; write a number", value)
		}
	case "status":
		if a.hang, a.cut = value == "never", value == "closed"; a.hang || a.cut {
			return nil
		}
		if a.status, err = strconv.Atoi(value); err != nil {
			return message.Errorf("status is %q; write one such as 500, or never, or closed", value)
		}
	case "body":
		a.body = value
	case "number":
		a.number = value
	default:
		return message.Errorf("there is no column %s; write times, status, body, or number for the order or refund that is notified", column)
	}
	return nil
}

func (w *world) answerLong(bytes int) error {
	blanks := strings.Repeat(" ", bytes-len(acknowledgement.body))
	return w.answers(answer{status: 200, body: strings.TrimSuffix(acknowledgement.body, "}") + blanks + "}"})
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
