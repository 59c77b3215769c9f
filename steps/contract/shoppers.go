package contract

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/steps/harness"
)

var shopperSteps = []step{
	{
		English: `a shopper checks out(?: for (\S+) yuan)?`,
		Chinese: `顾客下单(?:，金额 ?(\S+) ?元)?`,
		Run:     (*world).tryCheckOut,
	},
	{
		English: `a shopper checks out with:`,
		Chinese: `顾客下单，内容为：`,
		Words:   checkoutWords,
		Run:     (*world).tryCheckOutWith,
	},
	{
		English: `a shopper has checked out(?: the (\w+) order)?(?: for (\S+) yuan)?`,
		Chinese: `顾客已下(?:([\p{Han}\w]+)订)?单(?:，金额 ?(\S+) ?元)?`,
		Words:   orderNames,
		Run:     (*world).placeNamed,
	},
	{
		English: `a shopper has checked out with:`,
		Chinese: `顾客已下单，内容为：`,
		Words:   checkoutWords,
		Run:     (*world).placeWith,
	},
	{
		English: `a shopper has checked out under a number (with leading zeros|of 32 digits)`,
		Chinese: `顾客已下单，订单号(以零开头|为 ?32 ?位数字)`,
		Words:   words{"以零开头": "with leading zeros", "为32位数字": "of 32 digits"},
		Needs:   []string{"no_order"},
		Run:     (*world).placeUnderNumber,
	},
	{
		English: `(\d+) shoppers check out, (\d+) at a time`,
		Chinese: `(\d+) ?位顾客下单，每次 ?(\d+) ?位同时`,
		Run:     (*world).checkOutTogether,
	},
	{
		English: `the shopper pays the order again`,
		Chinese: `顾客再次支付订单`,
		Needs:   []string{"pay_again"},
		Run:     (*world).payAgain,
	},
	{
		English: `the merchant is brought to recover`,
		Chinese: `商户着手恢复`,
		Needs:   []string{"pay_again or poll"},
		Run:     (*world).bringToRecover,
	},
	{
		English: `the merchant has cancelled the order`,
		Chinese: `商户已取消订单`,
		Needs:   []string{"cancel"},
		Run:     (*world).cancelOrder,
	},
	{
		English: `the merchant's store fails`,
		Chinese: `商户的存储发生故障`,
		Needs:   []string{"fail_store"},
		Run:     (*world).failStore,
	},
}

func checkoutFor(amount string) harness.Checkout {
	c := ordinaryCheckout
	if amount != "" {
		c.Amount = amount
	}
	return c
}

// checkoutWords are the names of what a shopper chooses.
var checkoutWords = words{"金额": "amount", "商品": "goods", "备注": "remark", "支付方式": "pay_type"}

// readCheckout reads a table of what a shopper buys.
func readCheckout(t *godog.Table) (harness.Checkout, error) {
	c := ordinaryCheckout
	parts := map[string]*string{"amount": &c.Amount, "goods": &c.Goods, "remark": &c.Remark, "pay_type": &c.PayType}
	for _, row := range t.Rows {
		if len(row.Cells) != 2 || parts[row.Cells[0].Value] == nil {
			return c, fmt.Errorf("%q is nothing a shopper chooses: write rows of amount, goods, remark or pay_type and its value", row.Cells[0].Value)
		}
		*parts[row.Cells[0].Value] = row.Cells[1].Value
	}
	return c, nil
}

func (w *world) tryCheckOut(ctx context.Context, amount string) error {
	return w.tryToPlace(ctx, checkoutFor(amount))
}

func (w *world) tryCheckOutWith(ctx context.Context, t *godog.Table) error {
	c, err := readCheckout(t)
	if err != nil {
		return err
	}
	return w.tryToPlace(ctx, c)
}

func (w *world) tryToPlace(ctx context.Context, c harness.Checkout) (err error) {
	w.orders[""], err = w.checkOut(ctx, c)
	return err
}

func (w *world) placeNamed(ctx context.Context, name, amount string) error {
	return w.place(ctx, name, checkoutFor(amount))
}

func (w *world) placeWith(ctx context.Context, t *godog.Table) error {
	c, err := readCheckout(t)
	if err != nil {
		return err
	}
	return w.place(ctx, "", c)
}

func (w *world) place(ctx context.Context, name string, c harness.Checkout) (err error) {
	w.orders[name], err = w.mustCheckOut(ctx, c)
	return err
}

