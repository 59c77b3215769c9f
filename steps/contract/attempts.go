package contract

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// attemptSteps are what shoppers and operators do to a merchant in a sequence of events. They accept any outcome, and do nothing for an
// order that has not come about, so that any sequence of them can be played.
var attemptSteps = []step{
	{English: `a shopper tries to check out {order}`,
		Chinese: `顾客尝试下{order}`,
		Run: func(w *world, ctx context.Context, name string) error {
			return w.tryToCheckOut(ctx, name, ordinaryCheckout)
		}},
	{English: `a shopper tries to check out {order} for {amount} yuan`,
		Chinese: `顾客尝试下{order}，金额 {amount} 元`,
		Run: func(w *world, ctx context.Context, name, amount string) error {
			return w.tryToCheckOut(ctx, name, checkoutFor(amount))
		}},
	{English: `a shopper tries to check out {order} with:`,
		Chinese: `顾客尝试下{order}，内容为：`,
		Words:   checkoutWords,
		Run:     (*world).tryToCheckOut},
	{English: `the shopper tries to pay {order} again`,
		Chinese: `顾客尝试再次支付{order}`,
		Needs:   []string{"pay_again"}, Run: (*world).tryToPayAgain},
	{English: `the merchant tries to cancel {order}`,
		Chinese: `商户尝试取消{order}`,
		Needs:   []string{"cancel"}, Run: (*world).tryToCancel},
	{English: `the merchant tries to refund {amount} yuan of {order}`,
		Chinese: `商户尝试对{order} 退款 {amount} 元`,
		Needs:   []string{"refund"}, Run: (*world).tryToRefund},
	{English: `the merchant tries the last refund of {order} again`,
		Chinese: `商户尝试重试{order} 的最近一笔退款`,
		Needs:   []string{"retry_refund"}, Run: (*world).tryRefundAgain},
	{English: `the merchant tries to find lost results`,
		Chinese: `商户尝试查询未收到的结果`,
		Needs:   []string{"poll"}, Run: (*world).tryToPoll},
	{English: `the shopper tries to enter {smscode} for {order}`,
		Chinese: `顾客尝试为{order} 输入{smscode}`,
		Needs:   []string{"verify"}, Run: (*world).tryCode},
	{English: `the merchant tries to reconcile the day before`,
		Chinese: `商户尝试对前一天的账`,
		Needs:   []string{"reconcile"}, Run: (*world).tryToReconcile},
	{English: `the merchant's store works again`,
		Chinese: `商户的存储恢复正常`,
		Needs:   []string{"fail_store"}, Run: (*world).mendStore},
	{English: `the merchant is killed and started again`,
		Chinese: `商户进程被强制终止后重新启动`,
		Needs:   []string{"keep"}, Run: (*world).killAndStart},
}

func (w *world) tryToCheckOut(ctx context.Context, name string, c harness.Checkout) error {
	out, at, err := w.try(ctx, message.New("A shopper checks out for %s yuan", c.Amount), "checkout", w.chosen(c))
	if err != nil {
		return err
	}
	o := &order{outcome: out, shopper: out.Shopper, lead: out.Lead, number: out.OrderNumber, bought: c}
	w.orders[name] = o
	return w.attribute(ctx, o, at)
}

func (w *world) tryToPayAgain(ctx context.Context, name string) error {
	o := w.tryOrder(name)
	if o == nil {
		return w.need("pay_again")
	}
	out, at, err := w.try(ctx, message.New("The shopper pays the order again"), "pay_again", o.newest())
	if err != nil {
		return err
	}
	if out.Lead != "" {
		o.shopper, o.lead = out.Shopper, out.Lead
	}
	return w.attribute(ctx, o, at)
}

func (w *world) tryToCancel(ctx context.Context, name string) error {
	o := w.tryOrder(name)
	if o == nil {
		return w.need("cancel")
	}
	_, _, err := w.try(ctx, message.New("The merchant cancels the order"), "cancel", o.newest())
	return err
}

