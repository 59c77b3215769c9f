package contract

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

var shopperSteps = []step{
	{English: `a shopper checks out`,
		Chinese: `顾客下单`,
		Tried:   []string{`a shopper buys something`, `a shopper places an order`, `顾客购买商品`, `顾客提交订单`},
		Run:     func(w *world, ctx context.Context) error { return w.tryToPlace(ctx, ordinaryCheckout) }},
	{English: `a shopper checks out for {amount} yuan`,
		Chinese: `顾客下单，金额 {amount} 元`,
		Tried:   []string{`the shopper buys for {amount} yuan`, `a shopper orders for {amount} yuan`, `顾客下单{amount}元`, `顾客购买{amount}元的商品`},
		Run: func(w *world, ctx context.Context, amount string) error {
			return w.tryToPlace(ctx, checkoutFor(amount))
		}},
	{English: `a shopper checks out with:`,
		Chinese: `顾客下单，内容为：`,
		Words:   checkoutWords,
		Run:     (*world).tryToPlace},
	{English: `a shopper has checked out`,
		Chinese: `顾客已下单`,
		Run:     func(w *world, ctx context.Context) error { return w.place(ctx, "", ordinaryCheckout) }},
	{English: `a shopper has checked out for {amount} yuan`,
		Chinese: `顾客已下单，金额 {amount} 元`,
		Run: func(w *world, ctx context.Context, amount string) error {
			return w.place(ctx, "", checkoutFor(amount))
		}},
	{English: `a shopper has checked out {order}`,
		Chinese: `顾客已下{order}`,
		Run:     func(w *world, ctx context.Context, name string) error { return w.place(ctx, name, ordinaryCheckout) }},
	{English: `a shopper has checked out {order} for {amount} yuan`,
		Chinese: `顾客已下{order}，金额 {amount} 元`,
		Run: func(w *world, ctx context.Context, name, amount string) error {
			return w.place(ctx, name, checkoutFor(amount))
		}},
	{English: `a shopper has checked out with:`,
		Chinese: `顾客已下单，内容为：`,
		Words:   checkoutWords,
		Run:     func(w *world, ctx context.Context, c harness.Checkout) error { return w.place(ctx, "", c) }},
	{English: `a shopper has checked out under a number {numberform}`,
		Chinese: `顾客已下单，订单号{numberform}`,
		Needs:   []string{"no_order"}, Run: (*world).placeUnderNumber},
	{English: `{int} shoppers check out, {int} at a time`,
		Chinese: `{int} 位顾客下单，每批 {int} 位同时`,
		Also:    []string{`{int} 位顾客下单，每次 {int} 位同时`},
		Run:     (*world).checkOutTogether},
}

func checkoutFor(amount string) harness.Checkout {
	c := ordinaryCheckout
	c.Amount = amount
	return c
}

// checkoutWords are the names of what a shopper chooses.
var checkoutWords = words{"金额": "amount", "商品": "goods", "备注": "remark", "支付方式": "pay_type"}

// inBoth lists words in English, with their Chinese.
func inBoth(w words) string {
	var all []string
	for chinese, english := range w {
		all = append(all, english+" ("+chinese+")")
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// readCheckout reads a table of what a shopper buys.
func readCheckout(t *godog.Table) (harness.Checkout, error) {
	c := ordinaryCheckout
	parts := map[string]*string{"amount": &c.Amount, "goods": &c.Goods, "remark": &c.Remark, "pay_type": &c.PayType}
	for _, row := range t.Rows {
		if len(row.Cells) != 2 {
			return c, vocabulary.Mistakef("write what the shopper chooses and its value", "a row of the table has %d {cell|cells}", len(row.Cells))
		}
		if name := row.Cells[0].Value; parts[name] == nil {
			return c, vocabulary.MistakeOf(message.New("write rows of %s", inBoth(checkoutWords)), "%s is nothing a shopper chooses", vocabulary.Quote(name))
		}
		*parts[row.Cells[0].Value] = row.Cells[1].Value
	}
	return c, nil
}

func (w *world) tryToPlace(ctx context.Context, c harness.Checkout) (err error) {
	w.orders[""], err = w.checkOut(ctx, c)
	return err
}

func (w *world) place(ctx context.Context, name string, c harness.Checkout) (err error) {
	w.orders[name], err = w.mustCheckOut(ctx, c)
	return err
}

// placeUnderNumber checks out under a number that was never used: it is made of platform time, which starts at real time.
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
		return inRequest(w.orders[""].request, breachf("the number is a text and goes to the platform as it is", "the shop was given the number %s and asked the platform for an order %s", number, got))
	}
	return nil
}

// checkOutTogether lets platform time run meanwhile, so that a merchant that reads the platform's clock does not see it stand still.
func (w *world) checkOutTogether(ctx context.Context, n, together int) error {
	if n < 1 || together < 1 {
		return vocabulary.Mistakef("write numbers from 1 on", "%d shoppers, %d at a time, cannot check out", n, together)
	}
	at, err := w.journalPosition(ctx)
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
			outcomes[i], _ = w.Driver.Do(ctx, "checkout", w.chosen(ordinaryCheckout)) // one that fails sends no request, which is looked at later
			<-turn
		})
	}
	all.Wait()
	w.checkouts = outcomes
	title := message.New("%d checkouts, %d at a time", n, together)
	for _, o := range outcomes {
		w.keep(ctx, action{position: at, title: message.New("One of many shoppers checks out"), together: title, Exchange: o.Exchange})
	}
	_, err = w.Control.SetClock(ctx, api.Manual, time.Time{})
	return err
}
