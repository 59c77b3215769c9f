package contract

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// refund is a refund that the merchant was told to make.
type refund struct {
	number  string // no_refund
	outcome harness.Outcome
}

var refundSteps = []step{
	{English: `the merchant refunds {amount} yuan of {order}`,
		Chinese: `商户对{order} 退款 {amount} 元`,
		Needs:   []string{"refund"}, Run: (*world).refundAmount},
	{English: `the merchant has refunded {amount} yuan of {order}`,
		Chinese: `商户已对{order} 退款 {amount} 元`,
		Needs:   []string{"refund"}, Run: (*world).refundSuccessfully},
	{English: `the merchant tries the refund again`,
		Chinese: `商户重试该退款`,
		Run:     (*world).retryRefund},
	{English: `the refund {refundresult}`,
		Chinese: `退款{refundresult}`,
		Run: func(w *world, ctx context.Context, o *order, result string) error {
			return w.finishRefund(ctx, o, result, false)
		}},
	{English: `the refund {refundresult}, but no notification of it arrives`,
		Chinese: `退款{refundresult}，但通知没有送达`,
		Run: func(w *world, ctx context.Context, o *order, result string) error {
			return w.finishRefund(ctx, o, result, true)
		}},
}

// refundAmount has the merchant start a new refund, and finds its number: in the merchant's answer, or else in the recorded request.
func (w *world) refundAmount(ctx context.Context, amount string, o *order) error {
	if err := w.need("refund"); err != nil {
		return err
	}
	if err := w.requireAcknowledging(); err != nil {
		return err
	}
	out, err := w.act(ctx, message.New("The merchant refunds %s yuan of the order", amount), "refund", harness.Values{"no_order": o.number, "amount": amount})
	if err != nil {
		return err
	}
	at := w.actions[len(w.actions)-1].position
	var calls []call
	if _, err = w.wait(ctx, func() (bool, error) {
		calls, err = w.refundCalls(ctx, o, at)
		return len(calls) > 0, err
	}); err != nil {
		return err
	}
	number := out.RefundNumber
	if number == "" && len(calls) > 0 {
		number = calls[0].fields.Get("no_refund")
	}
	w.refunds = append(w.refunds, refund{number, out})
	return w.settle(ctx)
}

// refundSuccessfully has the merchant refund an amount and waits until the platform has paid it back.
func (w *world) refundSuccessfully(ctx context.Context, amount string, o *order) error {
	if err := w.refundAmount(ctx, amount, o); err != nil {
		return err
	}
	stored, err := w.stored(ctx, o)
	if err != nil {
		return err
	}
	if !sameMoney(&stored.Refunded, &amount) {
		return unjudgedf("the platform paid back %s yuan of order %s where %s were to be refunded; the merchant answered with %s", stored.Refunded, o.number, amount, describeAnswer(w.refunds[0].outcome))
	}
	if w.Driver.Has("refunded") {
		if _, err := w.wait(ctx, w.isBooked(ctx, o, amount)); err != nil {
			return err
		}
	}
	return w.rememberShown(ctx, o)
}

// retryRefund has the merchant repeat its newest refund. Without an action for that it is told to look for lost results.
func (w *world) retryRefund(ctx context.Context) error {
	if len(w.refunds) == 0 {
		return vocabulary.Mistakef("write a step that makes it refund above", "the merchant has refunded nothing in this scenario")
	}
	newest := w.refunds[len(w.refunds)-1]
	if newest.number == "" {
		return unjudgedf("no refund came to the platform; the merchant answered with %s", describeAnswer(newest.outcome))
	}
	if w.Driver.Has("retry_refund") {
		_, err := w.act(ctx, message.New("The merchant tries the refund again"), "retry_refund", harness.Values{"no_refund": newest.number})
		return err
	}
	if w.Driver.Has("poll") {
		if err := w.poll(ctx); err != nil {
			return err
		}
	}
	o, err := w.order("")
	if err != nil {
		return err
	}
	again, err := w.wait(ctx, func() (bool, error) {
		calls, err := w.refundCalls(ctx, o, w.startPosition)
		return len(calls) > 1, err
	})
	if err == nil && !again {
		err = uncheckedf("the merchant file has no actions.retry_refund, and the merchant did not try again by itself")
	}
	return err
}

// finishRefund gives the newest refund, which is PROCESSING, its result.
func (w *world) finishRefund(ctx context.Context, o *order, result string, silent bool) error {
	all, err := w.refundsOf(ctx, o, 0)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return unjudgedf("no refund of order %s came about", o.number)
	}
	r := all[len(all)-1]
	if silent {
		if err := w.addFault(ctx, api.NewFault{At: "notify", Match: map[string]string{"no_refund": r.NoRefund}, Effect: "close", Times: &forEver}); err != nil {
			return err
		}
	}
	outcome := map[string]string{"succeeds": "success", "fails": "9920"}[result]
	if _, err := w.Control.FinishRefund(ctx, r.OidRefundno, outcome); err != nil {
		return err
	}
	return w.settle(ctx)
}

// refundCalls lists the merchant's requests for refunds of an order after a position of the journal.
func (w *world) refundCalls(ctx context.Context, o *order, after uint64) (about []call, err error) {
	calls, err := w.calls(ctx, after, wire.KindRefund)
	for _, c := range calls {
		if c.fields.Get("no_order") == o.number || c.fields.Get("oid_paybill") == o.paybill {
			about = append(about, c)
		}
	}
	return about, err
}
