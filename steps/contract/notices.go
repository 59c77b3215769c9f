package contract

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/harness"
)

func (w *world) noticeSteps() []definition {
	return []definition{
		{`the notification of the order comes (\d+) times in a row`, w.comesInARow},
		{`the notification of the order comes (\d+) times at the same instant`, w.comesAtOnce},
		{`the notification of the order comes once more`, w.comesOnceMore},
		{`the notification of the order comes (as text/json|with keys in another order|with blanks and line breaks|with \\uXXXX escapes|with \\/ escapes)`, w.comesLaidOut},
		{`the platform signs and sends a notification of the order with:`, w.comesWith},
		{`the platform signs and sends a notification of an order that the merchant does not know`, w.comesUnknown},
		{`the notification of that refund comes to the payment's notify_url`, w.refundNoticeComes},
		{`the notification of that other order comes`, w.twinNoticeComes},
		{`the merchant acknowledges its notification`, w.acknowledgesFirst},
		{`the merchant acknowledges each of them`, w.acknowledgesEach},
		{`the merchant acknowledges its notification in JSON`, w.acknowledgesInJSON},
		{`the merchant answers it with a status below 500`, w.answersBelow500},
		{`the merchant has not made up that order`, w.notMadeUp},
	}
}

// delivered lists the attempts to notify the merchant of an order, without what was only composed.
func (w *world) delivered(ctx context.Context, o *order) ([]api.Delivery, error) {
	list, err := w.Control.Notifications(ctx, client.DeliveryFilter{OidPaybill: o.paybill, Page: client.Page{Limit: 1000}})
	return slices.DeleteFunc(list.Notifications, func(d api.Delivery) bool { return d.URL == nowhere }), err
}

// notify has the platform send a notification of an order now.
func (w *world) notify(ctx context.Context, name string, n api.Notify) error {
	o, err := w.placed(name)
	if err == nil {
		err = w.heard()
	}
	if err != nil {
		return err
	}
	w.sent, err = w.Control.Notify(ctx, o.paybill, n)
	return err
}

func (w *world) comesInARow(ctx context.Context, copies int) error {
	return w.notify(ctx, "", api.Notify{Copies: copies})
}

func (w *world) comesAtOnce(ctx context.Context, copies int) error {
	return w.atOnce(ctx, fmt.Sprintf("%d notifications at the same instant", copies), func(uint64) error {
		return w.notify(ctx, "", api.Notify{Copies: copies, Parallel: true})
	})
}

func (w *world) comesOnceMore(ctx context.Context) error {
	return w.notify(ctx, "", api.Notify{})
}

// layouts are the control API's names of the forms of a message.
var layouts = map[string]string{
	"as text/json": "same", "with keys in another order": "reordered", "with blanks and line breaks": "whitespace",
	`with \uXXXX escapes`: "unicode-escaped", `with \/ escapes`: "slash-escaped",
}

func (w *world) comesLaidOut(ctx context.Context, layout string) error {
	return w.notify(ctx, "", api.Notify{Variant: layouts[layout]})
}

// changed reads a table of fields and values: (absent), (empty), (null) or a text.
func changed(t *godog.Table) (api.Notify, error) {
	n := api.Notify{Set: map[string]*string{}}
	for _, row := range t.Rows {
		if len(row.Cells) != 2 {
			return n, fmt.Errorf("a row of %d cells says nothing about a field: write its name and its value", len(row.Cells))
		}
		name, value := row.Cells[0].Value, row.Cells[1].Value
		switch value {
		case "(absent)":
			n.Unset = append(n.Unset, name)
			continue
		case "(null)":
			n.Set[name] = nil
			continue
		case "(empty)":
			value = ""
		}
		n.Set[name] = &value
	}
	return n, nil
}

func (w *world) comesWith(ctx context.Context, t *godog.Table) error {
	n, err := changed(t)
	if err != nil {
		return err
	}
	return w.notify(ctx, "", n)
}

func (w *world) comesUnknown(ctx context.Context) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	w.unknown = "9" + o.paybill
	other := o.paybill[:8] + "99999999"
	return w.notify(ctx, "", api.Notify{Set: map[string]*string{"no_order": &w.unknown, "oid_paybill": &other}})
}

func (w *world) refundNoticeComes(ctx context.Context) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	return w.notify(ctx, "", api.Notify{Variant: "refund", URL: o.notifyURL()})
}

// twinNoticeComes pays the order of the same number and another date, and has its notification come to the merchant.
func (w *world) twinNoticeComes(ctx context.Context) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	list, err := w.Control.Orders(ctx, client.OrderFilter{NoOrder: o.number, OidPartner: w.Platform.Merchant.OidPartner})
	if err != nil {
		return err
	}
	for _, other := range list.Orders {
		if other.OidPaybill == o.paybill {
			continue
		}
		if _, err := w.Control.Pay(ctx, other.OidPaybill, api.Pay{Outcome: "success", Notify: &silently}); err != nil {
			return err
		}
		w.sent, err = w.Control.Notify(ctx, other.OidPaybill, api.Notify{URL: o.notifyURL()})
		return err
	}
	return uncheckedf("the platform has no other order with the number %s", o.number)
}

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

const acknowledgement = `it must answer within 5 seconds with status 200 and {"ret_code":"0000","ret_msg":"ok"}`

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
