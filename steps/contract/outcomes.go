package contract

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var outcomeSteps = []step{
	{English: `{order} is fulfilled`,
		Chinese: `{order} 已发货`,
		Tried:   []string{`{order} is shipped`, `the merchant ships the goods`, `the merchant fulfils {order}`, `{order}发货`, `商户发货`, `商户已发货`},
		Needs:   []string{paymentVisible}, Run: (*world).checkFulfilled},
	{English: `{order} is fulfilled once`,
		Chinese: `{order} 只发货一次`,
		Tried:   []string{`{order} is shipped once`, `the merchant ships once`, `the goods are shipped once`, `{order}只发货一次`, `商户只发货一次`, `没有重复发货`},
		Needs:   []string{"fulfilments"}, Run: (*world).checkFulfilledOnce},
	{English: `nothing is fulfilled for {order}`,
		Chinese: `{order} 没有发货`,
		Tried:   []string{`{order} is not shipped`, `the merchant does not ship`, `商户没有发货`, `商户未发货`},
		Needs:   []string{paymentVisible}, Run: (*world).checkNothingFulfilled},
	{English: `{order} is still open`,
		Chinese: `{order} 仍未结束`,
		Needs:   []string{"closed"}, Run: (*world).checkStillOpen},
}

// awaitFulfilled waits until the merchant shows an order as fulfilled, as long as it is given time.
func (w *world) awaitFulfilled(ctx context.Context, o *order) (bool, error) {
	return w.wait(ctx, func() (bool, error) { return w.isFulfilled(ctx, o) })
}

// isFulfilled tells whether the merchant shows an order as fulfilled now.
func (w *world) isFulfilled(ctx context.Context, o *order) (bool, error) {
	seen, err := w.observe(ctx, o.number)
	return w.fulfilments(seen) > 0, err
}

func (w *world) checkFulfilled(ctx context.Context, o *order) error {
	if err := w.needPaymentVisible(); err != nil {
		return err
	}
	fulfilled, err := w.awaitFulfilled(ctx, o)
	if err == nil && !fulfilled {
		err = breachf("it must fulfil the order, which is paid", "the merchant did not fulfil order %s%s", o.number, w.describeReaction(ctx, o))
	}
	return err
}

func (w *world) checkFulfilledOnce(ctx context.Context, o *order) error {
	if err := w.need("fulfilments"); err != nil {
		return err
	}
	if err := w.checkFulfilled(ctx, o); err != nil {
		return err
	}
	if err := w.prove(ctx); err != nil {
		return err
	}
	seen, err := w.observe(ctx, o.number)
	if n := w.fulfilments(seen); err == nil && n != 1 {
		err = breachf("it must fulfil it once, however often it hears of it", "the merchant fulfilled order %s %d times", o.number, n)
	}
	return err
}

// describeReaction says how the merchant answered the newest notification of an order, or that it asked nothing about it.
func (w *world) describeReaction(ctx context.Context, o *order) message.Message {
	if sent, err := w.deliveries(ctx, o); err == nil && len(sent) > 0 {
		return message.New(", and its answer to the notification was: %s", describeDelivery(sent[len(sent)-1]))
	}
	if asked, err := w.queriesAbout(ctx, o); err == nil && len(asked) == 0 {
		return message.New(", and it asked the platform nothing about it")
	}
	return message.Message{}
}

func describeDelivery(d api.Delivery) message.Message {
	if d.Reason != "" {
		return message.New("%s (%s)", message.Word(d.Verdict), d.Reason)
	}
	return message.New("%s", message.Word(d.Verdict))
}

// requireAcknowledging returns an error where the merchant answers no notification in time, since then none can be looked at.
func (w *world) requireAcknowledging() error {
	return w.Memory.brokenFoundation(w.obligations, acknowledging)
}

// prove returns when the merchant has finished its work on all that came before: a second, good order was placed, paid and fulfilled later,
// and queued work is done. Only then does it mean something that nothing happened. It returns an unchecked error where that does not work.
func (w *world) prove(ctx context.Context) error {
	if err := w.needPaymentVisible(); err != nil {
		return err
	}
	if err := w.requireAcknowledging(); err != nil {
		return uncheckedBecause(err, "nothing is proved: %v", err)
	}
	if reason, nothing := w.fulfilsNothing(ctx); nothing {
		return unjudgedf("nothing is proved: %s", reason)
	}
	if err := w.Control.ClearFaults(ctx); err != nil {
		return err
	}
	from := len(w.actions)
	good, err := w.mustCheckOut(ctx, ordinaryCheckout)
	if err != nil {
		return uncheckedBecause(err, "nothing is proved without a second, good order, and %v", err)
	}
	if err := w.payProving(ctx, good); err != nil {
		return err
	}
	fulfilled, err := w.awaitFulfilled(ctx, good)
	if err != nil {
		return err
	}
	if !fulfilled {
		w.Memory.noteUnfulfilled(w.Driver, good.number)
		return unjudgedf("nothing is proved: the second, good order %s was paid and not fulfilled either%s", good.number, w.describeReaction(ctx, good))
	}
	w.markAside(from)
	w.Memory.noteFulfilled()
	return w.drain(ctx)
}

// payProving pays an order that only proves something.
func (w *world) payProving(ctx context.Context, o *order) error {
	w.provingOrders[o.number] = true
	if o.request.kind == wire.KindCardPrepay { // it may have been paid at once, without a code
		if stored, err := w.stored(ctx, o); err != nil || stored.PaidAt != nil {
			return err
		}
	}
	if _, err := w.Control.Pay(ctx, o.paybill, api.Pay{Outcome: "success"}); err != nil {
		return err
	}
	return w.settle(ctx)
}

// markAside marks the actions from an index on as exchanges that say nothing about the scenario's orders.
func (w *world) markAside(from int) {
	for i := from; i < len(w.actions); i++ {
		w.actions[i].aside = true
	}
}

func (w *world) checkNothingFulfilled(ctx context.Context, name string) error {
	o, err := w.order(name)
	if err != nil {
		return err
	}
	if err := w.prove(ctx); err != nil {
		return err
	}
	if o.number == "" {
		return unjudgedf("no order number is known")
	}
	seen, err := w.observe(ctx, o.number)
	if err != nil {
		return err
	}
	const should = "it must fulfil nothing for it, since no payment of it can be believed"
	if n := w.fulfilments(seen); n > 0 {
		return breachf(should, "the merchant fulfilled order %s (%s)", o.number, timesText(n))
	}
	if isTrue(seen.Paid) {
		return breachf(should, "the merchant shows order %s as paid", o.number)
	}
	return nil
}

func timesText(n int) message.Message {
	if n == 1 {
		return message.New("once")
	}
	return message.New("%d times", n)
}

func (w *world) checkStillOpen(ctx context.Context, o *order) error {
	if err := w.need("closed"); err != nil {
		return err
	}
	if w.needPaymentVisible() == nil {
		if err := w.prove(ctx); err != nil {
			return err
		}
	}
	seen, err := w.observe(ctx, o.number)
	if err != nil {
		return err
	}
	const should = "the order must stay open until the platform says how it ended"
	switch {
	case isTrue(seen.Closed):
		return breachf(should, "the merchant closed order %s while its payment had not ended", o.number)
	case isTrue(seen.Paid) || w.fulfilments(seen) > 0:
		return breachf(should, "the merchant took order %s for paid while its payment had not ended", o.number)
	}
	return nil
}
