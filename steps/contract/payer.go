package contract

import (
	"context"
	"net/http"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// payer is a shopper who pays on the platform's pages, with the card or the password whose payment ends as the scenario says.
type payer struct {
	browser        *shopper.Browser
	card, password string
}

// payerFor returns the payer of an outcome; ok is false for an outcome that no test card and no test password has.
func payerFor(b *shopper.Browser, outcome string) (p payer, ok bool) {
	p.browser = b
	for _, c := range wire.Cards() {
		if c.Outcome == outcome && c.Type == wire.CardDebit && p.card == "" {
			p.card = c.Number
		}
	}
	for _, known := range wire.Passwords() {
		if known.Outcome == outcome && p.password == "" {
			p.password = known.Password
		}
	}
	return p, p.card != "" && p.password != ""
}

// reloadEvery is how far apart a shopper reloads the return page. It was seen up to an hour and a half later.
const reloadEvery = time.Hour

// maxPages is how many pages lead to a payment at most.
const maxPages = 6

// pay goes from page to page until a payment was sent. It is false where a page has nothing to go on with.
func (p payer) pay(ctx context.Context) (sent bool, err error) {
	for range maxPages {
		page := p.browser.Page()
		if page == nil {
			return false, nil
		}
		for name, value := range map[string]string{"password": p.password, "sms_code": wire.SMSCode} {
			if _, asked := page.Field(name); asked {
				if err := p.browser.Fill(name, value); err != nil {
					return false, err
				}
				_, err := p.browser.Click(ctx, "确认付款")
				return err == nil, err
			}
		}
		if _, asked := page.Field("card_no"); asked {
			err = p.enterCard(ctx, page)
		} else {
			err = p.choose(ctx)
		}
		if err != nil {
			return false, ctx.Err()
		}
	}
	return false, nil
}

// enterCard fills in the card form; what the merchant has filled in stays.
func (p payer) enterCard(ctx context.Context, page *shopper.Page) error {
	for name, value := range map[string]string{"card_no": p.card, "acct_name": "张三", "id_no": "11010119900307123X", "phone": "13800138000"} {
		if known, _ := page.Field(name); known == "" {
			_ = p.browser.Fill(name, value) // a page for a known card asks for less
		}
	}
	_, err := p.browser.Click(ctx, "下一步")
	return err
}

// choose takes the first way to pay of a page.
func (p payer) choose(ctx context.Context) (err error) {
	for _, way := range []string{"银行卡快捷支付", "认证支付", "余额支付", "网上银行", "工商银行", "再试一次"} {
		if _, err = p.browser.Click(ctx, way); err == nil {
			return nil
		}
	}
	return err
}

// Pay has the shopper of an order pay it on the platform's pages, where the merchant leads to such; played is false where nobody plays the
// shopper, or where the page does not let him pay any more.
func (s stage) Pay(ctx context.Context, oidPaybill string, p api.Pay) (played bool, err error) {
	if s.Driver == nil || !s.Driver.File().HasPages() || p.Notify != nil || p.After != nil || p.PayType != "" || p.BankCode != "" {
		return false, nil
	}
	for _, o := range s.orders {
		if o != nil && o.paybill == oidPaybill && o.shopper != nil {
			return s.payAtPage(ctx, o, p.Outcome)
		}
	}
	return false, nil
}

// payAtPage is pay for an order whose page is open, with the exchange that it makes.
func (w *world) payAtPage(ctx context.Context, o *order, outcome string) (played bool, err error) {
	p, possible := payerFor(o.shopper, outcome)
	if !possible {
		return false, nil
	}
	before, err := w.stored(ctx, o)
	if err != nil {
		return false, err
	}
	sent, err := p.pay(ctx)
	if err != nil || !sent {
		return false, ctx.Err()
	}
	after, err := w.stored(ctx, o)
	return len(after.Attempts) > len(before.Attempts), err
}

var payerSteps = []step{
	{English: `the shopper pays {order} at the cashier and comes back, while its notification is on the way`,
		Chinese: `顾客在收银台支付{order} 后返回，此时通知尚未送达`,
		Run:     (*world).payAndReturn},
	{English: `the shopper leaves the cashier without paying {order}`,
		Chinese: `顾客未支付{order} 就离开收银台`,
		Run:     (*world).leaveCashier},
	{English: `the shopper reloads the return page of {order} {int} times, an hour apart`,
		Chinese: `顾客每隔一小时刷新{order} 的返回页面，共 {int} 次`,
		Run:     (*world).reloadReturn},
	{English: `the shop has taken the return of {order}`,
		Chinese: `商户接受了{order} 的同步通知`,
		Run:     (*world).checkReturnTaken},
}

// payAndReturn pays at the cashier while notifications get lost, and clicks the way back to the shop.
func (w *world) payAndReturn(ctx context.Context, o *order) error {
	if o.returnURL() == "" {
		return uncheckedf("the shopper cannot come back: the merchant's request names no url_return")
	}
	if o.shopper == nil {
		return unjudgedf("the shopper is at no page of the platform")
	}
	if err := w.addFault(ctx, api.NewFault{At: "notify", Effect: "close"}); err != nil {
		return err
	}
	switch paid, err := w.payAtPage(ctx, o, "success"); {
	case err != nil:
		return err
	case !paid:
		return unjudgedf("the shopper could not pay order %s at the cashier: %s", o.number, o.shopper.Page())
	}
	if err := w.settle(ctx); err != nil {
		return err
	}
	return w.comeBack(ctx, o, "返回商户")
}

// comeBack clicks the way to the shop and keeps what the shop answered.
func (w *world) comeBack(ctx context.Context, o *order, click string) error {
	at, err := w.journalPosition(ctx)
	if err != nil {
		return err
	}
	cashier := o.shopper.Page()
	page, err := o.shopper.Click(ctx, click)
	if err != nil {
		return unjudgedf("the shopper does not get back to the shop: %v", err)
	}
	if page.URL.Host == cashier.URL.Host {
		return unjudgedf("the cashier does not lead back to the shop: %s", page)
	}
	x := harness.Exchange{Method: http.MethodPost, URL: page.URL.String(), Status: page.Status, ResponseBody: page.Content}
	w.keep(ctx, action{position: at, title: message.New(returnTitle), Exchange: x})
	w.returnOutcome, err = w.Driver.Returned(x)
	return err
}

// leaveCashier clicks the way out of the cashier.
func (w *world) leaveCashier(ctx context.Context, o *order) error {
	if o.shopper == nil || o.shopper.Page() == nil {
		return unjudgedf("the shopper is at no page of the platform")
	}
	if o.returnURL() == "" && o.request.fields.Get("back_url") == "" {
		return uncheckedf("the shopper cannot come back: the merchant's request names neither url_return nor back_url")
	}
	return w.comeBack(ctx, o, "返回商户")
}

// reloadReturn posts the same form again and again, as a browser does whose page is reloaded.
func (w *world) reloadReturn(ctx context.Context, o *order, times int) error {
	f, err := w.returnMessage(ctx, o, "")
	if err != nil {
		return err
	}
	for i := range times {
		if i > 0 {
			if _, err := w.Control.Advance(ctx, reloadEvery); err != nil {
				return err
			}
		}
		if err := w.returnToMerchant(ctx, o, f); err != nil {
			return err
		}
	}
	return nil
}

// checkReturnTaken also accepts a merchant that shows an error page and has booked the payment all the same.
func (w *world) checkReturnTaken(ctx context.Context, o *order) error {
	if w.returnOutcome.Accepted {
		return nil
	}
	if paid, err := w.showsPaid(ctx, o); err != nil || paid {
		return err
	}
	return breachOf(message.New("it must read and verify the return as its product sends it (%s)", layoutOf(o)), "the shopper came back with a genuine return of order %s, and the merchant answered with %s", o.number, describeAnswer(w.returnOutcome))
}

func layoutOf(o *order) message.Message {
	if o.returnsDocument() {
		return message.New("one field res_data with a JSON object")
	}
	return message.New("form fields, info_order among them though it may be empty")
}
