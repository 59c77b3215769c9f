package contract

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// payerAttemptSteps are what payers and banks do in a sequence of events, and how long it takes. What the platform refuses does not happen.
var payerAttemptSteps = []step{
	{English: `the payer tries to pay {order}`,
		Chinese: `付款人尝试支付{order}`,
		Run: func(w *world, ctx context.Context, name string) error {
			return w.tryToPay(ctx, name, api.Pay{Outcome: "success"})
		}},
	{English: `the payer tries to pay {order}, and the bank refuses`,
		Chinese: `付款人尝试支付{order}，被银行拒绝`,
		Run: func(w *world, ctx context.Context, name string) error {
			return w.tryToPay(ctx, name, api.Pay{Outcome: "6001"})
		}},
	{English: `the payer tries to pay {order}, and the payment gets stuck at the bank`,
		Chinese: `付款人尝试支付{order}，支付滞留在银行`,
		Run: func(w *world, ctx context.Context, name string) error {
			return w.tryToPay(ctx, name, api.Pay{Outcome: "processing"})
		}},
	{English: `the payer tries to pay {order}, and the bank confirms it after {duration}`,
		Chinese: `付款人尝试支付{order}，银行 {duration} 后确认`,
		Run: func(w *world, ctx context.Context, name string, after time.Duration) error {
			return w.tryToPay(ctx, name, api.Pay{Outcome: "success", After: new(api.Duration(after))})
		}},
	{English: `the payer tries to pay {order} under each number that it was given`,
		Chinese: `付款人尝试按{order} 用过的每个订单号支付`,
		Run:     (*world).tryToPayEach},
	{English: `the bank tries to settle the stuck payment of {order}: it {refundresult}`,
		Chinese: `银行尝试给出{order} 滞留支付的结果：{refundresult}`,
		Run:     (*world).tryToFinishPayment},
	{English: `the bank tries to settle the last refund of {order}: it {refundresult}`,
		Chinese: `银行尝试给出{order} 最近一笔退款的结果：{refundresult}`,
		Run:     (*world).tryToFinishRefund},
}

// bankOutcomes are the control API's names of how the bank settles something.
var bankOutcomes = map[string]string{"succeeds": "success", "fails": "9920"}

// tryToPay has a payer pay an order at the platform, under the number that the merchant asked for last.
func (w *world) tryToPay(ctx context.Context, name string, p api.Pay) error {
	w.happens()
	o := w.orders[name]
	if o == nil || o.paybill == "" {
		return nil
	}
	o.mayBeStuck = o.mayBeStuck || p.Outcome == "processing" || p.After != nil
	if _, err := w.Control.Pay(ctx, o.paybill, p); tolerate(err) != nil {
		return err
	}
	return w.settle(ctx)
}

// tryToPayEach has a payer pay in every window that is still open: each number that the merchant invented for one checkout has its own.
func (w *world) tryToPayEach(ctx context.Context, name string) error {
	w.happens()
	o := w.orders[name]
	if o == nil {
		return nil
	}
	for _, bill := range o.bills {
		if _, err := w.Control.Pay(ctx, bill, api.Pay{Outcome: "success"}); tolerate(err) != nil {
			return err
		}
	}
	return w.settle(ctx)
}

// tryToFinishPayment has the bank say how payments ended that are stuck there.
func (w *world) tryToFinishPayment(ctx context.Context, name, result string) error {
	w.happens()
	if o := w.orders[name]; o != nil {
		return w.finishStuck(ctx, o, bankOutcomes[result])
	}
	return nil
}

func (w *world) finishStuck(ctx context.Context, o *order, outcome string) error {
	for _, bill := range o.bills {
		stored, err := w.Control.Order(ctx, bill)
		if err != nil {
			return err
		}
		for _, a := range stored.Attempts {
			if a.State != "processing" && a.State != "timed-out" {
				continue
			}
			if _, err := w.Control.FinishAttempt(ctx, bill, a.N, outcome); tolerate(err) != nil {
				return err
			}
		}
	}
	return w.settle(ctx)
}

// tryToFinishRefund has the bank say how the newest refund of an order ended, if it is under way.
func (w *world) tryToFinishRefund(ctx context.Context, name, result string) error {
	w.happens()
	o := w.orders[name]
	if o == nil || o.paybill == "" {
		return nil
	}
	all, err := w.refundsOf(ctx, o, 0)
	if err != nil || len(all) == 0 {
		return err
	}
	if _, err := w.Control.FinishRefund(ctx, all[len(all)-1].OidRefundno, bankOutcomes[result]); tolerate(err) != nil {
		return err
	}
	return w.settle(ctx)
}