// placeUnderNumber chooses a number that was never used: it is made of platform time, which begins at real time.
func (w *world) placeUnderNumber(ctx context.Context, kind string) error {
	if err := w.need("no_order"); err != nil {
		return err
	}
	clock, err := w.Control.Clock(ctx)
	if err != nil {
		return err
	}
	digits := clock.Now.UTC().Format("20060102150405.000000000")
	number := "000" + digits[:14] + digits[15:]
	if kind == "of 32 digits" {
		number = digits[:14] + digits[15:] + "987654321"
	}
	c := ordinaryCheckout
	c.NoOrder = number
	if err := w.place(ctx, "", c); err != nil {
		return err
	}
	if got := w.orders[""].request.fields.Get("no_order"); got != number {
		return breachf("the number is a text and goes to the platform as it is", "the shop was given the number %s and asked the platform for an order %s", number, got)
	}
	return nil
}

// checkOutTogether lets platform time run meanwhile: a merchant that reads its time there must not see it stand still.
func (w *world) checkOutTogether(ctx context.Context, n, together int) error {
	if n < 1 || together < 1 {
		return fmt.Errorf("%d shoppers, %d at a time, cannot check out", n, together)
	}
	at, err := w.mark(ctx)
	if err != nil {
		return err
	}
	if _, err := w.Control.SetClock(ctx, api.Wall, time.Time{}); err != nil {
		return err
	}
	outcomes, turn := make([]harness.Outcome, n), make(chan struct{}, together)
	var all sync.WaitGroup
	for i := range outcomes {
		turn <- struct{}{}
		all.Go(func() {
			outcomes[i], _ = w.Driver.Checkout(ctx, ordinaryCheckout) // one that fails sends no request, which is looked at later
			<-turn
		})
	}
	all.Wait()
	w.checkouts = outcomes
	title := fmt.Sprintf("%d checkouts, %d at a time", n, together)
	for _, o := range outcomes {
		w.acts = append(w.acts, action{position: at, title: "One of many shoppers checks out", together: title, Exchange: o.Exchange})
	}
	_, err = w.Control.SetClock(ctx, api.Manual, time.Time{})
	return err
}

func (w *world) payAgain(ctx context.Context) error {
	if err := w.need("pay_again"); err != nil {
		return err
	}
	o, err := w.order("")
	if err != nil {
		return err
	}
	if o.number == "" {
		return unjudgedf("no order number is known that the shopper could pay again: no request came to the platform")
	}
	w.payAgainOutcome, err = w.act(ctx, "The shopper pays the order again", func(ctx context.Context) (harness.Outcome, error) {
		return w.Driver.PayAgain(ctx, o.number)
	})
	w.paidAgain = true
	return err
}

// bringToRecover brings a merchant whose answer got lost to find out: the shopper pays again, or else the merchant looks for itself.
func (w *world) bringToRecover(ctx context.Context) error {
	switch {
	case w.Driver.Has("pay_again"):
		return w.payAgain(ctx)
	case w.Driver.Has("poll"):
		return w.poll(ctx)
	case w.orders[""].outcome.Accepted:
		return nil // it has recovered by itself
	}
	return uncheckedf("the merchant file has neither actions.pay_again nor actions.poll, which would bring the merchant to recover")
}

// cancelOrder cancels an order on the merchant's side. For a paid order the merchant may refuse.
func (w *world) cancelOrder(ctx context.Context) error {
	if err := w.need("cancel"); err != nil {
		return err
	}
	o, err := w.placedOrder("")
	if err != nil {
		return err
	}
	out, err := w.act(ctx, "The merchant cancels the order", func(ctx context.Context) (harness.Outcome, error) { return w.Driver.Cancel(ctx, o.number) })
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
	w.storeFailing = true
	return w.setStoreFailing(ctx, true)
}

func (w *world) setStoreFailing(ctx context.Context, fails bool) error {
	title := map[bool]string{true: "The merchant's store is made to fail", false: "The merchant's store works again"}[fails]
	out, err := w.actAnyTime(ctx, title, func(ctx context.Context) (harness.Outcome, error) { return w.Driver.FailStore(ctx, fails) })
	if err == nil && !out.Accepted {
		err = unjudgedf("the merchant did not take actions.fail_store; it answered with %s", describeAnswer(out))
	}
	return err
}
