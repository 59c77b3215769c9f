package platform

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func (w *world) cashierPageSteps() []definition {
	return []definition{
		{`the shopper comes to the cashier with order "([^"]*)" of (\S+) yuan`, w.comesToCashier},
		{`the shopper comes to the cashier with order "([^"]*)" of (\S+) yuan and:`, w.comesToCashierWith},
		{`the shopper opens the link of order "([^"]*)"`, w.opensLink},
		{`the shopper opens "([^"]*)" of order "([^"]*)"`, w.opensPage},
		{`the shopper clicks "([^"]*)"`, w.clicks},
		{`the shopper enters:`, w.enters},
		{`the shopper enters the card (\d+)`, w.entersCard},
		{`the shopper pays with the SMS code (\d+)`, w.paysWithCode},
		{`the shopper pays with the password (\d+)`, w.paysWithPassword},
		{`the shopper goes back to the page before`, w.goesBack},
		{`the page's heading is "([^"]*)"`, w.headingIs},
		{`the page says "([^"]*)"`, w.pageSays},
		{`the page has nothing to click that says "([^"]*)"`, w.nothingToClick},
		{`the QR code of order "([^"]*)" says its link`, w.codeSaysLink},
	}
}

// comesToCashier opens a browser at the cashier with an accepted order.
func (w *world) comesToCashier(ctx context.Context, noOrder, money string) error {
	return w.checkOut(ctx, noOrder, money, nil)
}

func (w *world) comesToCashierWith(ctx context.Context, noOrder, money string, t *godog.Table) error {
	cells, err := w.pairs(t)
	if err != nil {
		return err
	}
	return w.checkOut(ctx, noOrder, money, cells)
}

func (w *world) checkOut(ctx context.Context, noOrder, money string, cells []cell) error {
	f, err := w.cashierForm(ctx, noOrder, money)
	if err != nil {
		return err
	}
	if f, err = w.merchant.signed(apply(f, cells)); err != nil {
		return err
	}
	w.browser, w.seen = shopper.New(), nil
	page, err := w.browser.Send(ctx, w.base+wire.Redirect.Paths[0], f)
	if err != nil {
		return err
	}
	if reason := page.Header.Get("X-Sim-Reason"); page.Status != http.StatusOK || reason != "" {
		return fmt.Errorf("the cashier refused the order (%s): %s", reason, page)
	}
	return w.rememberNewest(ctx, f)
}

// rememberNewest looks up the number of an order that a page has accepted.
func (w *world) rememberNewest(ctx context.Context, f wire.Fields) error {
	list, err := w.control.Orders(ctx, client.OrderFilter{NoOrder: f.Get("no_order")})
	if err != nil {
		return err
	}
	for _, o := range list.Orders {
		if o.OidPartner == w.merchant.oidPartner && o.BusinessDate == date(f) {
			w.remember(f, o.OidPaybill)
		}
	}
	return nil
}

// opensLink opens what a phone reads from an order's QR code, in a browser of its own.
func (w *world) opensLink(ctx context.Context, name string) error { return w.opensPage(ctx, "", name) }

// opensPage opens one of an order's pages in a browser of its own, by its path after the order's: "/scan".
func (w *world) opensPage(ctx context.Context, path, name string) error {
	o, err := w.order(name)
	if err != nil {
		return err
	}
	w.browser, w.seen = shopper.New(), nil
	_, err = w.browser.Open(ctx, w.base+"/pay/"+o.oidPaybill+path)
	return err
}

// shown is the page the shopper sees.
func (w *world) shown() (*shopper.Page, error) {
	if w.browser == nil || w.browser.Page() == nil {
		return nil, fmt.Errorf("the shopper has opened no page in this scenario")
	}
	return w.browser.Page(), nil
}

// clicks waits until what follows at once has happened.
func (w *world) clicks(ctx context.Context, text string) error {
	page, err := w.shown()
	if err != nil {
		return err
	}
	if _, err := w.browser.Click(ctx, text); err != nil {
		return err
	}
	w.seen = append(w.seen, page)
	return w.settle(ctx)
}

func (w *world) enters(t *godog.Table) error {
	cells, err := w.pairs(t)
	if err != nil {
		return err
	}
	return w.fill(cells...)
}

func (w *world) fill(cells ...cell) error {
	if _, err := w.shown(); err != nil {
		return err
	}
	for _, c := range cells {
		if err := w.browser.Fill(c.name, c.value); err != nil {
			return err
		}
	}
	return nil
}

// entersCard fills in the form for cards and sends it. Who pays stays as it is where the merchant has said it.
func (w *world) entersCard(ctx context.Context, number string) error {
	page, err := w.shown()
	if err != nil {
		return err
	}
	for _, c := range []cell{{"card_no", number}, {"acct_name", "张三"}, {"id_no", "11010119900307123X"}, {"phone", "13800138000"}} {
		if value, _ := page.Field(c.name); value == "" {
			if err := w.fill(c); err != nil {
				return err
			}
		}
	}
	return w.clicks(ctx, "下一步")
}

func (w *world) paysWithCode(ctx context.Context, code string) error {
	if err := w.fill(cell{"sms_code", code}); err != nil {
		return err
	}
	return w.clicks(ctx, "确认付款")
}

func (w *world) paysWithPassword(ctx context.Context, password string) error {
	if err := w.fill(cell{"password", password}); err != nil {
		return err
	}
	return w.clicks(ctx, "确认付款")
}

// goesBack shows the page before as it was then, its form included.
func (w *world) goesBack() error {
	if len(w.seen) == 0 {
		return fmt.Errorf("the shopper has seen no page before")
	}
	last := len(w.seen) - 1
	w.browser.Show(w.seen[last])
	w.seen = w.seen[:last]
	return nil
}

func (w *world) headingIs(heading string) error {
	page, err := w.shown()
	if err != nil {
		return err
	}
	if page.Heading() != heading {
		return fmt.Errorf("the heading is %q, not %q: %s", page.Heading(), heading, page)
	}
	return nil
}

func (w *world) pageSays(text string) error {
	page, err := w.shown()
	if err != nil {
		return err
	}
	if !strings.Contains(page.Text(), text) {
		return fmt.Errorf("the page does not say %q: %s", text, page)
	}
	return nil
}

func (w *world) nothingToClick(ctx context.Context, text string) error {
	page, err := w.shown()
	if err != nil {
		return err
	}
	if _, err := w.browser.Click(ctx, text); err == nil {
		return fmt.Errorf("there is something to click that says %q on %s", text, page)
	}
	return nil
}

// codeSaysLink looks at the drawing of the QR code, which names what it says, for payLoad.
func (w *world) codeSaysLink(ctx context.Context, name string) error {
	o, err := w.order(name)
	if err != nil {
		return err
	}
	stored, err := w.control.Order(ctx, o.oidPaybill)
	if err != nil {
		return err
	}
	page, err := shopper.New().Open(ctx, w.base+"/pay/"+o.oidPaybill+"/qr.svg")
	if err != nil {
		return err
	}
	if page.Header.Get("Content-Type") != "image/svg+xml" || stored.PayLoad == "" || !strings.Contains(page.Content, "<title>QR code of "+stored.PayLoad+"</title>") {
		return fmt.Errorf("the QR code of %s, whose payLoad is %q, is %s", name, stored.PayLoad, page.Content)
	}
	return nil
}
