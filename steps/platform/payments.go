package platform

import (
	"context"
	"errors"
	"fmt"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

var paymentSteps = []step{
	{English: `{order} is paid`, Run: func(w *world, ctx context.Context, o placedOrder) error {
		return w.pay(ctx, o, api.Pay{Outcome: "success"})
	}},
	{English: `{order} is paid by pay type {string}`, Run: func(w *world, ctx context.Context, o placedOrder, payType string) error {
		return w.pay(ctx, o, api.Pay{Outcome: "success", PayType: payType})
	}},
	{English: `{order} is paid with:`, Run: (*world).pay},
	{English: `a payment of {order} fails with {code}`, Run: func(w *world, ctx context.Context, o placedOrder, code string) error {
		return w.pay(ctx, o, api.Pay{Outcome: code})
	}},
	{English: `a payment of {order} is left without a result`, Run: func(w *world, ctx context.Context, o placedOrder) error {
		return w.pay(ctx, o, api.Pay{Outcome: "processing"})
	}},
	{English: `{order} cannot be paid: {code}`, Run: func(w *world, ctx context.Context, o placedOrder, code string) error {
		return checkConflict(w.pay(ctx, o, api.Pay{Outcome: "success"}), code)
	}},
	{English: `the gateway gives the result {word} for attempt {int} of {order}`, Run: (*world).finishAttempt},
	{English: `attempt {int} of {order} has its result already`, Run: func(w *world, ctx context.Context, n int, o placedOrder) error {
		return checkConflict(w.finishAttempt(ctx, "success", n, o), "conflict")
	}},
	{English: `{int} payers pay {order} at the same instant`, Run: (*world).payTogether},
	{English: `one of them pays and the others get {code}`, Run: (*world).checkOnePays},
	{English: `the attempts of {order} are:`, Run: (*world).checkAttempts},
}

// pay pays an order as a payer would, and waits until everything that follows at once has happened.
func (w *world) pay(ctx context.Context, o placedOrder, p api.Pay) error {
	if _, err := w.control.Pay(ctx, o.oidPaybill, p); err != nil {
		return err
	}
	return w.settle(ctx)
}

// checkConflict checks that the control API refused with status 409 and a code.
func checkConflict(err error, code string) error {
	var refusal *client.Error
	if !errors.As(err, &refusal) || refusal.Status != 409 || refusal.Code != code {
		return fmt.Errorf("the operator was answered %v, not 409 %s", err, code)
	}
	return nil
}

func (w *world) finishAttempt(ctx context.Context, outcome string, n int, o placedOrder) error {
	if _, err := w.control.FinishAttempt(ctx, o.oidPaybill, n, outcome); err != nil {
		return err
	}
	return w.settle(ctx)
}

func (w *world) payTogether(ctx context.Context, n int, o placedOrder) error {
	w.payErrors = make([]error, n)
	together(n, func(i int) {
		_, w.payErrors[i] = w.control.Pay(ctx, o.oidPaybill, api.Pay{Outcome: "success"})
	})
	return w.settle(ctx)
}

func (w *world) checkOnePays(code string) error {
	succeeded := 0
	for _, err := range w.payErrors {
		if err == nil {
			succeeded++
		} else if err := checkConflict(err, code); err != nil {
			return err
		}
	}
	return checkSame("the number of payments", fmt.Sprint(succeeded), "1")
}

func (w *world) checkAttempts(ctx context.Context, o placedOrder, t *godog.Table) error {
	stored, err := w.control.Order(ctx, o.oidPaybill)
	if err != nil {
		return err
	}
	return checkRows(w, "attempts", stored.Attempts, t)
}
