package contract

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/steps/harness"
)

var acknowledgementSteps = []step{
	{
		English: `the merchant acknowledges its notification`,
		Chinese: `商户确认了该通知`,
		Run:     (*world).acknowledgesFirst,
	},
	{
		English: `the merchant acknowledges each of them`,
		Chinese: `商户对每一次都作了确认`,
		Run:     (*world).acknowledgesEach,
	},
	{
		English: `the merchant acknowledges its notification in JSON`,
		Chinese: `商户以 ?JSON ?确认了该通知`,
		Run:     (*world).acknowledgesInJSON,
	},
	{
		English: `the merchant answers it with a status below 500`,
		Chinese: `商户以低于 ?500 ?的状态码应答`,
		Run:     (*world).answersBelow500,
	},
	{
		English: `the merchant has not made up that order`,
		Chinese: `商户没有凭空造出该订单`,
		Needs:   []string{sight, "order"},
		Run:     (*world).notMadeUp,
	},
}

const acknowledgement = `it must answer within 5 seconds with status 200 and {"ret_code":"0000","ret_msg":"ok"}`

// alive ends the scenario, not judged, when the merchant does not run any more: then its silence is no answer.
func (w *world) alive(ctx context.Context, d api.Delivery) error {
	if d.Verdict != "unreachable" && d.Verdict != "timeout" {
		return nil
	}
	if did := w.died(d); did != "" {
		return broken(acknowledgement, "%s", did)
	}
	if how, ended := w.Driver.Exited(); ended {
		return unjudgedf("the merchant's process has ended (%s)", how)
	}
	if w.Driver.Has("order") && w.orders[""] != nil {
		_, err := w.observe(ctx, w.orders[""].number)
		return err
	}
	_, err := w.doAnyway(ctx, "A shopper checks out, to see whether the merchant runs", func(ctx context.Context) (harness.Outcome, error) {
		return w.Driver.Checkout(ctx, ordinary)
	})
	return err
}

// died says that the merchant's process took a notification and ended instead of answering it, "" where it did not.
func (w *world) died(d api.Delivery) string {
	if d.Verdict != "unreachable" || !strings.Contains(d.Reason, "closed the connection without an answer") {
		return ""
	}
	how, ended := w.Driver.ExitedNow()
	if !ended {
		return ""
	}
	return fmt.Sprintf("the merchant's process ended (%s) instead of answering the notification of order %s", how, d.NoOrder)
}

// firstNotice is the scenario's order and the first notification of it.
func (w *world) firstNotice(ctx context.Context) (o *order, first api.Delivery, err error) {
	if o, err = w.placed(""); err != nil {
		return nil, first, err
	}
	sent, err := w.delivered(ctx, o)
	switch {
	case err != nil:
		return nil, first, err
	case len(sent) == 0:
		return nil, first, unjudgedf("no notification was sent")
	}
	return o, sent[0], nil
}

func (w *world) acknowledgesFirst(ctx context.Context) error {
	_, first, err := w.firstNotice(ctx)
	if err != nil {
		return err
	}
	return w.acknowledged(ctx, []api.Delivery{first})
}

// acknowledgesInJSON judges how an acknowledgement is written that the platform took; whether there is one is M-NTF-1.
func (w *world) acknowledgesInJSON(ctx context.Context) error {
	_, d, err := w.firstNotice(ctx)
	if err != nil {
		return err
	}
	if d.Verdict != "acknowledged" || d.Response == nil {
		return uncheckedf("the merchant did not acknowledge the notification of order %s: %s", d.NoOrder, verdictOf(d))
	}
	if len(d.Lenient) == 0 {
		return nil
	}
	wrong := make([]string, len(d.Lenient))
	for i, l := range d.Lenient {
		wrong[i] = cmp.Or(lenient[l], l)
	}
	return broken(`it must answer JSON, such as {"ret_code":"0000","ret_msg":"ok"}, because a stricter platform cannot read anything else`,
		"the merchant acknowledged the notification of order %s with %s, which is no JSON: %s", d.NoOrder, strings.Join(wrong, " and "), strings.TrimSpace(d.Response.Body))
}

// lenient says in words what the platform took in an acknowledgement though JSON does not allow it (NTF-3).
var lenient = map[string]string{"bom": "a byte order mark at the beginning", "single-quotes": "single quotes", "unquoted-names": "names without quotes"}

func (w *world) acknowledgesEach(ctx context.Context) error {
	return w.acknowledged(ctx, w.sent)
}

func (w *world) acknowledged(ctx context.Context, sent []api.Delivery) error {
	for i, d := range sent {
		if d.Verdict == "acknowledged" {
			continue
		}
		if err := w.alive(ctx, d); err != nil {
			return err
		}
		which := "the notification"
		if len(sent) > 1 {
			which = fmt.Sprintf("copy %d of the notification", i+1)
		}
		return broken(acknowledgement, "the merchant did not acknowledge %s of order %s: %s", which, d.NoOrder, verdictOf(d))
	}
	w.Memory.forget(acknowledging)
	return nil
}

func (w *world) answersBelow500(ctx context.Context) error {
	if len(w.sent) == 0 {
		return unjudgedf("no notification was sent")
	}
	d := w.sent[len(w.sent)-1]
	if err := w.alive(ctx, d); err != nil {
		return err
	}
	const should = "it must answer below 500, whatever its ret_code: a server error comes again 30 times"
	switch {
	case d.Response == nil:
		return broken(should, "the merchant did not answer a notification of an order it does not know: %s", verdictOf(d))
	case d.Response.Status >= 500:
		return broken(should, "the merchant answered a notification of an order it does not know with status %d", d.Response.Status)
	}
	return nil
}

func (w *world) notMadeUp(ctx context.Context) error {
	if err := w.prove(ctx); err != nil {
		return err
	}
	seen, err := w.observe(ctx, w.unknown)
	if seen.Exchange.Status >= 400 {
		return nil // it has no such order
	}
	if err != nil {
		return err
	}
	if w.fulfilments(seen) > 0 || is(seen.Paid) {
		return broken("it must not invent an order", "the merchant was notified of order %s, which no shopper placed, and shows it as paid: %s", w.unknown, strings.TrimSpace(seen.Exchange.ResponseBody))
	}
	return nil
}
