package contract

import (
	"context"
	"math/big"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
)

var refundBookSteps = []step{
	{English: `no two refunds share a number`,
		Chinese: `各笔退款的退款单号互不相同`,
		Also:    []string{`各笔退款的退款号互不相同`},
		Run:     (*world).checkRefundNumbers},
	{English: `the merchant has asked for one refund`,
		Chinese: `商户只申请了一笔退款`,
		Also:    []string{`商户只请求了一笔退款`},
		Run:     (*world).checkOneRefund},
	{English: `the merchant has booked {amount} yuan as refunded`,
		Chinese: `商户记账的已退金额为 {amount} 元`,
		Needs:   []string{"refunded"}, Run: (*world).checkBooked},
	{English: `the merchant has not booked {amount} yuan as refunded`,
		Chinese: `商户记账的已退金额不是 {amount} 元`,
		Needs:   []string{"refunded"}, Run: (*world).checkNotBooked},
	{English: `the platform has paid back {amount} yuan of {order}`,
		Chinese: `平台已对{order} 退还 {amount} 元`,
		Run:     (*world).checkPaidBack},
}

// refundRequests lists the merchant's requests for refunds of an order.
func (w *world) refundRequests(ctx context.Context, o *order, atLeast int) ([]call, error) {
	calls, err := w.refundCalls(ctx, o, w.startPosition)
	if err == nil && len(calls) < atLeast {
		err = unjudgedf("the platform got %d requests for refunds of order %s, %d are needed", len(calls), o.number, atLeast)
	}
	return calls, err
}

func (w *world) checkRefundNumbers(ctx context.Context, o *order) error {
	calls, err := w.refundRequests(ctx, o, 2)
	if err != nil {
		return err
	}
	amounts := map[string]string{}
	for _, c := range calls {
		number, amount := c.fields.Get("no_refund"), c.fields.Get("money_refund")
		if other, known := amounts[number]; known && !sameAmount(other, amount) {
			return inRequest(c, breachf("each refund must have a number of its own", "the merchant asked for %s yuan back and for %s under the same number %s", other, amount, number))
		}
		amounts[number] = amount
	}
	if len(amounts) < len(w.refunds) {
		return breachf("each refund must have a number of its own", "the merchant made %d refunds under %d numbers", len(w.refunds), len(amounts))
	}
	return nil
}

func (w *world) checkOneRefund(ctx context.Context, o *order) error {
	calls, err := w.refundRequests(ctx, o, 1)
	if err != nil {
		return err
	}
	for _, c := range calls[1:] {
		if first, again := calls[0].fields.Get("no_refund"), c.fields.Get("no_refund"); first != again {
			return inRequest(c, breachf("it must try again under the same number, which the platform carries out once", "the merchant asked for the refund as %s and, when the answer was lost, as %s", first, again))
		}
	}
	return nil
}

// isBooked returns a function that tells whether the merchant shows an amount as refunded.
func (w *world) isBooked(ctx context.Context, o *order, amount string) func() (bool, error) {
	return func() (bool, error) {
		seen, err := w.observe(ctx, o.number)
		return sameMoney(seen.Refunded, &amount), err
	}
}

func (w *world) checkBooked(ctx context.Context, o *order, amount string) error {
	if err := w.need("refunded"); err != nil {
		return err
	}
	calls, err := w.refundRequests(ctx, o, 1)
	if err != nil {
		return err
	}
	if _, err := w.wait(ctx, w.isBooked(ctx, o, amount)); err != nil {
		return err
	}
	if err := w.prove(ctx); err != nil {
		return err
	}
	seen, err := w.observe(ctx, o.number)
	if err == nil && !sameMoney(seen.Refunded, &amount) {
		err = breachf("a refund must be booked once, when it has succeeded", "the merchant shows %s yuan of order %s as refunded where %s are right; refund %s was asked for over %s",
			moneyText(seen.Refunded), o.number, amount, calls[0].fields.Get("no_refund"), calls[0].fields.Get("money_refund"))
	}
	return err
}

func (w *world) checkPaidBack(ctx context.Context, amount string, o *order) error {
	var stored api.Order
	right, err := w.wait(ctx, func() (_ bool, err error) {
		stored, err = w.stored(ctx, o)
		return sameMoney(&stored.Refunded, &amount), err
	})
	if err != nil || right {
		return err
	}
	last := message.Message{}
	if n := len(w.refunds); n > 0 {
		last = message.New("; to the last refund the merchant answered with %s", describeAnswer(w.refunds[n-1].outcome))
	}
	return breachOf(message.New("%s yuan must have gone back", amount), "the platform has paid back %s yuan of order %s%s", stored.Refunded, o.number, last)
}

// sameMoney compares amounts in yuan as numbers; nil and "" are 0.
func sameMoney(a, b *string) bool {
	x, y := parseMoney(a), parseMoney(b)
	return x != nil && y != nil && x.Cmp(y) == 0
}

func parseMoney(s *string) *big.Rat {
	if s == nil || *s == "" {
		return new(big.Rat)
	}
	r, ok := new(big.Rat).SetString(*s)
	if !ok {
		return nil
	}
	return r
}

func moneyText(s *string) string {
	if s == nil || *s == "" {
		return "0"
	}
	return *s
}

// checkNotBooked judges a merchant that was told a wrong amount of its newest refund.
func (w *world) checkNotBooked(ctx context.Context, o *order, amount string) error {
	if err := w.need("refunded"); err != nil {
		return err
	}
	if err := w.prove(ctx); err != nil {
		return err
	}
	seen, err := w.observe(ctx, o.number)
	if err == nil && sameMoney(seen.Refunded, &amount) {
		err = breachf("it must compare the amount with that of its own refund", "the merchant booked the refund of %s yuan of order %s on a notification of another amount", amount, o.number)
	}
	return err
}