// tryToRefund has the merchant start a refund and keeps its number: that of the merchant's answer, or else of its first request.
func (w *world) tryToRefund(ctx context.Context, amount, name string) error {
	o := w.tryOrder(name)
	if o == nil {
		return w.need("refund")
	}
	v := o.newest()
	v["amount"] = amount
	out, at, err := w.try(ctx, message.New("The merchant refunds %s yuan of the order", amount), "refund", v)
	if err != nil {
		return err
	}
	told := toldRefund{number: out.RefundNumber, amount: amount, accepted: out.Accepted, at: at}
	if told.number == "" {
		calls, err := w.refundCalls(ctx, o, at)
		if err != nil {
			return err
		}
		if len(calls) > 0 {
			told.number = calls[0].fields.Get("no_refund")
		}
	}
	o.told = append(o.told, told)
	return w.settle(ctx)
}

func (w *world) tryRefundAgain(ctx context.Context, name string) error {
	o := w.tryOrder(name)
	if o == nil || len(o.told) == 0 || o.told[len(o.told)-1].number == "" {
		return w.need("retry_refund")
	}
	_, _, err := w.try(ctx, message.New("The merchant tries the refund again"), "retry_refund", harness.Values{"no_refund": o.told[len(o.told)-1].number})
	if err != nil {
		return err
	}
	return w.settle(ctx)
}

func (w *world) tryToPoll(ctx context.Context) error {
	if err := w.need("poll"); err != nil {
		return err
	}
	_, _, err := w.try(ctx, message.New("The merchant looks for lost results"), "poll", nil)
	if err != nil {
		return err
	}
	return w.settle(ctx)
}

// tryCode has the shopper enter a code that came by SMS, whatever the shop makes of it.
func (w *world) tryCode(ctx context.Context, code smsCode, name string) error {
	o := w.tryOrder(name)
	if o == nil {
		return w.need("verify")
	}
	v := o.newest()
	v["code"] = string(code)
	if _, _, err := w.try(ctx, message.New("The shopper enters the code %s", string(code)), "verify", v); err != nil {
		return err
	}
	return w.settle(ctx)
}

// tryToReconcile has the merchant reconcile the day before, whether its file is there or not.
func (w *world) tryToReconcile(ctx context.Context) error {
	if err := w.need("reconcile"); err != nil {
		return err
	}
	clock, err := w.Control.Clock(ctx)
	if err != nil {
		return err
	}
	date := wire.FormatDate(clock.Now.AddDate(0, 0, -1))
	_, _, err = w.try(ctx, message.New("The merchant reconciles %s", date), "reconcile", harness.Values{"settle_date": date})
	return err
}

// mendStore lets the merchant's store work again. From now on the merchant has no excuse for not taking a notification.
func (w *world) mendStore(ctx context.Context) error {
	if !w.storeFailing {
		return w.need("fail_store")
	}
	if err := w.setStoreFailing(ctx, false); err != nil {
		return err
	}
	w.storeFailing = false
	return w.endExcuse(ctx)
}

// killAndStart kills the merchant's process and starts it again, with what it has kept.
func (w *world) killAndStart(ctx context.Context) error {
	if err := w.need("keep"); err != nil {
		return err
	}
	w.happens()
	if err := w.Driver.Kill(ctx); err != nil {
		return err
	}
	if w.storeFailing { // the failure ended with the process
		w.storeFailing = false
		if err := w.endExcuse(ctx); err != nil {
			return err
		}
	}
	clock, err := w.Control.Clock(ctx)
	if err != nil {
		return err
	}
	return w.follow(ctx, clock.Now.Time)
}

// excuse says that the merchant may from now on fail to take a notification.
func (w *world) excuse(ctx context.Context) error {
	at, err := w.journalPosition(ctx)
	w.excused = append(w.excused, span{after: at})
	return err
}

// endExcuse ends the excuse that began last.
func (w *world) endExcuse(ctx context.Context) error {
	at, err := w.journalPosition(ctx)
	if n := len(w.excused); n > 0 && w.excused[n-1].until == 0 {
		w.excused[n-1].until = max(at, 1)
	}
	return err
}
