package contract

import (
	"context"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
)

var acknowledgementSteps = []step{
	{English: `the merchant acknowledges its notification`,
		Chinese: `商户确认了该通知`,
		Run:     (*world).checkAcknowledged},
	{English: `the merchant acknowledges each of them`,
		Chinese: `商户对每一次都作了确认`,
		Run:     func(w *world, ctx context.Context) error { return w.requireAcknowledged(ctx, w.sent...) }},
	{English: `the merchant acknowledges its notification in JSON`,
		Chinese: `商户以 JSON 确认了该通知`,
		Run:     (*world).checkAcknowledgedInJSON},
	{English: `the merchant answers it with a status below 500`,
		Chinese: `商户以低于 500 的状态码应答`,
		Run:     (*world).checkAnsweredBelow500},
	{English: `the merchant has not made up that order`,
		Chinese: `商户没有凭空造出该订单`,
		Needs:   []string{paymentVisible, "order"}, Run: (*world).checkNotInvented},
}

const acknowledgement = `it must answer within 5 seconds with status 200 and {"ret_code":"0000","ret_msg":"ok"}`

// requireAlive returns an error where a delivery got no answer because the merchant does not run any more: a breach where its process ended
// at this notification, not judged where it ended otherwise.
func (w *world) requireAlive(ctx context.Context, d api.Delivery) error {
	if d.Verdict != "unreachable" && d.Verdict != "timeout" {
		return nil
	}
	if did := w.diedInsteadOfAnswering(d); !did.IsZero() {
		return inDelivery(d, breachf(acknowledgement, "%s", did))
	}
	if how, ended := w.Driver.Exited(); ended {
		return unjudgedf("the merchant's process has ended (%s)", how)
	}
	if o, err := w.order(""); w.Driver.Has("order") && err == nil {
		_, err := w.observe(ctx, o.number)
		return err
	}
	_, err := w.actAnyTime(ctx, message.New("A shopper checks out, to see whether the merchant runs"), "checkout", w.chosen(ordinaryCheckout))
	return err
}

// diedInsteadOfAnswering says that the merchant's process ended while it had a notification to answer, nothing where it did not.
func (w *world) diedInsteadOfAnswering(d api.Delivery) (did message.Message) {
	if d.Verdict != "unreachable" || !isClosed(d.Reason) {
		return did
	}
	how, ended := w.Driver.ExitedNow()
	if !ended {
		return did
	}
	return message.New("the merchant's process ended (%s) instead of answering the notification of order %s", how, d.NoOrder)
}

// closed is the platform's reason where a merchant closes the connection without an answer.
const closed message.Text = "the merchant closed the connection without an answer"

func isClosed(reason string) bool {
	return strings.Contains(reason, closed.In(message.English)) || strings.Contains(reason, closed.In(message.Chinese))
}

// firstNotification returns the first attempt to notify the merchant of an order.
func (w *world) firstNotification(ctx context.Context, o *order) (api.Delivery, error) {
	sent, err := w.deliveries(ctx, o)
	switch {
	case err != nil:
		return api.Delivery{}, err
	case len(sent) == 0:
		return api.Delivery{}, unjudgedf("no notification was sent")
	}
	return sent[0], nil
}

func (w *world) checkAcknowledged(ctx context.Context, o *order) error {
	first, err := w.firstNotification(ctx, o)
	if err != nil {
		return err
	}
	return w.requireAcknowledged(ctx, first)
}

// checkAcknowledgedInJSON judges the syntax of an acknowledgement that the platform accepted (M-NTF-23); whether there is one is M-NTF-1.
func (w *world) checkAcknowledgedInJSON(ctx context.Context, o *order) error {
	d, err := w.firstNotification(ctx, o)
	if err != nil {
		return err
	}
	if d.Verdict != "acknowledged" || d.Response == nil {
		return uncheckedf("the merchant did not acknowledge the notification of order %s: %s", d.NoOrder, describeDelivery(d))
	}
	if len(d.Lenient) == 0 {
		return nil
	}
	var names []message.Message
	for _, l := range d.Lenient {
		if text, known := leniencies[l]; known {
			names = append(names, message.New(text))
		} else {
			names = append(names, message.As(l))
		}
	}
	return inDelivery(d, breachf(`it must answer JSON, such as {"ret_code":"0000","ret_msg":"ok"}, because a stricter platform cannot read anything else`,
		"the merchant acknowledged the notification of order %s with %s, which is no JSON: %s", d.NoOrder, message.Join("%s and %s", names...), strings.TrimSpace(d.Response.Body)))
}

// leniencies says in words what the platform accepts in an acknowledgement though it is no JSON (NTF-3).
var leniencies = map[string]message.Text{"bom": "a byte order mark at the beginning", "single-quotes": "single quotes", "unquoted-names": "names without quotes"}

func (w *world) requireAcknowledged(ctx context.Context, sent ...api.Delivery) error {
	for i, d := range sent {
		if d.Verdict == "acknowledged" {
			continue
		}
		if err := w.requireAlive(ctx, d); err != nil {
			return err
		}
		which := message.New("the notification")
		if len(sent) > 1 {
			which = message.New("copy %d of the notification", i+1)
		}
		return inDelivery(d, breachf(acknowledgement, "the merchant did not acknowledge %s of order %s: %s", which, d.NoOrder, describeDelivery(d)))
	}
	w.Memory.forget(acknowledging)
	return nil
}

func (w *world) checkAnsweredBelow500(ctx context.Context) error {
	if len(w.sent) == 0 {
		return unjudgedf("no notification was sent")
	}
	d := w.sent[len(w.sent)-1]
	if err := w.requireAlive(ctx, d); err != nil {
		return err
	}
	const should = "it must answer below 500, whatever its ret_code: a server error comes again 30 times"
	switch {
	case d.Response == nil:
		return inDelivery(d, breachf(should, "the merchant did not answer a notification of an order it does not know: %s", describeDelivery(d)))
	case d.Response.Status >= 500:
		return inDelivery(d, breachf(should, "the merchant answered a notification of an order it does not know with status %d", d.Response.Status))
	}
	return nil
}

func (w *world) checkNotInvented(ctx context.Context) error {
	if err := w.prove(ctx); err != nil {
		return err
	}
	seen, err := w.observe(ctx, w.unknownNumber)
	if seen.Exchange.Status >= 400 {
		return nil // it has no such order
	}
	if err != nil {
		return err
	}
	if w.fulfilments(seen) > 0 || isTrue(seen.Paid) {
		return breachf("it must not invent an order", "the merchant was notified of order %s, which no shopper placed, and shows it as paid: %s", w.unknownNumber, strings.TrimSpace(seen.Exchange.ResponseBody))
	}
	return nil
}
