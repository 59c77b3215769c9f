package contract

import (
	"context"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// promiseSteps judge what happened in a sequence of events by the platform's own books: each is one promise about money (INV-1 to INV-10).
var promiseSteps = []step{
	{English: `nothing was fulfilled without its money`,
		Chinese: `没有未收款就发货的订单`,
		Needs:   []string{paymentVisible}, Run: (*world).checkFulfilledPaid},
	{English: `nothing was fulfilled twice`,
		Chinese: `没有重复发货的订单`,
		Needs:   []string{"fulfilments"}, Run: (*world).checkNothingTwice},
	{English: `what was paid is fulfilled or remedied, and nothing else is`,
		Chinese: `已支付的订单都已发货或补救，未支付的都没有发货`,
		Needs:   []string{paymentVisible}, Run: (*world).checkPaidFulfilled},
	{English: `no checkout was charged twice`,
		Chinese: `没有一次下单被重复扣款`,
		Run:     (*world).checkChargedOnce},
	{English: `what the merchant has booked as refunded was paid back`,
		Chinese: `商户记账的已退金额与平台实际退款金额一致`,
		Needs:   []string{"refunded"}, Run: (*world).checkRefundsBooked},
	{English: `each refund was paid back once`,
		Chinese: `每笔退款只退了一次`,
		Needs:   []string{"refund"}, Run: (*world).checkRefundedOnce},
	{English: `the platform refused no request of the merchant for its signature, fields or date`,
		Chinese: `平台没有因签名、字段或日期拒绝过商户的请求`,
		Run:     (*world).checkRequestsRight},
	{English: `the merchant finds each difference and no other when it reconciles`,
		Chinese: `商户对账时找出每一处差异，且没有误报`,
		Needs:   []string{"reconcile"}, Run: (*world).checkReconciled},
	{English: `the merchant took every valid notification in time`,
		Chinese: `商户及时受理了每一个有效通知`,
		Run:     (*world).checkNotificationsTaken},
	{English: `the merchant answered everything it was asked`,
		Chinese: `商户对每次操作都作了应答`,
		Run:     (*world).checkNothingHung},
}

// bill is an order of the platform that a shopper's checkout led to, as the platform has it.
type bill struct {
	of *order
	api.Order
}

func (b bill) paid() bool { return b.PaidAt != nil }

// paidBack tells whether all of the money went back.
func (b bill) paidBack() bool { return b.paid() && sameMoney(&b.Refunded, &b.MoneyOrder) }

// bills are the platform's orders of the sequence, by name of the checkout and time.
func (w *world) bills(ctx context.Context) (all []bill, err error) {
	for _, o := range w.inOrder() {
		for _, paybill := range o.bills {
			stored, err := w.stand(ctx, paybill)
			if err != nil {
				return nil, err
			}
			all = append(all, bill{o, stored})
		}
	}
	return all, nil
}

// inOrder lists the sequence's orders as they were checked out, by the moment of their first requests.
func (w *world) inOrder() (all []*order) {
	for _, o := range w.orders {
		if o != nil {
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b *order) int { return cmpOrders(a, b) })
	return all
}

func (w *world) checkFulfilledPaid(ctx context.Context) error {
	if err := w.needPaymentVisible(); err != nil {
		return err
	}
	for _, o := range w.inOrder() {
		for _, number := range o.known() {
			seen, err := w.shown(ctx, number)
			if err == nil {
				err = w.judgeMoneyCame(ctx, o, number, seen)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// known are the numbers of an order at the merchant.
func (o *order) known() []string {
	if len(o.numbers) > 0 || o.number == "" {
		return o.numbers
	}
	return []string{o.number}
}

// judgeMoneyCame checks that an order which the merchant shows as paid or fulfilled was paid (INV-1).
func (w *world) judgeMoneyCame(ctx context.Context, o *order, number string, seen harness.Observation) error {
	n := w.fulfilments(seen)
	if n == 0 && !isTrue(seen.Paid) {
		return nil
	}
	state := message.New("the platform has no such order")
	for i, paybill := range o.bills {
		if o.numbers[i] != number {
			continue
		}
		stored, err := w.stand(ctx, paybill)
		if err != nil || stored.PaidAt != nil {
			return err
		}
		state = message.New("its state at the platform is %s", stored.ResultPay)
	}
	const should = "it must neither fulfil an order nor show it as paid before the platform has the money"
	if n > 0 {
		return breachf(should, "the merchant fulfilled order %s, but it was never paid: %s", number, state)
	}
	return breachf(should, "the merchant shows order %s as paid, but it was never paid: %s", number, state)
}

// judgeOnce checks that an order was fulfilled at most once (INV-2).
func (w *world) judgeOnce(number string, seen harness.Observation) error {
	if n := w.fulfilments(seen); n > 1 {
		return breachf("it must fulfil each order once, no matter how often it is told of the payment", "the merchant fulfilled order %s %d times", number, n)
	}
	return nil
}

func (w *world) checkNothingTwice(ctx context.Context) error {
	if err := w.need("fulfilments"); err != nil {
		return err
	}
	for _, o := range w.inOrder() {
		for _, number := range o.known() {
			seen, err := w.shown(ctx, number)
			if err == nil {
				err = w.judgeOnce(number, seen)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// checkPaidFulfilled judges the orders of the sequence once everything has settled (INV-3).
func (w *world) checkPaidFulfilled(ctx context.Context) error {
	if err := w.checkFulfilledPaid(ctx); err != nil {
		return err
	}
	all, err := w.bills(ctx)
	if err != nil {
		return err
	}
	for _, b := range all {
		if !b.paid() || b.paidBack() {
			continue
		}
		if reason, nothing := w.fulfilsNothing(ctx); nothing {
			return unjudgedf("%s", reason)
		}
		var seen harness.Observation
		done, err := w.await(ctx, func() (bool, error) {
			seen, err = w.shown(ctx, b.NoOrder)
			return w.fulfilments(seen) > 0 || isTrue(seen.Alarm), err
		})
		if err != nil || done {
			if err != nil {
				return err
			}
			continue
		}
		if !w.Driver.Has("alarm") && isTrue(seen.Closed) {
			continue // an alarm cannot be seen
		}
		return breachf("a paid order must be fulfilled, paid back or raised as an alarm",
			"order %s was paid (%s yuan), and in the end the merchant has neither fulfilled it nor paid it back nor raised an alarm", b.NoOrder, b.MoneyOrder)
	}
	return nil
}

// await is wait for a merchant that has had time to finish: its queued work is done, unless the file has no drain to tell.
func (w *world) await(ctx context.Context, look func() (bool, error)) (bool, error) {
	if found, err := look(); found || err != nil {
		return found, err
	}
	limit := patience
	if w.Driver.Has("drain") {
		limit = patienceDrained / 10
	}
	return pollFor(ctx, limit, func() (bool, error) {
		w.books.shown = nil // it may show something else by now
		return look()
	})
}

// checkChargedOnce judges each checkout by the orders that the merchant made of it (INV-4).
func (w *world) checkChargedOnce(ctx context.Context) error {
	all, err := w.bills(ctx)
	if err != nil {
		return err
	}
	charged := map[*order][]string{}
	for _, b := range all {
		if b.paid() && !b.paidBack() {
			charged[b.of] = append(charged[b.of], b.NoOrder)
		}
		if numbers := charged[b.of]; len(numbers) > 1 {
			return breachf("the merchant may offer a second number only when the first can no longer be paid, or has been paid back",
				"the shopper checked out once for %s yuan and was charged %d times, under the numbers %s", b.of.bought.Amount, len(numbers), message.List(numbers))
		}
	}
	return nil
}

// requestRules are the rules by which the platform refuses a request for its form: its signature, fields or date.
var requestRules = []string{"CHK-1", "CHK-2", "CHK-4", "CHK-5", "DAT-1", "DAT-3", "DAT-4", "IDN-3", "IDN-4", "RFD-6", "ENC-1", "ENC-2", "ENC-4"}

// checkRequestsRight judges the merchant's requests by why the platform refused them (INV-7).
func (w *world) checkRequestsRight(ctx context.Context) error {
	if err := w.readOn(ctx); err != nil {
		return err
	}
	asked := map[string]bool{} // numbers that the merchant has asked for before
	for _, c := range w.callsOf(w.entries) {
		number := c.fields.Get("no_order")
		again := asked[number]
		asked[number] = true
		if c.accepted() || !slices.Contains(requestRules, c.rule) {
			continue
		}
		if again && c.rule == "DAT-1" { // the platform never took the order, and an order keeps its date
			continue
		}
		return inRequest(c, breachf("no request may be refused for its signature, fields or date", "the platform refused the merchant's request (%s) about order %s with %s, by rule %s: %s",
			c.kind, number, c.code, c.rule, c.reason))
	}
	return nil
}

// checkNothingHung judges the merchant's answers to shoppers and operators (INV-10).
func (w *world) checkNothingHung(ctx context.Context) error {
	if !w.silence.IsZero() {
		return breachf("it must answer whatever happens at the platform", "%s", w.silence)
	}
	if how, ended := w.Driver.Exited(); ended {
		return breachf("it must go on whatever happens at the platform", "the merchant's process has ended (%s)", how)
	}
	return ctx.Err()
}
