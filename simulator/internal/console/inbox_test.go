package console_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/browser"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

const inboxPath = "/console/default/inbox"

// bring posts a return to the inbox, as a shopper's browser does.
func (w *world) bring(body string) {
	w.Helper()
	res, err := w.browser.Post(w.server.InboxURL("default"), wire.FormType, strings.NewReader(body)) //nolint:noctx // the browser's
	if err != nil {
		w.Fatal(err)
	}
	res.Body.Close()
}

// fillInbox has a message of every kind come to the inbox.
func (w *world) fillInbox() {
	w.Helper()
	now, err := w.control.Clock(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	id := w.place(order("BOXED", "1234.50", w.server.InboxURL("default"), "dt_order", wire.FormatDateTime(now.Now.Time)))
	w.pay(id, "success")
	w.advance(0)
	wrong := "0.01"
	for _, n := range []api.Notify{{Sign: "foreign-key"}, {Set: map[string]*string{"money_order": &wrong}}, {Variant: "return", URL: w.server.InboxURL("default")}} {
		if _, err := w.control.Notify(w.Context(), id, n); err != nil {
			w.Fatal(err)
		}
	}
	w.bring("")
	w.bring(string(wire.EncodeForm(wire.FieldsOf("oid_partner", "1", "no_order", strings.Repeat("<b>&amp;", 20)))))
	if _, err := w.control.AnswerInbox(w.Context(), api.InboxAnswer{Answer: "status", Value: "503", Times: 3}); err != nil {
		w.Fatal(err)
	}
}

// A page stays short whatever strangers post.
func TestInboxIsShort(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	long := wire.FieldsOf("oid_partner", "1", "no_order", strings.Repeat("<", 100<<10), "result_pay", strings.Repeat("<", 100<<10))
	for i := range 1000 {
		long = append(long, wire.Field{Name: "f" + strconv.Itoa(i), Value: "<"})
	}
	for _, body := range []wire.Fields{long, long.Without("oid_partner")} {
		w.bring(string(wire.EncodeForm(body)))
	}
	if page := w.get(inboxPath); len(page.text) > 300<<10 || !strings.Contains(page.text, "(1003)") {
		t.Errorf("the page has %d bytes", len(page.text))
	}
}

func TestInboxShowsWhatCame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.fillInbox()
	id := w.find("BOXED")
	for lang, wanted := range map[string][]string{
		"en": {"notification", "signature verifies", "signature does not verify", "signed, but not what was ordered", "¥1,234.50", "visit without a result", "names no merchant", "status 503", "3 more times", "a page for the shopper"},
		"zh": {"异步通知", "验签通过", "验签失败", "与订单不符", "¥1,234.50", "未携带结果", "商户号未知", "剩余 3 次", "面向用户的页面"},
	} {
		w.Lang = lang
		page := w.get(inboxPath)
		for _, text := range wanted {
			if !strings.Contains(page.text, text) {
				t.Errorf("%s: %q is not on the page", lang, text)
			}
		}
	}
	// Each message about an order leads to it, and to the journal's entry of its delivery.
	for _, c := range []struct {
		message string
		has     string
	}{{"1", "acknowledged"}, {"2", "refused"}, {"4", "return"}} {
		entry := w.get(inboxPath + "/" + c.message + "/delivery")
		if !strings.Contains(entry.url.Path, "/entries/") || !strings.Contains(entry.text, c.has) || !strings.Contains(entry.text, id) {
			t.Errorf("message %s leads to %s", c.message, entry.url)
		}
	}
	for _, gone := range []string{"5", "99"} { // a visit has no delivery, and 99 never came
		if page := w.get(inboxPath + "/" + gone + "/delivery"); page.status != http.StatusNotFound {
			t.Errorf("message %s: %d", gone, page.status)
		}
	}
}

// find is the number of the order with a no_order.
func (w *world) find(noOrder string) string {
	w.Helper()
	o, err := w.control.Orders(w.Context(), client.OrderFilter{NoOrder: noOrder})
	if err != nil || len(o.Orders) != 1 {
		w.Fatal(o, err)
	}
	return o.Orders[0].OidPaybill
}

func inboxFills(w *world, tab *browser.Tab) {
	w.openIn(tab, inboxPath)
	browser.Eval[any](tab, `document.querySelector("#answer").value = "refuse"; document.querySelector("[name=value]").value = "0000"`)
	tab.Click("#do-answer")
	tab.Until("[name=value][aria-invalid]")
	browser.Eval[any](tab, `document.querySelector("[name=value]").value = "4321"; document.querySelector("[name=times]").value = "1"`)
	tab.Click("#do-answer")
	tab.Until("#said .good")
	if now := tab.Text("#now"); !strings.Contains(now, "refuse 4321") || !strings.Contains(now, "1 more time,") {
		w.Errorf("it says %s", now)
	}
	w.pay(w.place(order("LIVE", "5.00", w.server.InboxURL("default"))), "success")
	tab.Until("#m1") // by the stream
	if row := tab.Text("#m1 summary"); !strings.Contains(row, "signature verifies") || !strings.Contains(row, "LIVE") || !strings.Contains(row, "200 refuse") {
		w.Errorf("the row says %s", row)
	}
	tab.Until("#now")
	if now := tab.Text("#now"); !strings.Contains(now, "acknowledge") {
		w.Errorf("afterwards it says %s", now)
	}
	w.bring("")
	tab.Until("#m2") // which no entry of the journal tells of
	w.advance(0)
	tab.Click("#m1 summary time")
	tab.Follow("#m1 a.delivery")
	if url := tab.URL(); !strings.Contains(url, "/entries/") {
		w.Errorf("the delivery is at %s", url)
	}
}
