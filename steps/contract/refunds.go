package contract

import (
	"context"
	"fmt"
	"math/big"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// refund is one that the merchant was asked for.
type refund struct {
	number  string // no_refund
	outcome harness.Outcome
}

func (w *world) refundSteps() []definition {
	return []definition{
		{`refunds take their time`, w.refundsTakeTime},
		{`the answer to the next refund is lost`, w.refundAnswerLost},
		{`the merchant refunds (\S+) yuan of the order`, w.refundsSome},
		{`the merchant has refunded (\S+) yuan of the order`, w.hasRefunded},
		{`the merchant tries the refund again`, w.triesRefundAgain},
		{`the refund (succeeds|fails)(, but no notification of it arrives)?`, w.refundEnds},
		{`the notification of the refund comes once more`, w.refundNoticeAgain},
		{`the platform signs and sends a notification of the refund with:`, w.refundNoticeWith},
		{`queries about the refund are answered with the answer about the refund before it`, w.refundAnswersMixedUp},
		{`the merchant asks about the refund`, w.asksAboutRefund},
		{`no two refunds share a number`, w.refundNumbers},
		{`the merchant has asked for one refund`, w.oneRefund},
		{`the merchant has booked (\S+) yuan as refunded`, w.booked},
		{`the merchant has not booked (\S+) yuan as refunded`, w.notBooked},
		{`the platform has paid back (\S+) yuan of the order`, w.paidBack},
	}
}

func (w *world) refundsTakeTime(ctx context.Context) error {
	m, err := w.Control.Merchant(ctx, w.Platform.Merchant.OidPartner)
	if err != nil {
		return err
	}
	m.Refund = api.RefundPolicy{Outcome: "processing"}
	_, err = w.Control.PutMerchant(ctx, m)
	return err
}

func (w *world) refundAnswerLost(ctx context.Context) error {
	_, err := w.Control.AddFault(ctx, api.NewFault{At: "refund", Effect: "drop-reply"})
	return err
}

// refundsSome has the merchant start a new refund, and finds its number: in the merchant's answer, or in the recorded request.
func (w *world) refundsSome(ctx context.Context, amount string) error {
	if err := w.need("refund"); err != nil {
		return err
	}
	if err := w.heard(); err != nil {
		return err
	}
	o, err := w.placed("")
	if err != nil {
		return err
	}
	out, err := w.do(ctx, "The merchant refunds "+amount+" yuan of the order", func(ctx context.Context) (harness.Outcome, error) {
		return w.Driver.Refund(ctx, o.number, amount)
	})
	if err != nil {
		return err
	}
	at := w.acts[len(w.acts)-1].at
	var calls []call
	if _, err = w.wait(ctx, func() (bool, error) {
		calls, err = w.refundCalls(ctx, o, at)
		return len(calls) > 0, err
	}); err != nil {
		return err
	}
	r := &refund{number: out.RefundNumber, outcome: out}
	if r.number == "" && len(calls) > 0 {
		r.number = calls[0].fields.Get("no_refund")
	}
	w.refunds = append(w.refunds, r)
	return w.settle(ctx)
}

// hasRefunded is a refund that has succeeded.
func (w *world) hasRefunded(ctx context.Context, amount string) error {
	if err := w.refundsSome(ctx, amount); err != nil {
		return err
	}
	o := w.orders[""]
	there, err := w.at(ctx, o)
	if err != nil {
		return err
	}
	if !sameMoney(&there.Refunded, &amount) {
		return unjudgedf("the platform paid back %s yuan of order %s where %s were to be refunded; the merchant answered with %s", there.Refunded, o.number, amount, answered(w.refunds[0].outcome))
	}
	if w.Driver.Has("refunded") {
		if _, err := w.wait(ctx, w.hasBooked(ctx, o, amount)); err != nil {
			return err
		}
	}
	return w.remember(ctx, o)
}

// triesRefundAgain has the merchant repeat its newest refund; without an action for that it is asked to look for lost results.
func (w *world) triesRefundAgain(ctx context.Context) error {
	if len(w.refunds) == 0 {
		return fmt.Errorf("the merchant has refunded nothing in this scenario")
	}
	newest := w.refunds[len(w.refunds)-1]
	if newest.number == "" {
		return unjudgedf("no refund came to the platform; the merchant answered with %s", answered(newest.outcome))
	}
	if w.Driver.Has("retry_refund") {
		_, err := w.do(ctx, "The merchant tries the refund again", func(ctx context.Context) (harness.Outcome, error) {
			return w.Driver.RetryRefund(ctx, newest.number)
		})
		return err
	}
	if w.Driver.Has("poll") {
		if err := w.polls(ctx); err != nil {
			return err
		}
	}
	o := w.orders[""]
	again, err := w.wait(ctx, func() (bool, error) {
		calls, err := w.refundCalls(ctx, o, w.begun)
		return len(calls) > 1, err
	})
	if err == nil && !again {
		err = uncheckedf("the merchant file has no actions.retry_refund, and the merchant did not try again by itself")
	}
	return err
}

// refundEnds gives the result of the newest refund, which the platform was told to keep waiting.
func (w *world) refundEnds(ctx context.Context, how, silent string) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	list, err := w.Control.Refunds(ctx, client.RefundFilter{OidPaybill: o.paybill})
	if err != nil {
		return err
	}
	if len(list.Refunds) == 0 {
		return unjudgedf("no refund of order %s came about", o.number)
	}
	r := list.Refunds[len(list.Refunds)-1]
	if silent != "" {
		forEver := 0
		if _, err := w.Control.AddFault(ctx, api.NewFault{At: "notify", Match: map[string]string{"no_refund": r.NoRefund}, Effect: "close", Times: &forEver}); err != nil {
			return err
		}
	}
	result := map[string]string{"succeeds": "success", "fails": "9920"}[how]
	if _, err := w.Control.FinishRefund(ctx, r.OidRefundno, result); err != nil {
		return err
	}
	return w.settle(ctx)
}

