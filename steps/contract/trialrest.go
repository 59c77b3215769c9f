package contract

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// tryRest carries out the other actions of a merchant that books payments. How well it does is for the scenarios to judge; here its answers
// show whether the addresses lead anywhere and the expressions find what they look for.
func (t *trial) tryRest(ctx context.Context) error {
	for _, try := range []func(context.Context) error{t.tryRefund, t.tryFailStore, t.tryUnpaid, t.tryReconcile, t.tryReset} {
		if err := try(ctx); err != nil {
			return err
		}
	}
	return nil
}

const (
	aboutPaid   message.Text = " for an order that was checked out and paid"
	aboutUnpaid message.Text = " for an order that was checked out"
)

// tryRefund refunds a part of the order, and the same again.
func (t *trial) tryRefund(ctx context.Context) error {
	at, err := t.journalPosition(ctx)
	if err != nil {
		return err
	}
	out, err := t.try(ctx, "refund", harness.Values{"no_order": t.order.number, "amount": "1.00"}, message.New(aboutPaid))
	if err != nil || !out.Accepted {
		return err
	}
	calls, err := t.refundCalls(ctx, t.order, at)
	if err != nil {
		return err
	}
	number := out.RefundNumber
	if len(calls) > 0 {
		number = calls[0].fields.Get("no_refund")
	}
	if err := mistakes(t.Driver.ReviewRefund(out, number)); err != nil || number == "" {
		return err
	}
	_, err = t.try(ctx, "retry_refund", harness.Values{"no_refund": number}, message.New(" for a refund that was just made"))
	return err
}

func (t *trial) tryFailStore(ctx context.Context) error {
	_, err := t.try(ctx, "fail_store", storeFails(false), message.Message{})
	return err
}

// tryUnpaid places another order, lets its payment fail, pays it again and cancels it.
func (t *trial) tryUnpaid(ctx context.Context) error {
	if !t.Driver.Has("pay_again") && !t.Driver.Has("cancel") {
		return nil
	}
	o, err := t.mustCheckOut(ctx, ordinaryCheckout)
	if err != nil {
		return err
	}
	if _, err := t.Control.Pay(ctx, o.paybill, api.Pay{Outcome: "1100"}); err != nil {
		return err
	}
	var before harness.Observation
	if t.Driver.Has("order") {
		if before, err = t.Driver.Order(ctx, o.number); err != nil || before.Exchange.Status >= 400 {
			return err // the merchant has lost it
		}
	}
	if _, err := t.try(ctx, "pay_again", o.noOrder(), message.New(aboutUnpaid)); err != nil {
		return err
	}
	out, err := t.try(ctx, "cancel", o.noOrder(), message.New(aboutUnpaid))
	if err != nil || !out.Accepted || !t.Driver.Has("closed") {
		return err
	}
	return t.seeClosed(ctx, o.number, before.Exchange)
}

// seeClosed looks at a cancelled order until the file's expressions show it as closed. A merchant may need time for cancelling.
func (t *trial) seeClosed(ctx context.Context, number string, before harness.Exchange) error {
	limit, err := t.patienceLeft(ctx)
	if err != nil {
		return err
	}
	var problems []harness.Problem
	if _, err := pollFor(ctx, limit, func() (bool, error) {
		seen, err := t.Driver.Order(ctx, number)
		problems = t.Driver.ReviewCancelled(before, seen.Exchange)
		return len(problems) == 0, err
	}); err != nil {
		return err
	}
	return mistakes(problems)
}

// tryReconcile has the merchant reconcile the day of the order, whose file is there.
func (t *trial) tryReconcile(ctx context.Context) error {
	if !t.Driver.Has("reconcile") {
		return nil
	}
	stored, err := t.stored(ctx, t.order)
	if err != nil {
		return err
	}
	if err := t.advanceToFile(ctx, stored.SettleDate); err != nil {
		return err
	}
	_, err = t.try(ctx, "reconcile", harness.Values{"settle_date": stored.SettleDate}, message.New(" for %s, whose clearing file is there", stored.SettleDate))
	return err
}

// tryReset comes last: the merchant forgets the orders of the trial.
func (t *trial) tryReset(ctx context.Context) error {
	_, err := t.try(ctx, "reset", nil, message.Message{})
	return err
}
