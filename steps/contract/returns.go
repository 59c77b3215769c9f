package contract

import (
	"context"
	"fmt"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
)

var returnSteps = []step{
	{English: `a return comes whose signature is {signature}`,
		Chinese: `商户收到一个同步通知，其签名{signature}`,
		Also:    []string{`送来一个同步通知，其签名{signature}`},
		Run:     (*world).returnSigned},
	{English: `the return of the cheap order comes with the number of the dear order`,
		Chinese: `低价订单的同步通知带着高价订单的订单号送达`,
		Run:     func(w *world, ctx context.Context) error { return w.returnWithNumber(ctx, false) }},
	{English: `the return of the cheap order comes with the number and amount of the dear order`,
		Chinese: `低价订单的同步通知带着高价订单的订单号和金额送达`,
		Run:     func(w *world, ctx context.Context) error { return w.returnWithNumber(ctx, true) }},
	{English: `the return of the cheap order comes to the return address of the dear order`,
		Chinese: `低价订单的同步通知送到高价订单的返回地址`,
		Run:     (*world).returnToAddress},
	{English: `return and notification of the order come at the same instant`,
		Chinese: `订单的同步通知与异步通知同时送达`,
		Run:     (*world).returnAndNotifyAtOnce},
	{English: `the shopper's browser returns without cookies`,
		Chinese: `顾客的浏览器不带 cookie 返回`,
		Run:     func(w *world, ctx context.Context) error { return w.returnSigned(ctx, "") }},
	{English: `the shopper sees a page`,
		Chinese: `顾客看到页面`,
		Run:     (*world).checkPageShown},
}

// returnable returns an order whose shopper can come back to the merchant: at the address in its request, or else in the merchant file.
func (w *world) returnable(name string) (*order, error) {
	o, err := w.placedOrder(name)
	if err == nil && o.returnURL() == "" && w.Driver.ReturnURL() == "" {
		err = uncheckedf("the merchant takes no returns: its request names no return_url and the merchant file has no return.url")
	}
	return o, err
}

// returnMessage returns the scenario's order and its return message.
func (w *world) returnMessage(ctx context.Context, signature wrongSignature) (*order, wire.Fields, error) {
	o, err := w.returnable("")
	if err != nil {
		return nil, nil, err
	}
	f, err := w.compose(ctx, o, api.Notify{Variant: "return", Sign: string(signature)})
	return o, f, err
}

const returnTitle = "The shopper's browser returns to the merchant"

// returnToMerchant posts a message to the merchant as a shopper's browser does, and keeps the outcome.
func (w *world) returnToMerchant(ctx context.Context, to *order, f wire.Fields) (err error) {
	w.returnOutcome, err = w.record(ctx, returnTitle, func() (harness.Outcome, error) { return w.Driver.Return(ctx, to.returnURL(), f) })
	return err
}

// returnSigned sends the shopper back with a signature.
func (w *world) returnSigned(ctx context.Context, signature wrongSignature) error {
	o, f, err := w.returnMessage(ctx, signature)
	if err != nil {
		return err
	}
	return w.returnToMerchant(ctx, o, f)
}

// cheapAndDear returns the two orders and the platform's return message of the cheap one.
func (w *world) cheapAndDear(ctx context.Context) (cheap, dear *order, f wire.Fields, err error) {
	if cheap, err = w.returnable("cheap"); err != nil {
		return nil, nil, nil, err
	}
	if dear, err = w.returnable("dear"); err != nil {
		return nil, nil, nil, err
	}
	f, err = w.compose(ctx, cheap, api.Notify{Variant: "return"})
	return cheap, dear, f, err
}

func (w *world) returnWithNumber(ctx context.Context, withAmount bool) error {
	cheap, dear, f, err := w.cheapAndDear(ctx)
	if err != nil {
		return err
	}
	if withAmount {
		f = f.Set("money_order", dear.request.fields.Get("money_order"))
	}
	return w.returnToMerchant(ctx, cheap, f.Set("no_order", dear.number))
}

func (w *world) returnToAddress(ctx context.Context) error {
	_, dear, f, err := w.cheapAndDear(ctx)
	if err != nil {
		return err
	}
	return w.returnToMerchant(ctx, dear, f)
}

// returnAndNotifyAtOnce sends returns and notifications of one order at the same time, a few of each, so that they overlap.
func (w *world) returnAndNotifyAtOnce(ctx context.Context) error {
	o, f, err := w.returnMessage(ctx, "")
	if err != nil {
		return err
	}
	const each = 4
	title := fmt.Sprintf("%d returns and %d notifications at the same instant", each, each)
	var at uint64
	var returns [each]harness.Outcome
	var failed [each]error
	err = w.sendTogether(ctx, title, func(after uint64) error {
		at = after
		var both sync.WaitGroup
		defer both.Wait()
		for i := range each {
			both.Go(func() { returns[i], failed[i] = w.Driver.Return(ctx, o.returnURL(), f) })
		}
		return w.notify(ctx, "", api.Notify{Copies: each, Parallel: true})
	})
	for i, out := range returns {
		w.actions = append(w.actions, action{position: at, title: returnTitle, together: title, Exchange: out.Exchange})
		if failed[i] != nil {
			return w.noAnswer(returnTitle, failed[i])
		}
	}
	return err
}

func (w *world) checkPageShown() error {
	if w.returnOutcome.Accepted {
		return nil
	}
	return breachf("the shopper must see a page: a browser sends no cookies with a form from another site", "the merchant answered the return with %s", describeAnswer(w.returnOutcome))
}
