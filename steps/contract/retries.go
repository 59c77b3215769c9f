package contract

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var retrySteps = []step{
	{English: `the merchant has asked for the same order again, or still offers it`,
		Chinese: `商户再次提交同一订单，或原订单仍可支付`,
		Also:    []string{`商户再次请求同一订单，或仍可支付原订单`},
		Run:     (*world).checkSameOrderOrOffered},
	{English: `the merchant has asked for no other order`,
		Chinese: `商户没有提交其他订单`,
		Also:    []string{`商户没有请求其他订单`},
		Run:     (*world).checkSameOrderOrOffered},
	{English: `the merchant finds {order} paid and charges no more`,
		Chinese: `商户发现{order} 已支付，不再收款`,
		Run:     (*world).checkNotChargedAgain},
	{English: `{order} has ended, or a new one with a new number was asked for`,
		Chinese: `{order} 已结束，或以新订单号另下了一单`,
		Run:     (*world).checkEndedOrNew},
}

// requireSameOrder returns the merchant's requests for orders, and a breach where they are not all for one order.
func (w *world) requireSameOrder(ctx context.Context) ([]call, error) {
	calls, err := w.calls(ctx, w.startPosition, creatingKinds...)
	if err != nil {
		return nil, err
	}
	if len(calls) == 0 {
		return nil, unjudgedf("no request for an order came to the platform")
	}
	first := calls[0].fields
	const should = "it must ask for the same order: same merchant number, order number, date and amount"
	for _, c := range calls[1:] {
		for _, name := range []string{"oid_partner", "no_order"} {
			if got := c.fields.Get(name); got != first.Get(name) {
				return nil, inRequest(c, breachf(should, "the merchant asked for an order with %s %s and then for one with %s %s: a second order", name, first.Get(name), name, got))
			}
		}
		if businessDate(c.fields) != businessDate(first) {
			return nil, inRequest(c, breachf(should, "the merchant asked for order %s with the date %s and then with the date %s: a second order", first.Get("no_order"), businessDate(first), businessDate(c.fields)))
		}
		if !sameAmount(c.fields.Get("money_order"), first.Get("money_order")) {
			return nil, inRequest(c, breachf(should, "the merchant asked for order %s over %s yuan and then over %s", first.Get("no_order"), first.Get("money_order"), c.fields.Get("money_order")))
		}
	}
	return calls, nil
}

// businessDate is the date of a request's dt_order.
func businessDate(f wire.Fields) string {
	d := f.Get("dt_order")
	return d[:min(8, len(d))]
}

func sameAmount(a, b string) bool {
	x, errA := wire.ParseAmount(a)
	y, errB := wire.ParseAmount(b)
	return a == b || errA == nil && errB == nil && x == y
}

// checkSameOrderOrOffered also accepts that no second request came, where the shopper can still pay or sees the order paid.
func (w *world) checkSameOrderOrOffered(ctx context.Context) error {
	calls, err := w.requireSameOrder(ctx)
	if err != nil || len(calls) > 1 || !w.paidAgain || w.payAgainOutcome.Accepted {
		return err
	}
	o, err := w.order("")
	if err != nil {
		return err
	}
	if stored, err := w.stored(ctx, o); err != nil || stored.ResultPay == "PROCESSING" {
		return err // nobody can pay now
	}
	if paid, err := w.showsPaid(ctx, o); paid || err != nil {
		return err
	}
	return breachf("it must ask for the same order again, or let the shopper pay the first one", "the merchant asked for nothing and gave the shopper no way to pay order %s; it answered with %s", o.number, describeAnswer(w.payAgainOutcome))
}

// showsPaid tells whether the merchant shows an order as paid; false where the merchant file does not tell how to see it.
func (w *world) showsPaid(ctx context.Context, o *order) (bool, error) {
	if w.needPaymentVisible() != nil {
		return false, nil
	}
	seen, err := w.observe(ctx, o.number)
	return w.fulfilments(seen) > 0 || isTrue(seen.Paid), err
}

func (w *world) checkNotChargedAgain(ctx context.Context, o *order) error {
	calls, err := w.requireSameOrder(ctx)
	if err != nil {
		return err
	}
	paid := false
	if w.needPaymentVisible() == nil {
		if paid, err = w.wait(ctx, func() (bool, error) { return w.showsPaid(ctx, o) }); err != nil {
			return err
		}
	}
	asked, err := w.queriesAbout(ctx, o)
	switch {
	case err != nil:
		return err
	case len(calls) == 1 && (paid || w.payAgainOutcome.Accepted):
		return nil // the first order is as it was: nothing can be charged twice
	case len(asked) == 0:
		return inRequest(calls[len(calls)-1], breachf("it must ask the platform how the order stands", "the platform answered the second payment of order %s with %s and the merchant asked nothing", o.number, calls[len(calls)-1].code))
	case w.needPaymentVisible() == nil && !paid:
		return breachf("it must take the order for paid, as the platform's answer to a query says", "the merchant was told 2007 for order %s and does not take it for paid", o.number)
	}
	return nil
}

func (w *world) checkEndedOrNew(ctx context.Context, o *order) error {
	const should = "the order must end, or a new one with a new number be asked for"
	again, other, err := w.laterRequests(ctx, o)
	if err != nil || other {
		return err
	}
	if w.Driver.Has("closed") {
		ended, err := w.wait(ctx, func() (bool, error) {
			seen, err := w.observe(ctx, o.number)
			return isTrue(seen.Closed), err
		})
		if err == nil && !ended {
			err = breachf(should, "the validity of order %s has run out and the merchant still shows it as open", o.number)
		}
		return err
	}
	if err := w.payAgain(ctx, o.number); err != nil {
		return err
	}
	once, other, err := w.laterRequests(ctx, o)
	if err == nil && !other && once > again {
		err = breachf(should, "the platform answered 2006 for order %s and the merchant asked for it again", o.number)
	}
	return err
}

// laterRequests counts the requests for an order after the first one, and tells whether the merchant asked for another number.
func (w *world) laterRequests(ctx context.Context, o *order) (again int, other bool, err error) {
	calls, err := w.calls(ctx, o.request.id, creatingKinds...)
	for _, c := range calls {
		if c.fields.Get("no_order") == o.number {
			again++
		} else {
			other = true
		}
	}
	return again, other, err
}

func describeCode(c call) message.Message { return message.New("%s (%s)", c.code, c.reason) }
