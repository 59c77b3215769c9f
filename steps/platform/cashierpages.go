package platform

import (
	"context"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var cashierPageSteps = []step{
	{English: `the shopper comes to the cashier with order {string} of {amount} yuan`,
		Chinese: `顾客进入订单 {string} 的收银台，金额 {amount} 元`,
		Run:     (*world).openCashier},
	{English: `the shopper comes to the cashier with order {string} of {amount} yuan and:`,
		Chinese: `顾客进入订单 {string} 的收银台，金额 {amount} 元，其中：`,
		Run:     (*world).openCashier},
	{English: `the shopper opens the link of {order}`,
		Chinese: `顾客打开{order} 的付款链接`,
		Run:     func(w *world, ctx context.Context, o placedOrder) error { return w.openPage(ctx, "", o) }},
	{English: `the shopper opens {string} of {order}`,
		Chinese: `顾客打开{order} 的 {string} 页面`,
		Run:     (*world).openPage},
	{English: `the shopper clicks {string}`,
		Chinese: `顾客点击 {string}`,
		Run:     (*world).click},
	{English: `the shopper enters:`,
		Chinese: `顾客填写：`,
		Run:     func(w *world, _ *shopper.Page, cells []cell) error { return w.fill(cells...) }},
	{English: `the shopper enters the card {word}`,
		Chinese: `顾客填写卡号 {word}`,
		Run:     (*world).enterCard},
	{English: `the shopper pays with the SMS code {word}`,
		Chinese: `顾客用短信验证码 {word} 付款`,
		Run: func(w *world, ctx context.Context, page *shopper.Page, code string) error {
			return w.confirm(ctx, page, "sms_code", code)
		}},
	{English: `the shopper pays with the password {word}`,
		Chinese: `顾客用支付密码 {word} 付款`,
		Run: func(w *world, ctx context.Context, page *shopper.Page, password string) error {
			return w.confirm(ctx, page, "password", password)
		}},
	{English: `the shopper goes back to the page before`,
		Chinese: `顾客退回上一页`,
		Run:     (*world).goBack},
	{English: `the page's heading is {string}`,
		Chinese: `页面标题为 {string}`,
		Run:     (*world).checkHeading},
	{English: `the page says {string}`,
		Chinese: `页面显示 {string}`,
		Run:     (*world).checkPageSays},
	{English: `the page has nothing to click that says {string}`,
		Chinese: `页面上没有可点击的 {string}`,
		Run:     (*world).checkNothingToClick},
	{English: `the QR code of {order} says its link`,
		Chinese: `{order} 的二维码内容就是付款链接`,
		Run:     (*world).checkQRCode},
}

// openCashier opens a browser at the cashier with an accepted order.
func (w *world) openCashier(ctx context.Context, noOrder, money string, cells []cell) error {
	f, err := w.cashierForm(ctx, noOrder, money)
	if err != nil {
		return err
	}
	if f, err = w.account.signed(apply(f, cells)); err != nil {
		return err
	}
	w.browser, w.visitedPages = shopper.New(), nil
	page, err := w.browser.Send(ctx, w.base+wire.Redirect.Paths[0], f)
	if err != nil {
		return err
	}
	if page.Status != http.StatusOK || page.Header.Get("X-Sim-Reason") != "" {
		return message.Errorf("the cashier refused the order (%s): %s", w.reasonOf(ctx, page.Header), page)
	}
	return w.rememberNewest(ctx, f)
}

// rememberNewest looks up the number of an order that no answer names: the cashier took it, or the answer was lost.
func (w *world) rememberNewest(ctx context.Context, f wire.Fields) error {
	list, err := w.control.Orders(ctx, client.OrderFilter{NoOrder: f.Get("no_order")})
	if err != nil {
		return err
	}
	for _, o := range list.Orders {
		if o.OidPartner == w.account.oidPartner && o.BusinessDate == businessDate(f) {
			w.remember(f, o.OidPaybill)
		}
	}
	return nil
}

// openPage opens one of an order's pages in a new browser, by its path after the order's: "/scan". The address in its QR code has none.
func (w *world) openPage(ctx context.Context, path string, o placedOrder) error {
	w.browser, w.visitedPages = shopper.New(), nil
	_, err := w.browser.Open(ctx, w.base+"/pay/"+o.oidPaybill+path)
	return err
}

// shownPage is the page that the shopper sees.
func (w *world) shownPage() (*shopper.Page, error) {
	if w.browser == nil || w.browser.Page() == nil {
		return nil, message.Errorf("the shopper has opened no page in this scenario")
	}
	return w.browser.Page(), nil
}

// click waits until everything that follows at once has happened.
func (w *world) click(ctx context.Context, page *shopper.Page, text string) error {
	if _, err := w.browser.Click(ctx, text); err != nil {
		return err
	}
	w.visitedPages = append(w.visitedPages, page)
	return w.settle(ctx)
}

// fill enters values into the form of the page that the shopper sees.
func (w *world) fill(cells ...cell) error {
	for _, c := range cells {
		if err := w.browser.Fill(c.name, c.value); err != nil {
			return err
		}
	}
	return nil
}

// enterCard fills in the card form and sends it. A field that the merchant has filled in stays.
func (w *world) enterCard(ctx context.Context, page *shopper.Page, number string) error {
	for _, c := range []cell{{"card_no", number}, {"acct_name", "张三"}, {"id_no", "11010119900307123X"}, {"phone", "13800138000"}} {
		if value, _ := page.Field(c.name); value == "" {
			if err := w.fill(c); err != nil {
				return err
			}
		}
	}
	return w.click(ctx, page, "下一步")
}

// confirm fills in a field and pays.
func (w *world) confirm(ctx context.Context, page *shopper.Page, field, value string) error {
	if err := w.fill(cell{field, value}); err != nil {
		return err
	}
	return w.click(ctx, page, "确认付款")
}

// goBack shows the page before as it was then, its form included.
func (w *world) goBack() error {
	if len(w.visitedPages) == 0 {
		return message.Errorf("the shopper has seen no page before")
	}
	last := len(w.visitedPages) - 1
	w.browser.Show(w.visitedPages[last])
	w.visitedPages = w.visitedPages[:last]
	return nil
}

func (w *world) checkHeading(page *shopper.Page, heading string) error {
	if page.Heading() != heading {
		return message.Errorf("the heading is %q, not %q: %s", page.Heading(), heading, page)
	}
	return nil
}

func (w *world) checkPageSays(page *shopper.Page, text string) error {
	if !strings.Contains(page.Text(), text) {
		return message.Errorf("the page does not say %q: %s", text, page)
	}
	return nil
}

func (w *world) checkNothingToClick(ctx context.Context, page *shopper.Page, text string) error {
	if _, err := w.browser.Click(ctx, text); err == nil {
		return message.Errorf("there is something to click that says %q on %s", text, page)
	}
	return nil
}

// checkQRCode checks that the drawing of the QR code names the order's payLoad.
func (w *world) checkQRCode(ctx context.Context, o placedOrder) error {
	stored, err := w.control.Order(ctx, o.oidPaybill)
	if err != nil {
		return err
	}
	page, err := shopper.New().Open(ctx, w.base+"/pay/"+o.oidPaybill+"/qr.svg")
	if err != nil {
		return err
	}
	if page.Header.Get("Content-Type") != "image/svg+xml" || stored.PayLoad == "" || !strings.Contains(page.Content, "<title>QR code of "+stored.PayLoad+"</title>") {
		return message.Errorf("the QR code of %s, whose payLoad is %q, is %s", o.name, stored.PayLoad, page.Content)
	}
	return nil
}
