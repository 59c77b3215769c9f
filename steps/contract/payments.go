package contract

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var paymentSteps = []step{
	{English: `{order} was paid and fulfilled`,
		Chinese: `{order} 已支付并发货`,
		Run:     (*world).payAndAwaitFulfilment},
	{English: `{order} was paid by bank card, but no notification of it arrived`,
		Chinese: `{order} 已用银行卡支付，但通知没有送达`,
		Run: func(w *world, ctx context.Context, o *order) error {
			return w.pay(ctx, o, api.Pay{Outcome: "success", PayType: "2", Notify: new(false)})
		}},
	{English: `{order} was paid and refunded in full without the merchant, under {refundnumber}`,
		Chinese: `{order} 已支付，并在商户不知情时全额退款，{refundnumber}`,
		Run:     (*world).refundWithoutMerchant},
}

func (w *world) pay(ctx context.Context, o *order, p api.Pay) error {
	if p.Outcome == "success" && p.Notify == nil {
		if err := w.requireAcknowledging(); err != nil {
			return err
		}
	}
	if _, err := w.Control.Pay(ctx, o.paybill, p); err != nil {
		return err
	}
	return w.settle(ctx)
}

// payAndAwaitFulfilment pays an order, waits until it is fulfilled and remembers how the merchant shows it.
func (w *world) payAndAwaitFulfilment(ctx context.Context, o *order) error {
	if reason, nothing := w.fulfilsNothing(ctx); nothing {
		return unjudgedf("%s", reason)
	}
	err := w.pay(ctx, o, api.Pay{Outcome: "success"})
	if err != nil || w.needPaymentVisible() != nil {
		return err // where nobody can see it, the platform's word must do
	}
	fulfilled, err := w.awaitFulfilled(ctx, o)
	if err != nil {
		return err
	}
	if !fulfilled {
		w.Memory.noteUnfulfilled(w.Driver, o.number)
		return unjudgedf("the payment of order %s was notified and the merchant has not fulfilled it, so the scenario cannot go on", o.number)
	}
	w.Memory.noteFulfilled()
	return w.rememberShown(ctx, o)
}

// nowhere is an address that nothing listens at. A notification sent there is composed and recorded, and reaches nobody.
const nowhere = "http://127.0.0.1:1/nowhere"

// refundWithoutMerchant pays an order and refunds it in full with the merchant's key, without the merchant hearing of either.
func (w *world) refundWithoutMerchant(ctx context.Context, o *order, under string) error {
	if err := w.pay(ctx, o, api.Pay{Outcome: "success", Notify: new(false)}); err != nil {
		return err
	}
	stored, err := w.stored(ctx, o)
	if err != nil {
		return err
	}
	clock, err := w.Control.Clock(ctx)
	if err != nil {
		return err
	}
	number := "R" + o.paybill
	if under == "the order's number" {
		number = o.number
	}
	err = w.merchantItself(ctx, wire.KindRefund, wire.Fields{
		{Name: "no_refund", Value: number},
		{Name: "dt_refund", Value: wire.FormatDateTime(clock.Now.Time)},
		{Name: "money_refund", Value: stored.MoneyOrder},
		{Name: "oid_paybill", Value: o.paybill},
		{Name: "notify_url", Value: nowhere},
	})
	if err != nil {
		return err
	}
	return w.settle(ctx)
}