func (w *world) refundNoticeAgain(ctx context.Context) error {
	return w.notify(ctx, "", api.Notify{Variant: "refund"})
}

// asksForRefunds are the merchant's requests for refunds of the order.
func (w *world) asksForRefunds(ctx context.Context, least int) ([]call, error) {
	o, err := w.placed("")
	if err != nil {
		return nil, err
	}
	calls, err := w.refundCalls(ctx, o, w.begun)
	if err == nil && len(calls) < least {
		err = unjudgedf("the platform got %d requests for refunds of order %s, %d are needed", len(calls), o.number, least)
	}
	return calls, err
}

func (w *world) refundNumbers(ctx context.Context) error {
	calls, err := w.asksForRefunds(ctx, 2)
	if err != nil {
		return err
	}
	amounts := map[string]string{}
	for _, c := range calls {
		number, amount := c.fields.Get("no_refund"), c.fields.Get("money_refund")
		if other, known := amounts[number]; known && !sameAmount(other, amount) {
			return broken("each refund must have a number of its own", "the merchant asked for %s yuan back and for %s under the same number %s", other, amount, number)
		}
		amounts[number] = amount
	}
	if len(amounts) < len(w.refunds) {
		return broken("each refund must have a number of its own", "the merchant made %d refunds under %d numbers", len(w.refunds), len(amounts))
	}
	return nil
}

func (w *world) oneRefund(ctx context.Context) error {
	calls, err := w.asksForRefunds(ctx, 1)
	if err != nil {
		return err
	}
	for _, c := range calls[1:] {
		if first, again := calls[0].fields.Get("no_refund"), c.fields.Get("no_refund"); first != again {
			return broken("it must try again under the same number, which the platform carries out once", "the merchant asked for the refund as %s and, when the answer was lost, as %s", first, again)
		}
	}
	return nil
}

// hasBooked looks whether the merchant shows an amount as refunded.
func (w *world) hasBooked(ctx context.Context, o *order, amount string) func() (bool, error) {
	return func() (bool, error) {
		seen, err := w.observe(ctx, o.number)
		return sameMoney(seen.Refunded, &amount), err
	}
}

func (w *world) booked(ctx context.Context, amount string) error {
	if err := w.need("refunded"); err != nil {
		return err
	}
	calls, err := w.asksForRefunds(ctx, 1)
	if err != nil {
		return err
	}
	o := w.orders[""]
	if _, err := w.wait(ctx, w.hasBooked(ctx, o, amount)); err != nil {
		return err
	}
	if err := w.prove(ctx); err != nil {
		return err
	}
	seen, err := w.observe(ctx, o.number)
	if err == nil && !sameMoney(seen.Refunded, &amount) {
		err = broken("a refund must be booked once, when it has succeeded", "the merchant shows %s yuan of order %s as refunded where %s are right; refund %s was asked for over %s",
			text(seen.Refunded), o.number, amount, calls[0].fields.Get("no_refund"), calls[0].fields.Get("money_refund"))
	}
	return err
}

func (w *world) paidBack(ctx context.Context, amount string) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	var there api.Order
	right, err := w.wait(ctx, func() (bool, error) {
		there, err = w.at(ctx, o)
		return sameMoney(&there.Refunded, &amount), err
	})
	if err != nil || right {
		return err
	}
	last := ""
	if n := len(w.refunds); n > 0 {
		last = "; to the last refund the merchant answered with " + answered(w.refunds[n-1].outcome)
	}
	return broken(fmt.Sprintf("%s yuan must have gone back", amount), "the platform has paid back %s yuan of order %s%s", there.Refunded, o.number, last)
}

// sameMoney compares amounts as numbers; nothing is nothing paid back.
func sameMoney(a, b *string) bool {
	x, y := money(a), money(b)
	return x != nil && y != nil && x.Cmp(y) == 0
}

func money(s *string) *big.Rat {
	if s == nil || *s == "" {
		return new(big.Rat)
	}
	r, ok := new(big.Rat).SetString(*s)
	if !ok {
		return nil
	}
	return r
}

func text(s *string) string {
	if s == nil || *s == "" {
		return "0"
	}
	return *s
}
