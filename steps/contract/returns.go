package contract

import (
	"context"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
)

var returnSteps = []step{
	{English: `a return comes whose signature is {signature}`,
		Chinese: `商户收到一个同步通知，其签名{signature}`,
		Also:    []string{`送来一个同步通知，其签名{signature}`},
		Run:     (*world).returnSigned},
	{English: `the return of {order} comes with the number of {order}`,
		Chinese: `{order} 的同步通知带着{order} 的订单号送达`,
		Run: func(w *world, ctx context.Context, o, other *order) error {
			return w.returnWithNumber(ctx, o, other, false)
		}},
	{English: `the return of {order} comes with the number and amount of {order}`,
		Chinese: `{order} 的同步通知带着{order} 的订单号和金额送达`,
		Run: func(w *world, ctx context.Context, o, other *order) error {
			return w.returnWithNumber(ctx, o, other, true)
		}},
	{English: `the return of {order} comes to the return address of {order}`,
		Chinese: `{order} 的同步通知送到{order} 的返回地址`,
		Run:     (*world).returnToAddress},
	{English: `the return of {order} comes with another amount than was signed`,
		Chinese: `{order} 的同步通知送达，金额在签名后被改动`,
		Run:     (*world).returnOtherAmount},
	{English: `return and notification of {order} come at the same instant`,
		Chinese: `{order} 的同步通知与异步通知同时送达`,
		Run:     (*world).returnAndNotifyAtOnce},
	{English: `the shopper's browser returns without cookies`,
		Chinese: `顾客的浏览器不带 cookie 返回`,
		Run:     func(w *world, ctx context.Context, o *order) error { return w.returnSigned(ctx, o, "") }},
	{English: `the shopper sees a page`,
		Chinese: `顾客看到页面`,
		Run:     (*world).checkPageShown},
}

// requireReturns returns an error where the shopper of an order cannot come back to the merchant: neither its request nor the merchant file
// names an address.
func (w *world) requireReturns(orders ...*order) error {
	for _, o := range orders {
		if o.returnURL() == "" && w.Driver.ReturnURL() == "" {
			return uncheckedf("the merchant takes no returns: its request names no return_url and the merchant file has no return.url")
		}
	}
	return nil
}

// returnMessage composes the return message of an order.
func (w *world) returnMessage(ctx context.Context, o *order, signature wrongSignature) (wire.Fields, error) {
	if err := w.requireReturns(o); err != nil {
		return nil, err
	}
	f, err := w.compose(ctx, o, api.Notify{Variant: "return", Sign: string(signature)})
	if document := f.Get(documentField); err == nil && document != "" {
		return wire.DecodeJSON([]byte(document))
	}
	return f, err
}

// documentField is the one field of a return that is a JSON object (WAP-4).
const documentField = "res_data"

// returnsDocument tells whether an order's return is one JSON object; otherwise it is fields.
func (o *order) returnsDocument() bool {
	switch o.request.kind {
	case wire.KindWapPay, wire.KindWapVerified:
		return true
	case wire.KindPayBill:
		return o.request.fields.Get("flag_chnl") == "3"
	}
	return false
}

// posted is the message of an order's return as a browser posts it.
func (o *order) posted(f wire.Fields) wire.Fields {
	if o.returnsDocument() {
		return wire.Fields{{Name: documentField, Value: string(wire.EncodeJSON(f.Sorted()))}}
	}
	return f
}

const returnTitle message.Text = "The shopper's browser returns to the merchant"

func returned() message.Message { return message.New(returnTitle) }

// returnToMerchant posts a message to the merchant as a shopper's browser does, and keeps the outcome.
func (w *world) returnToMerchant(ctx context.Context, to *order, f wire.Fields) (err error) {
	w.returnOutcome, err = w.record(ctx, returned(), func() (harness.Outcome, error) { return w.Driver.Return(ctx, to.returnURL(), to.posted(f)) })
	return err
}

// returnSigned sends the shopper back with a signature.
func (w *world) returnSigned(ctx context.Context, o *order, signature wrongSignature) error {
	f, err := w.returnMessage(ctx, o, signature)
	if err != nil {
		return err
	}
	return w.returnToMerchant(ctx, o, f)
}

// returnWithNumber sends the shopper of one order back with the number of another one.
func (w *world) returnWithNumber(ctx context.Context, o, other *order, withAmount bool) error {
	if err := w.requireReturns(o, other); err != nil {
		return err
	}
	f, err := w.returnMessage(ctx, o, "")
	if err != nil {
		return err
	}
	if withAmount {
		f = f.Set("money_order", other.request.fields.Get("money_order"))
	}
	return w.returnToMerchant(ctx, o, f.Set("no_order", other.number))
}

// returnOtherAmount sends the shopper back with an amount that was changed after signing.
func (w *world) returnOtherAmount(ctx context.Context, o *order) error {
	f, err := w.returnMessage(ctx, o, "")
	if err != nil {
		return err
	}
	return w.returnToMerchant(ctx, o, f.Set("money_order", "9999.00"))
}

// returnToAddress sends the shopper of one order back to the address of another one.
func (w *world) returnToAddress(ctx context.Context, o, other *order) error {
	if err := w.requireReturns(o, other); err != nil {
		return err
	}
	f, err := w.returnMessage(ctx, o, "")
	if err != nil {
		return err
	}
	return w.returnToMerchant(ctx, other, f)
}

// returnAndNotifyAtOnce sends returns and notifications of one order at the same time, a few of each, so that they overlap.
func (w *world) returnAndNotifyAtOnce(ctx context.Context, o *order) error {
	f, err := w.returnMessage(ctx, o, "")
	if err != nil {
		return err
	}
	const each = 4
	title := message.New("%d returns and %d notifications at the same instant", each, each)
	var at uint64
	var returns [each]harness.Outcome
	var failed [each]error
	err = w.sendTogether(ctx, title, func(after uint64) error {
		at = after
		var both sync.WaitGroup
		defer both.Wait()
		for i := range each {
			both.Go(func() { returns[i], failed[i] = w.Driver.Return(ctx, o.returnURL(), o.posted(f)) })
		}
		return w.notify(ctx, o, api.Notify{Copies: each, Parallel: true})
	})
	for i, out := range returns {
		w.keep(ctx, action{position: at, title: returned(), together: title, Exchange: out.Exchange})
		if failed[i] != nil {
			return w.noAnswer(returned(), failed[i])
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
