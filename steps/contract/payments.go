package contract

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var paymentSteps = []step{
	{
		English: `the order is paid`,
		Chinese: `订单支付成功`,
		Run:     (*world).isPaid,
	},
	{
		English: `the order was paid and fulfilled`,
		Chinese: `订单已支付并发货`,
		Run:     (*world).wasFulfilled,
	},
	{
		English: `the (?:(\w+) )?order was paid, but no notification of it arrived`,
		Chinese: `([\p{Han}\w]*?)订单已支付，但通知没有送达`,
		Words:   orderNames,
		Run:     (*world).wasPaidSilently,
	},
	{
		English: `the order was paid by bank card, but no notification of it arrived`,
		Chinese: `订单已用银行卡支付，但通知没有送达`,
		Run:     (*world).wasPaidByCard,
	},
	{
		English: `the payment of the order has failed`,
		Chinese: `订单支付失败`,
		Run:     (*world).hasFailed,
	},
	{
		English: `the payment of the order is stuck at the bank`,
		Chinese: `订单的支付卡在银行`,
		Run:     (*world).isStuck,
	},
	{
		English: `the order was paid and refunded in full without the merchant, under (a number of its own|the order's number)`,
		Chinese: `订单已支付，并在商户不知情时全额退款，(退款号另编|退款号与订单号相同)`,
		Words:   words{"退款号另编": "a number of its own", "退款号与订单号相同": "the order's number"},
		Run:     (*world).refundedBehind,
	},
	{
		English: `the validity of the order (?:runs|has run) out`,
		Chinese: `订单过了有效期`,
		Run:     (*world).runsOut,
	},
}

func (w *world) pay(ctx context.Context, name string, p api.Pay) (*order, error) {
	o, err := w.placed(name)
	if err == nil && p.Outcome == "success" && p.Notify == nil {
		err = w.heard()
	}
	if err != nil {
		return nil, err
	}
	if _, err = w.Control.Pay(ctx, o.paybill, p); err != nil {
		return nil, err
	}
	return o, w.settle(ctx)
}

func (w *world) isPaid(ctx context.Context) error {
	_, err := w.pay(ctx, "", api.Pay{Outcome: "success"})
	return err
}

// wasFulfilled is a payment that everything went well with.
func (w *world) wasFulfilled(ctx context.Context) error {
	if number, nothing := w.fulfilsNothing(ctx); nothing {
		return unjudgedf("%s", restsOn(fulfilling, "order "+number+" was paid and not fulfilled in time, and no other order has been fulfilled so far"))
	}
	o, err := w.pay(ctx, "", api.Pay{Outcome: "success"})
	if err != nil || w.needSight() != nil {
		return err // where nobody can see it, the platform's word must do
	}
	done, err := w.isFulfilled(ctx, o)
	if err != nil {
		return err
	}
	if !done {
		w.Memory.witnessed(w.Driver, o.number)
		return unjudgedf("the payment of order %s was notified and the merchant has not fulfilled it, so the scenario cannot go on", o.number)
	}
	w.Memory.seenFulfilled()
	return w.remember(ctx, o)
}

var silently = false

func (w *world) wasPaidSilently(ctx context.Context, name string) error {
	_, err := w.pay(ctx, name, api.Pay{Outcome: "success", Notify: &silently})
	return err
}

func (w *world) wasPaidByCard(ctx context.Context) error {
	_, err := w.pay(ctx, "", api.Pay{Outcome: "success", PayType: "2", Notify: &silently})
	return err
}

func (w *world) hasFailed(ctx context.Context) error {
	_, err := w.pay(ctx, "", api.Pay{Outcome: "6001"})
	return err
}

func (w *world) isStuck(ctx context.Context) error {
	_, err := w.pay(ctx, "", api.Pay{Outcome: "processing"})
	return err
}

// nowhere is an address that nothing listens at: what goes there is only composed and recorded.
const nowhere = "http://127.0.0.1:1/nowhere"

// refundedBehind pays an order and pays all of it back, as an operator at the platform could, without the merchant hearing of it.
func (w *world) refundedBehind(ctx context.Context, under string) error {
	if err := w.wasPaidSilently(ctx, ""); err != nil {
		return err
	}
	o := w.orders[""]
	there, err := w.at(ctx, o)
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
		{Name: "money_refund", Value: there.MoneyOrder},
		{Name: "oid_paybill", Value: o.paybill},
		{Name: "notify_url", Value: nowhere},
	})
	if err != nil {
		return err
	}
	return w.settle(ctx)
}

func (w *world) runsOut(ctx context.Context) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	there, err := w.at(ctx, o)
	if err != nil {
		return err
	}
	clock, err := w.Control.Clock(ctx)
	if err != nil {
		return err
	}
	return w.advance(ctx, there.ExpiresAt.Sub(clock.Now.Time))
}
