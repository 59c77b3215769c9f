package platform

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
)

var paymentSteps = []step{
	{English: `{order} is paid`,
		Chinese: `{order} 支付成功`,
		Outcome: [2]string{`{order} is SUCCESS`, `{order} 的状态为 SUCCESS`},
		Tried: []string{
			`the shopper pays {order}`, `the shopper pays`, `the payment of {order} succeeds`, `{order} has been paid`,
			`顾客支付{order}`, `顾客支付`, `顾客付款`, `顾客付款成功`, `{order}已支付`, `{order}付款成功`, `顾客重新支付{order}`,
		},
		Run: func(w *world, ctx context.Context, o placedOrder) error {
			return w.pay(ctx, o, api.Pay{Outcome: "success"})
		}},
	{English: `{order} is paid by pay type {string}`,
		Chinese: `{order} 以支付方式 {string} 支付`,
		Run: func(w *world, ctx context.Context, o placedOrder, payType string) error {
			return w.pay(ctx, o, api.Pay{Outcome: "success", PayType: payType})
		}},
	{English: `{order} is paid, and the bank confirms it after {duration}`,
		Chinese: `{order} 付款，银行 {duration} 后确认`,
		Tried:   []string{`the bank answers/confirms {duration} late/later`, `the bank confirms after {duration}`, `银行{duration}后返回成功`, `银行{duration}后返回结果`},
		Run: func(w *world, ctx context.Context, o placedOrder, after time.Duration) error {
			d := api.Duration(after)
			return w.pay(ctx, o, api.Pay{Outcome: "success", After: &d})
		}},
	{English: `{order} is paid with:`,
		Chinese: `{order} 按以下设定支付：`,
		Run:     (*world).pay},
	{English: `{order} was paid, but no notification of it arrived`,
		Chinese: `{order} 已支付，但通知没有送达`,
		Tried:   []string{`the notification of {order} is lost`, `the notification is lost`, `{order}的通知丢失`, `通知丢失`, `商户没有收到通知`},
		Run: func(w *world, ctx context.Context, o placedOrder) error {
			return w.pay(ctx, o, api.Pay{Outcome: "success", Notify: new(false)})
		}},
	{English: `the validity of {order} runs out`,
		Chinese: `{order} 过了有效期`,
		Also:    []string{`the validity of {order} has run out`},
		Outcome: [2]string{`{order} is FAILURE`, `{order} 的状态为 FAILURE`},
		Tried:   []string{`{order} expires`, `{order} times out`, `{order}超时`, `{order}过期`, `{order}失效`},
		Run:     (*world).expire},
	{English: `a payment of {order} fails with {code}`,
		Chinese: `{order} 的一次支付以 {code} 失败`,
		Run: func(w *world, ctx context.Context, o placedOrder, code string) error {
			return w.pay(ctx, o, api.Pay{Outcome: code})
		}},
	{English: `the payment of {order} has failed`,
		Chinese: `{order} 支付失败`,
		Outcome: [2]string{`{order} is WAITING`, `{order} 的状态为 WAITING`},
		Tried:   []string{`the payment of {order} fails`, `the shopper fails to pay {order}`, `顾客支付{order}失败`, `{order}付款失败`, `{order}支付失败，余额不足`},
		Run: func(w *world, ctx context.Context, o placedOrder) error {
			return w.pay(ctx, o, api.Pay{Outcome: "6001"})
		}},
	{English: `the payment of {order} is stuck at the bank`,
		Chinese: `{order} 的支付滞留在银行`,
		Also:    []string{`a payment of {order} is left without a result`, `{order} 的支付卡在银行`, `{order} 的一次支付没有结果`},
		Run: func(w *world, ctx context.Context, o placedOrder) error {
			return w.pay(ctx, o, api.Pay{Outcome: "processing"})
		}},
	{English: `{order} cannot be paid: {code}`,
		Chinese: `{order} 不能支付：{code}`,
		Tried:   []string{`{order} cannot be paid`, `{order}不能支付`, `{order}不能再支付`, `{order}无法支付`},
		Run: func(w *world, ctx context.Context, o placedOrder, code string) error {
			return checkConflict(w.pay(ctx, o, api.Pay{Outcome: "success"}), code)
		}},
	{English: `the gateway gives the result {word} for attempt {int} of {order}`,
		Chinese: `网关返回{order} 第 {int} 次支付的结果：{word}`,
		Run:     (*world).finishAttempt},
	{English: `attempt {int} of {order} has its result already`,
		Chinese: `{order} 的第 {int} 次支付已有结果`,
		Run: func(w *world, ctx context.Context, n int, o placedOrder) error {
			return checkConflict(w.finishAttempt(ctx, "success", n, o), "conflict")
		}},
	{English: `{int} payers pay {order} at the same instant`,
		Chinese: `有 {int} 位付款人同时支付{order}`,
		Run:     (*world).payTogether},
	{English: `one of them pays and the others get {code}`,
		Chinese: `其中一位支付成功，其余的得到 {code}`,
		Run:     (*world).checkOnePays},
	{English: `the attempts of {order} are:`,
		Chinese: `{order} 的支付记录为：`,
		Run:     (*world).checkAttempts},
}

// pay pays an order as a payer would, and waits until everything that follows at once has happened.
func (w *world) pay(ctx context.Context, o placedOrder, p api.Pay) error {
	if p.Outcome == "success" && p.Notify == nil {
		if err := w.stage.Paying(); err != nil {
			return err
		}
	}
	if played, err := w.stage.Pay(ctx, o.oidPaybill, p); err != nil {
		return err
	} else if !played {
		if _, err := w.control.Pay(ctx, o.oidPaybill, p); err != nil {
			return err
		}
	}
	return w.settle(ctx)
}

// expire moves platform time to the end of an order's validity, unless that has come already.
func (w *world) expire(ctx context.Context, o placedOrder) error {
	stored, err := w.control.Order(ctx, o.oidPaybill)
	if err != nil {
		return err
	}
	now, err := w.now(ctx)
	if err != nil || !now.Before(stored.ExpiresAt.Time) {
		return err
	}
	return w.advanceTo(ctx, stored.ExpiresAt.Time)
}

// checkConflict checks that the control API refused with status 409 and a code.
func checkConflict(err error, code string) error {
	var refusal *client.Error
	if !errors.As(err, &refusal) || refusal.Status != 409 || refusal.Code != code {
		return message.Errorf("the operator was answered %v, not 409 %s", err, code)
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
	if err := checkMany(n); err != nil {
		return err
	}
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
	return checkSame(message.New("the number of payments"), fmt.Sprint(succeeded), "1")
}

func (w *world) checkAttempts(ctx context.Context, o placedOrder, t *godog.Table) error {
	stored, err := w.facts().Order(ctx, o.oidPaybill)
	if err != nil {
		return err
	}
	return checkRows(w, "attempts", stored.Attempts, t)
}
