package contract

import (
	"context"
	"net/http"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
)

var checkoutSteps = []step{
	{English: `no two orders share a number`,
		Chinese: `各订单的订单号互不相同`,
		Run:     (*world).checkNumbersDiffer},
	{English: `the shopper is given no way to pay`,
		Chinese: `顾客没有得到支付途径`,
		Run:     (*world).checkNoWayToPay},
	{English: `the shopper is given a way to pay`,
		Chinese: `顾客得到支付途径`,
		Run:     (*world).checkWayToPay},
	{English: `the merchant still knows {order}, if it told the shopper its number`,
		Chinese: `商户若告诉过顾客订单号，就仍认得{order}`,
		Also:    []string{`商户仍认得{order}，如果它告诉过顾客订单号`},
		Needs:   []string{"order"}, Run: (*world).checkStillKnown},
}

// checkNumbersDiffer compares the numbers of the requests, and looks at checkouts without a request: a shop with a unique key refuses a
// number that is taken before it asks the platform. Status 429 and 503 say that the shop is busy, which breaks nothing.
func (w *world) checkNumbersDiffer(ctx context.Context) error {
	calls, err := w.calls(ctx, w.startPosition, creatingKinds...)
	if err != nil {
		return err
	}
	const should = "each order must have a number that no other order has"
	seen := map[string]int{}
	for _, c := range calls {
		seen[c.fields.Get("no_order")]++
	}
	orders := min(len(calls), len(w.checkouts))
	if len(seen) < orders {
		var twice []string
		for number, n := range seen {
			if n > 1 {
				twice = append(twice, number)
			}
		}
		return breachf(should, "%d orders had %d numbers between them: %s came more than once", orders, len(seen), message.List(firstFew(twice)))
	}
	failed, busy := w.failedCheckouts()
	switch {
	case orders == 0:
		return unjudgedf("none of %d checkouts sent a request to the platform", len(w.checkouts))
	case len(failed) > 0 && len(calls) < len(w.checkouts):
		return breachf(should, "%d of %d checkouts at the same time failed, the first with %s", len(failed), len(w.checkouts), describeAnswer(failed[0]))
	case orders < 2:
		return uncheckedf("%d of %d checkouts were refused because the shop was busy, so that there are no numbers to compare", busy, len(w.checkouts))
	}
	return nil
}

// failedCheckouts lists the checkouts that the shop refused, and counts those it was too busy for or did not answer.
func (w *world) failedCheckouts() (failed []harness.Outcome, busy int) {
	for _, o := range w.checkouts {
		switch {
		case o.Accepted:
		case o.Status == 0, o.Status == http.StatusTooManyRequests, o.Status == http.StatusServiceUnavailable:
			busy++
		default:
			failed = append(failed, o)
		}
	}
	return failed, busy
}

// firstFew returns the first three of a list in order.
func firstFew(list []string) []string {
	slices.Sort(list)
	return list[:min(len(list), 3)]
}

func (w *world) checkNoWayToPay(r call) error {
	o, err := w.order("")
	if err != nil {
		return err
	}
	if !o.outcome.Accepted {
		return nil
	}
	did := message.New("the platform refused with %s", r.code)
	if r.accepted() {
		did = message.New("the platform's answer carried a signature that does not verify")
	}
	return breachf("the shopper must be told clearly that it failed", "%s and the shop answered with %s, as if the order could be paid", did, describeAnswer(o.outcome))
}

func (w *world) checkWayToPay(r call) error {
	o, err := w.order("")
	if err != nil {
		return err
	}
	switch {
	case !r.accepted():
		return unjudgedf("no order was created: the platform refused the merchant's request with %s", describeCode(r))
	case !o.outcome.Accepted:
		return breachf("the shopper must be given a way to pay an order that the platform has accepted", "the platform accepted order %s and the shop answered with %s", o.number, describeAnswer(o.outcome))
	}
	return nil
}

// checkStillKnown also accepts a shop that forgets an order without a payment, where the shopper was not told its number.
func (w *world) checkStillKnown(ctx context.Context, name string) error {
	o, err := w.order(name)
	if err != nil {
		return err
	}
	if err := w.need("order"); err != nil || o.outcome.OrderNumber == "" {
		return err
	}
	seen, err := w.observe(ctx, o.number)
	if err == nil && seen.Exchange.Status >= http.StatusBadRequest {
		err = breachf("an order whose number a shopper was told must be there, so that it can be paid or asked about later",
			"the platform refused with %s, the shop answered with %s, and then it does not know order %s: status %d", o.request.code, describeAnswer(o.outcome), o.number, seen.Exchange.Status)
	}
	return err
}
