package contract

import (
	"context"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
)

var merchantActSteps = []step{
	{English: `the shopper pays {order} again`,
		Chinese: `顾客再次支付{order}`,
		Tried:   []string{`the shopper tries again`, `the shopper retries the payment`, `顾客重新支付`, `顾客重试`},
		Needs:   []string{"pay_again"}, Run: (*world).payAgain},
	{English: `the merchant is brought to recover`,
		Chinese: `商户着手恢复`,
		Needs:   []string{"pay_again or poll"}, Run: (*world).bringToRecover},
	{English: `the merchant has cancelled {order}`,
		Chinese: `商户已取消{order}`,
		Needs:   []string{"cancel"}, Run: (*world).cancelOrder},
	{English: `the merchant's store fails`,
		Chinese: `商户的存储发生故障`,
		Needs:   []string{"fail_store"}, Run: (*world).failStore},
}

func (w *world) payAgain(ctx context.Context, name string) error {
	if err := w.need("pay_again"); err != nil {
		return err
	}
	o, err := w.order(name)
	if err != nil {
		return err
	}
	if o.number == "" {
		return unjudgedf("no order number is known that the shopper could pay again: no request came to the platform")
	}
	w.payAgainOutcome, err = w.act(ctx, message.New("The shopper pays the order again"), "pay_again", o.noOrder())
	w.paidAgain = true
	if w.payAgainOutcome.Lead != "" {
		o.shopper, o.lead = w.payAgainOutcome.Shopper, w.payAgainOutcome.Lead
	}
	return err
}

// bringToRecover has a merchant find out what became of a lost answer: the shopper pays again, or else the merchant polls.
func (w *world) bringToRecover(ctx context.Context) error {
	o, err := w.order("")
	switch {
	case err != nil:
		return err
	case w.Driver.Has("pay_again"):
		return w.payAgain(ctx, "")
	case w.Driver.Has("poll"):
		return w.poll(ctx)
	case o.outcome.Accepted:
		return nil // it has recovered by itself
	}
	return uncheckedf("the merchant file has neither actions.pay_again nor actions.poll, which would bring the merchant to recover")
}

// cancelOrder cancels an order on the merchant's side. The merchant may refuse that for a paid order.
func (w *world) cancelOrder(ctx context.Context, o *order) error {
	if err := w.need("cancel"); err != nil {
		return err
	}
	out, err := w.act(ctx, message.New("The merchant cancels the order"), "cancel", o.noOrder())
	if err != nil {
		return err
	}
	stored, err := w.stored(ctx, o)
	if err != nil {
		return err
	}
	if !out.Accepted && stored.PaidAt == nil {
		return unjudgedf("the merchant did not cancel the order; it answered with %s", describeAnswer(out))
	}
	return w.rememberShown(ctx, o)
}

func (w *world) failStore(ctx context.Context) error {
	if err := w.need("fail_store"); err != nil {
		return err
	}
	if !w.storeFailing {
		if err := w.excuse(ctx); err != nil {
			return err
		}
	}
	w.storeFailing = true
	w.happens()
	return w.setStoreFailing(ctx, true)
}

// storeFails are the values of the action fail_store.
func storeFails(fails bool) harness.Values { return harness.Values{"on": strconv.FormatBool(fails)} }

func (w *world) setStoreFailing(ctx context.Context, fails bool) error {
	title := map[bool]message.Text{true: "The merchant's store is made to fail", false: "The merchant's store works again"}[fails]
	out, err := w.actAnyTime(ctx, message.New(title), "fail_store", storeFails(fails))
	if err == nil && !out.Accepted {
		err = unjudgedf("the merchant did not take actions.fail_store; it answered with %s", describeAnswer(out))
	}
	return err
}
