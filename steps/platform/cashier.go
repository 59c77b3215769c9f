package platform

import (
	"context"
	"html"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var cashierSteps = []step{
	{English: `the merchant sends the cashier form for order {string} of {amount} yuan`,
		Chinese: `商户提交订单 {string} 的收银台表单，金额 {amount} 元`,
		Run:     (*world).submit},
	{English: `the merchant sends the cashier form for order {string} of {amount} yuan with:`,
		Chinese: `商户提交订单 {string} 的收银台表单，金额 {amount} 元，其中：`,
		Run:     (*world).submit},
	{English: `the next cashier form comes from the page {string}`,
		Chinese: `下一个收银台表单来自页面 {string}`,
		Run:     func(w *world, address string) { w.nextChanges.page = address }},
	{English: `the next request's req_data {reqdata}`,
		Chinese: `下一个请求的 req_data {reqdata}`,
		Run:     func(w *world, wrong string) { w.nextChanges.wrong = wrong }},
	{English: `the cashier page takes the order by rule {rule}`,
		Chinese: `收银台受理订单，依据规则 {rule}`,
		Run:     (*world).checkPageTakes},
	{English: `the cashier page refuses with {code} {string} by rule {rule}`,
		Chinese: `收银台以 {code} {string} 拒绝，依据规则 {rule}`,
		Run:     (*world).checkPageRefuses},
}

// submit sends an ordinary cashier form as a shopper's browser does, and remembers the order when the cashier takes it.
func (w *world) submit(ctx context.Context, noOrder, money string, cells []cell) error {
	f, err := w.cashierForm(ctx, noOrder, money)
	if err != nil {
		return err
	}
	c := w.nextChanges
	w.nextChanges = changes{}
	if f, err = w.account.signed(apply(apply(f, cells), c.beforeSigning)); err != nil {
		return err
	}
	p := requestBody{contentType: wire.FormType, page: c.page, body: []byte(formValues(apply(f, c.afterSigning)).Encode())}
	if w.reply, err = w.post(ctx, w.account, wire.Redirect, wire.Redirect.Paths[0], p); err != nil {
		return err
	}
	return w.keepOrder(ctx, f)
}

// cashierForm returns the unsigned fields of an ordinary form of the Redirect API at platform time.
func (w *world) cashierForm(ctx context.Context, noOrder, money string) (wire.Fields, error) {
	now, err := w.now(ctx)
	if err != nil {
		return nil, err
	}
	f, err := w.newOrder(ctx, noOrder, money)
	return f.Without("pay_type").Set("version", "1.1").Set("timestamp", wire.FormatDateTime(now)).Set("userreq_ip", "203_0_113_9"), err
}

// tookOrder tells whether the cashier took an order: then its page gives no reason against it.
func (r reply) tookOrder() bool {
	return r.err == nil && r.endpoint.Page && r.status == http.StatusOK && r.header.Get("X-Sim-Rule") != "" && r.header.Get("X-Sim-Reason") == ""
}

// checkPage checks what holds for every page of the cashier, and which rule decided.
func (r reply) checkPage(rule string) error {
	if _, known := rulebook.ByID(rule); !known {
		return message.Errorf("there is no rule %s", rule)
	}
	switch {
	case r.err != nil, !r.endpoint.Page, r.status != http.StatusOK:
		return message.Errorf("there was no page but %s", r)
	case !strings.HasPrefix(r.header.Get("Content-Type"), "text/html"), r.header.Get("X-Frame-Options") != "DENY", r.header.Get("Content-Security-Policy") == "":
		return message.Errorf("the page has the headers %v", r.header)
	case r.header.Get("X-Sim-Request") == "":
		return message.Errorf("the page names no X-Sim-Request")
	}
	return checkSame(message.New("the rule that decided (%s)", r.reason), r.header.Get("X-Sim-Rule"), rule)
}

func (w *world) checkPageTakes(ctx context.Context, rule string) error {
	if err := w.reply.checkPage(rule); err != nil {
		return err
	}
	if !w.reply.tookOrder() {
		return message.Errorf("the cashier answered %s", w.reply)
	}
	all, err := w.allOrders(ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		if w.reply.showsCell(o.OidPaybill) && w.reply.showsCell(o.NoOrder) && w.reply.showsCell(o.MoneyOrder) {
			return nil
		}
	}
	return message.Errorf("the page shows no order of the platform: %s", w.reply)
}

func (w *world) checkPageRefuses(code, text, rule string) error {
	if err := w.reply.checkPage(rule); err != nil {
		return err
	}
	if w.reply.tookOrder() || !w.reply.showsCell(code) || !w.reply.showsCell(text) {
		return message.Errorf("the cashier answered %s, not %s %s", w.reply, code, text)
	}
	return nil
}

// showsCell tells whether a cell of the page's tables begins with a text.
func (r reply) showsCell(text string) bool {
	return text != "" && strings.Contains(html.UnescapeString(string(r.body)), "<td>"+text)
}
