package platform

import (
	"context"
	"net/http"
	"net/url"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// productSteps place orders through the products beside aggregate payment.
var productSteps = []step{
	{English: `the merchant orders {string} for {amount} yuan through {product}`,
		Chinese: `商户通过{product}提交订单 {string}，金额 {amount} 元`,
		Tried:   []string{`the merchant creates a bill {string} of/for {amount} yuan`, `商户创建账单{string}，金额{amount}元`},
		Run:     (*world).placeThrough},
	{English: `the merchant orders {string} for {amount} yuan through {product} with:`,
		Chinese: `商户通过{product}提交订单 {string}，金额 {amount} 元，其中：`,
		Run:     (*world).placeThrough},
	{English: `the shopper comes to {product} with order {string} of {amount} yuan`,
		Chinese: `顾客进入{product}，订单 {string}，金额 {amount} 元`,
		Run:     (*world).comeTo},
	{English: `the shopper comes to {product} with order {string} of {amount} yuan and:`,
		Chinese: `顾客进入{product}，订单 {string}，金额 {amount} 元，其中：`,
		Run:     (*world).comeTo},
}

var productType = vocabulary.Choice("product", "a product that takes orders", "受理订单的产品",
	"the web cashier's verified payment", "网页认证支付", "the web cashier", "网页收银台",
	"the H5 cashier's verified payment", "H5 认证支付", "the H5 cashier", "H5 收银台",
	"the unified cashier", "统一收银台", "card payment", "银行卡支付")

// The payer whom ordinary requests name, and the published test card that pays.
var (
	ordinaryPayer = []cell{{"acct_name", "张三"}, {"id_no", "11010119900307123X"}}
	ordinaryCard  = []cell{{"pay_type", "2"}, {"card_no", "6222020000000007"}, {"bind_mob", "13800138000"}, {"id_type", "0"}}
)

// product is where an order is placed, and what an ordinary request for it has beside the fields of every order.
type product struct {
	kind  wire.EndpointKind
	stamp string // the field with the time of the request, "" for none
	cells []cell
}

var products = map[string]product{
	"the web cashier":                    {wire.KindWebPay, "timestamp", []cell{{"version", "1.0"}}},
	"the web cashier's verified payment": {wire.KindWebVerified, "timestamp", append([]cell{{"version", "1.0"}}, ordinaryPayer...)},
	"the H5 cashier":                     {wire.KindWapPay, "", []cell{{"app_request", "3"}}},
	"the H5 cashier's verified payment":  {wire.KindWapVerified, "", append([]cell{{"app_request", "3"}}, ordinaryPayer...)},
	"the unified cashier":                {wire.KindPayBill, "time_stamp", []cell{{"api_version", "1.0"}, {"flag_pay_product", "0"}, {"flag_chnl", "2"}}},
	"card payment":                       {wire.KindCardPrepay, "", append(ordinaryCard, ordinaryPayer...)},
}

// ordinary returns the unsigned fields of an ordinary request for an order through a product, at platform time.
func (w *world) ordinary(ctx context.Context, p product, noOrder, money string) (wire.Fields, error) {
	f, err := w.newOrder(ctx, noOrder, money)
	if err != nil {
		return nil, err
	}
	f = apply(f.Without("pay_type"), p.cells)
	if p.stamp == "" {
		return f, nil
	}
	now, err := w.now(ctx)
	return f.Set(p.stamp, wire.FormatDateTime(now)), err
}

// placeThrough sends an order and remembers it when the platform takes it. A cashier's form goes as a shopper's browser sends it.
func (w *world) placeThrough(ctx context.Context, noOrder, money, name string, cells []cell) error {
	p := products[name]
	f, err := w.ordinary(ctx, p, noOrder, money)
	if err != nil {
		return err
	}
	f = apply(f, cells)
	if err := w.ask(ctx, p.kind, f); err != nil {
		return err
	}
	return w.keepOrder(ctx, f)
}

// comeTo places an order, which the platform must take, and opens its page in a new browser. A cashier's form the browser sends itself.
func (w *world) comeTo(ctx context.Context, name, noOrder, money string, cells []cell) error {
	p := products[name]
	e, err := wire.EndpointOf(p.kind)
	if err != nil {
		return err
	}
	if !e.Page {
		return w.comeToBill(ctx, name, noOrder, money, cells)
	}
	f, err := w.ordinary(ctx, p, noOrder, money)
	if err != nil {
		return err
	}
	if f, err = w.account.signed(apply(f, cells)); err != nil {
		return err
	}
	sent := f
	if e.Body == wire.ReqData {
		sent = wire.Fields{{Name: "req_data", Value: string(wire.EncodeJSON(f))}}
	}
	w.browser, w.visitedPages = shopper.New(), nil
	page, err := w.browser.Send(ctx, w.base+e.Paths[0], sent)
	if err != nil {
		return err
	}
	if page.Status != http.StatusOK || page.Header.Get("X-Sim-Reason") != "" {
		return message.Errorf("the cashier refused the order (%s): %s", w.reasonOf(ctx, page.Header), page)
	}
	return w.rememberNewest(ctx, f)
}

// comeToBill is comeTo for a product whose orders the merchant's server places.
func (w *world) comeToBill(ctx context.Context, name, noOrder, money string, cells []cell) error {
	if products[name].kind == wire.KindCardPrepay {
		return vocabulary.Mistakef("write a product with pages, such as the unified cashier", "card payment has no page for shoppers")
	}
	if err := w.placeThrough(ctx, noOrder, money, name, cells); err != nil {
		return err
	}
	if err := w.checkAccepted(); err != nil {
		return err
	}
	return w.openAt(ctx, w.base+wire.UnifiedPage+"?token="+url.QueryEscape(w.reply.fields.Get("token")))
}
