package contract

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/platform"
)

var stateSteps = []step{
	{English: `the merchant's view of {order} stays as it was`,
		Chinese: `商户侧的{order} 状态保持不变`,
		Also:    []string{`商户看到的{order} 保持不变`},
		Needs:   []string{paymentVisible}, Run: (*world).checkUnchanged},
	{English: `the merchant refunds it, fulfils it or raises an alarm`,
		Chinese: `商户退款、发货或发出告警`,
		Also:    []string{`商户退款、发货或发出警报`},
		Run:     (*world).checkRemedied},
	{English: `the merchant does not acknowledge a payment that it loses`,
		Chinese: `商户没有确认它丢失的支付`,
		Run:     (*world).checkNotLost},
}

// rememberShown keeps how the merchant shows an order once its queued work is done.
func (w *world) rememberShown(ctx context.Context, o *order) (err error) {
	if !w.Driver.Has("order") {
		return nil
	}
	if err := w.drain(ctx); err != nil {
		return err
	}
	if err := w.settle(ctx); err != nil {
		return err
	}
	o.shownBefore, err = w.observe(ctx, o.number)
	o.remembered = err == nil
	return err
}

func (w *world) checkUnchanged(ctx context.Context, o *order) error {
	if !o.remembered {
		return w.needPaymentVisible()
	}
	if err := w.prove(ctx); err != nil {
		return err
	}
	now, err := w.observe(ctx, o.number)
	if err != nil {
		return err
	}
	const should = "a repeated success must not change what is known already"
	before := o.shownBefore
	switch {
	case w.fulfilments(now) > w.fulfilments(before):
		return breachf(should, "the merchant fulfilled order %s again: %s where it was %s", o.number, timesText(w.fulfilments(now)), timesText(w.fulfilments(before)))
	case !sameMoney(now.Refunded, before.Refunded):
		return breachf(should, "the merchant shows %s yuan of order %s as refunded where it was %s", moneyText(now.Refunded), o.number, moneyText(before.Refunded))
	case isTrue(now.Paid) && before.Paid != nil && !*before.Paid:
		return breachf(should, "the merchant shows order %s as paid again", o.number)
	case isTrue(before.Closed) && now.Closed != nil && !*now.Closed:
		return breachf(should, "the merchant shows order %s as open again", o.number)
	}
	return nil
}

func (w *world) checkRemedied(ctx context.Context, o *order) error {
	if w.Driver.Has("poll") {
		if _, err := w.act(ctx, message.New("The merchant looks for lost results"), "poll", nil); err != nil {
			return err
		}
	}
	remedy, err := w.wait(ctx, func() (bool, error) { return w.hasRemedy(ctx, o) })
	if err != nil || remedy {
		return err
	}
	if !w.Driver.Has("alarm") {
		return uncheckedf("no refund came and order %s was not fulfilled; whether somebody was told cannot be seen, since the merchant file has no order.alarm", o.number)
	}
	return breachf("the money must be paid back, the order fulfilled or somebody told", "money came for order %s, which the merchant had given up, and it did nothing about it", o.number)
}

func (w *world) hasRemedy(ctx context.Context, o *order) (bool, error) {
	refunds, err := w.refundCalls(ctx, o, w.startPosition)
	if err != nil || len(refunds) > 0 {
		return len(refunds) > 0, err
	}
	if !w.Driver.Has("order") {
		return false, nil
	}
	seen, err := w.observe(ctx, o.number)
	return isTrue(seen.Alarm) || w.fulfilments(seen) > 0, err
}

// checkNotLost accepts an acknowledgement where the merchant has the payment all the same once its store works again.
func (w *world) checkNotLost(ctx context.Context, o *order) error {
	answer, err := w.firstNotification(ctx, o)
	if err != nil {
		return err
	}
	if err := w.setStoreFailing(ctx, false); err != nil {
		return err
	}
	w.storeFailing = false
	acknowledged := answer.Verdict == "acknowledged"
	if !acknowledged {
		if err := w.requireAlive(ctx, answer); err != nil {
			return err
		}
		if err := w.advance(ctx, platform.RetryInterval); err != nil || w.needPaymentVisible() != nil {
			return err
		}
	} else if err := w.needPaymentVisible(); err != nil {
		return err
	}
	fulfilled, err := w.awaitFulfilled(ctx, o)
	switch {
	case err != nil || fulfilled:
		return err
	case acknowledged:
		return breachf("it must answer a failure, so that the notification comes again", "the merchant answered 0000 while its store failed, and order %s is not fulfilled although it was paid", o.number)
	}
	return unjudgedf("the merchant did not fulfil order %s when its notification came again either, so that its first answer proves nothing", o.number)
}
