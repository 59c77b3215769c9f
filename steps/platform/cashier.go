package platform

import (
	"context"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func (w *world) cashierSteps() []definition {
	return []definition{
		{`the merchant sends the cashier form for order "([^"]*)" of (\S+) yuan`, w.sendsForm},
		{`the merchant sends the cashier form for order "([^"]*)" of (\S+) yuan with:`, w.sendsFormWith},
		{`the next cashier form comes from the page "([^"]*)"`, w.nextPage},
		{`the cashier page takes the order by rule (\S+)`, w.pageTakes},
		{`the cashier page refuses with (\d{4}) "([^"]*)" by rule ([A-Z]+-\d+)`, w.pageRefuses},
	}
}

func (w *world) sendsForm(ctx context.Context, noOrder, money string) error {
	return w.submit(ctx, noOrder, money, nil)
}

func (w *world) sendsFormWith(ctx context.Context, noOrder, money string, t *godog.Table) error {
	cells, err := w.pairs(t)
	if err != nil {
		return err
	}
	return w.submit(ctx, noOrder, money, cells)
}

func (w *world) nextPage(address string) { w.next.page = address }

// submit sends an ordinary cashier form as a shopper's browser does, and remembers the order when it is accepted.
func (w *world) submit(ctx context.Context, noOrder, money string, cells []cell) error {
	f, err := w.cashierForm(ctx, noOrder, money)
	if err != nil {
		return err
	}
	c := w.next
	w.next = changes{}
	if f, err = w.merchant.signed(apply(apply(f, cells), c.before)); err != nil {
		return err
	}
	if w.reply, err = w.browse(ctx, apply(f, c.after), c.page); err != nil || !w.reply.placed() {
		return err
	}
	return w.rememberNewest(ctx, f)
}

// cashierForm is an ordinary form of the Redirect API at a platform time, not signed.
func (w *world) cashierForm(ctx context.Context, noOrder, money string) (wire.Fields, error) {
	now, err := w.now(ctx)
	if err != nil {
		return nil, err
	}
	f, err := w.newOrder(ctx, noOrder, money)
	return f.Without("pay_type").Set("version", "1.1").Set("timestamp", wire.FormatDateTime(now)).Set("userreq_ip", "203_0_113_9"), err
}

// browse posts a form from a page, "" for none that is known.
func (w *world) browse(ctx context.Context, f wire.Fields, page string) (reply, error) {
	values := url.Values{}
	for _, field := range f {
		values.Add(field.Name, field.Value)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.base+wire.Redirect.Paths[0], strings.NewReader(values.Encode()))
	if err != nil {
		return reply{}, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if page != "" {
		u, err := url.Parse(page)
		if err != nil {
			return reply{}, err
		}
		req.Header.Set("Origin", u.Scheme+"://"+u.Host)
		req.Header.Set("Referer", page)
	}
	return do(reply{endpoint: wire.Redirect, merchant: w.merchant}, req)
}

// placed tells whether the cashier took an order: its page then gives no reason against it.
func (r reply) placed() bool {
	return r.err == nil && r.endpoint.Page && r.status == http.StatusOK && r.header.Get("X-Sim-Rule") != "" && r.header.Get("X-Sim-Reason") == ""
}

// page checks what holds for every page of the cashier, and which rule decided.
func (r reply) page(rule string) error {
	if _, known := rulebook.ByID(rule); !known {
		return fmt.Errorf("there is no rule %s", rule)
	}
	switch {
	case r.err != nil, !r.endpoint.Page, r.status != http.StatusOK:
		return fmt.Errorf("there was no page but %s", r)
	case !strings.HasPrefix(r.header.Get("Content-Type"), "text/html"), r.header.Get("X-Frame-Options") != "DENY", r.header.Get("Content-Security-Policy") == "":
		return fmt.Errorf("the page has the headers %v", r.header)
	case r.header.Get("X-Sim-Request") == "":
		return errors.New("the page names no X-Sim-Request")
	}
	return same("the rule that decided ("+r.header.Get("X-Sim-Reason")+")", r.header.Get("X-Sim-Rule"), rule)
}

func (w *world) pageTakes(ctx context.Context, rule string) error {
	if err := w.reply.page(rule); err != nil {
		return err
	}
	if !w.reply.placed() {
		return fmt.Errorf("the cashier answered %s", w.reply)
	}
	list, err := w.control.Orders(ctx, client.OrderFilter{})
	if err != nil {
		return err
	}
	for _, o := range list.Orders {
		if w.reply.says(o.OidPaybill) && w.reply.says(o.NoOrder) && w.reply.says(o.MoneyOrder) {
			return nil
		}
	}
	return fmt.Errorf("the page shows no order of the platform: %s", w.reply)
}

func (w *world) pageRefuses(code, text, rule string) error {
	if err := w.reply.page(rule); err != nil {
		return err
	}
	if w.reply.placed() || !w.reply.says(code) || !w.reply.says(text) {
		return fmt.Errorf("the cashier answered %s, not %s %s", w.reply, code, text)
	}
	return nil
}

// says tells whether a cell of the page's tables holds a text.
func (r reply) says(text string) bool {
	return text != "" && strings.Contains(html.UnescapeString(string(r.body)), "<td>"+text)
}
