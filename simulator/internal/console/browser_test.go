package console_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/browser"
)

// TestInTheBrowser: what a developer does, in Chromium. Each tab fails its test at an error on the console or a broken policy.
func TestInTheBrowser(t *testing.T) {
	b := browser.Start(t)
	for name, test := range map[string]func(*world, *browser.Tab){
		"orders appear as they come":              ordersAppear,
		"a page follows from its beginning":       followsAtOnce,
		"an order is paid from its page":          payFromThePage,
		"notify again shows the answer":           notifyShowsTheAnswer,
		"a double click does one thing":           doubleClick,
		"what is open and typed stays":            openAndTypedStays,
		"everything works with the keyboard":      keyboard,
		"a hidden tab follows when it is back":    hiddenTab,
		"a refusal stays on the page":             refusalStays,
		"commands are copied":                     copied,
		"the language stays chosen":               language,
		"hostile texts do nothing":                hostile,
		"it works without scripts":                withoutScripts,
		"the clock of the page is the platform's": clockMoves,
		"news are marked as they come":            newsInTheBrowser,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t) // which outlives the tab: a lost server is an error on the console
			test(w, b.Tab(t))
		})
	}
}

func (w *world) openIn(tab *browser.Tab, path string) {
	w.Helper()
	if status := tab.Open(w.server.ControlURL() + path + "?lang=en"); status != 200 {
		w.Fatalf("%s: %d", path, status)
	}
	tab.Until("#live:not(.lost)") // the stream is there
}

func orderPath(id string) string { return "/console/default/orders/" + id }

func ordersAppear(w *world, tab *browser.Tab) {
	w.openIn(tab, ordersPath)
	if text := tab.Text("main"); !strings.Contains(text, "No order yet") || !strings.Contains(text, w.server.URL()) {
		w.Errorf("an empty page says %s", text)
	}
	browser.Eval[any](tab, "window.mark = 'the same page'")
	for _, number := range []string{"FIRST", "SECOND", "THIRD"} {
		id := w.place(order(number, "5.00", nobody))
		tab.Until("#o" + id)
	}
	id := w.place(order("FOURTH", "5.00", w.shopAt(200, acknowledged)))
	w.pay(id, "success")
	tab.Until("#o" + id + " .pill.acknowledged")
	if rows := browser.Eval[[]string](tab, `[...document.querySelectorAll("tbody tr a")].map(a => a.textContent)`); strings.Join(rows, " ") != "FOURTH THIRD SECOND FIRST" {
		w.Errorf("the rows are %v", rows)
	}
	if browser.Eval[string](tab, "window.mark") != "the same page" {
		w.Error("the page was loaded again")
	}
	w.throughTheList(tab)
}

// throughTheList moves through the list of the orders FOURTH, THIRD and so on with keys, and opens one. Keys that are typed are text.
func (w *world) throughTheList(tab *browser.Tab) {
	for _, x := range []struct{ keys, want string }{{"j", "FOURTH"}, {"j", "THIRD"}, {"j", "SECOND"}, {"k", "THIRD"}} {
		tab.Keys(x.keys)
		if at := browser.Eval[string](tab, "document.activeElement.textContent"); at != x.want {
			w.Errorf("%s leads to %q, want %s", x.keys, at, x.want)
		}
	}
	tab.Keys("/")
	tab.Keys("jk/")
	if typed := tab.Value(".search input"); typed != "jk/" {
		w.Errorf("the search has %q", typed)
	}
	browser.Eval[any](tab, "document.activeElement.blur()")
	tab.Keys("k")
	if tab.KeysTo(kb.Enter); !strings.HasPrefix(tab.Text("h1"), "FIRST") {
		w.Errorf("Enter opens %s", tab.Text("h1"))
	}
}

// followsAtOnce: htmx begins in a timer, which the first event of the stream may come before. Here it comes after all of them.
func followsAtOnce(w *world, tab *browser.Tab) {
	tab.Before(`{ const timeout = window.setTimeout; window.setTimeout = (f, after) => after ? timeout(f, after) : 0 }`)
	w.openIn(tab, ordersPath)
	id := w.place(order("FIRST", "5.00", nobody))
	tab.Until("#o" + id)
}

func payFromThePage(w *world, tab *browser.Tab) {
	id := w.place(order("PAY", "5.00", w.shopAt(200, acknowledged)))
	w.openIn(tab, orderPath(id))
	tab.Click("#do-pay")
	tab.Until("#said .good")
	if said := tab.Text("#said"); !strings.Contains(said, "Attempt 1 paid ¥5.00, clearing date 2026-11-20.") {
		w.Errorf("the page says %s", said)
	}
	tab.Until(".headline .pill.SUCCESS")
	tab.Until(".item.delivery .pill.acknowledged") // which comes later, by the stream
	if said := tab.Text("#said"); !strings.Contains(said, "Attempt 1 paid") {
		w.Error("what the page said is gone with the next event")
	}
	if url := tab.URL(); strings.Contains(url, "said") || !strings.Contains(url, orderPath(id)) {
		w.Errorf("the address is %s", url)
	}
	tab.Click("#do-refund")
	tab.Until(".headline .pill.REFUND")
	tab.Click(".story a.message.row") // an arrow of the picture leads to its entry, which opens
	tab.Until(".item:target > details[open]")
}

func notifyShowsTheAnswer(w *world, tab *browser.Tab) {
	id := w.place(order("AGAIN", "5.00", w.shopAt(200, notTaken)))
	w.pay(id, "success")
	w.advance(0) // the platform's own comes first
	w.openIn(tab, orderPath(id))
	tab.Click("#do-notify")
	tab.Until("#said .bad")
	if said := tab.Text("#said"); !strings.Contains(said, "refused") || !strings.Contains(said, `"ret_msg":"系统<错误>"`) {
		w.Errorf("the page says %s", said)
	}
	w.resentAndCompared(tab, id)
}

// resentAndCompared: a delivery goes once more from its place in the timeline, is compared with the one before, and what its rule says
// opens with the keyboard.
func (w *world) resentAndCompared(tab *browser.Tab, id string) {
	const newest = ".timeline > li.delivery:first-child"
	browser.Eval[any](tab, `document.querySelector("`+newest+` > details").open = true`)
	browser.Eval[any](tab, `document.querySelector("`+newest+` > .ids summary").focus()`)
	tab.Keys(kb.Enter)
	tab.Until(newest + " > .ids details.rule[open] .pop a[href='/console/-/rules#NTF-5']")
	tab.Keys(kb.Escape)
	tab.Until(newest + " > .ids details.rule:not([open])")
	tab.Click(newest + " form button")
	tab.Until("#said .mixed")
	if said := tab.Text("#said"); !strings.Contains(said, "The same bytes were sent once more, and the merchant did not acknowledge them.") {
		w.Errorf("the page says %s", said)
	}
	if all := w.orderNow(id).Notifications; len(all) != 3 || all[1].Request.Body != all[2].Request.Body || all[2].Variant != "same, as before" {
		w.Errorf("the deliveries are %+v", all)
	}
	tab.Until(newest + " + li.operator")
	browser.Eval[any](tab, `document.querySelector("`+newest+` > details").open = true`)
	tab.Follow(newest + " .acts a:last-child")
	tab.Click("main .choose input")
	tab.Follow("#do-compare")
	if text := tab.Text("main"); !strings.Contains(text, "The bodies are the same, byte for byte.") {
		w.Errorf("the comparison says %s", text)
	}
}

func doubleClick(w *world, tab *browser.Tab) {
	id := w.place(order("TWICE", "5.00", w.shopAt(200, acknowledged)))
	w.pay(id, "success")
	w.advance(time.Second)
	w.openIn(tab, orderPath(id))
	for _, items := range []string{"4", "5"} {
		browser.Eval[any](tab, `document.querySelector("#said").replaceChildren()`)
		tab.DoubleClick("#do-notify")
		tab.Until("#said .good") // the stream may bring the item before, while the form is still busy
		tab.Until(".timeline .item:nth-of-type(" + items + ")")
	}
	browser.Eval[any](tab, `fetch(location.href).then(r => r.text())`) // whatever else was sent has been answered
	w.advance(time.Second)
	if n := len(w.orderNow(id).Notifications); n != 3 {
		w.Errorf("%d notifications, expected the platform's and two by hand", n)
	}
}

func openAndTypedStays(w *world, tab *browser.Tab) {
	id := w.place(order("STAYS", "5.00", nobody))
	w.openIn(tab, orderPath(id))
	tab.Fill("input[name=after]", "90s")
	tab.Click(".item:last-of-type > details > summary")
	browser.Eval[any](tab, `document.querySelector("#pay-outcome").value = "6001"`)
	w.place(order("STAYS", "5.00", nobody)) // a retry
	tab.Until(".timeline .item:nth-of-type(2)")
	if tab.Value("input[name=after]") != "90s" || tab.Value("#pay-outcome") != "6001" {
		w.Error("what was typed is gone")
	}
	if !browser.Eval[bool](tab, `document.querySelector(".item:last-of-type > details").open`) {
		w.Error("what was open is closed")
	}
	if !browser.Eval[bool](tab, `document.activeElement.tagName === "SUMMARY"`) {
		w.Error("the focus is lost")
	}
	browser.Eval[any](tab, `document.querySelector(".item:last-of-type .curl").open = true; document.querySelector(".item:last-of-type .curl button").focus()`)
	w.place(order("STAYS", "5.00", nobody))
	tab.Until(".timeline .item:nth-of-type(3)")
	if !browser.Eval[bool](tab, `document.activeElement.matches(".item:last-of-type .curl button")`) {
		w.Error("the button that copies has lost the focus: it is another one")
	}
}

func keyboard(w *world, tab *browser.Tab) {
	id := w.place(order("KEYS", "5.00", nobody))
	w.openIn(tab, ordersPath)
	tab.Keys(kb.Tab)
	if focus := browser.Eval[string](tab, "document.activeElement.textContent"); focus != "skip to the content" {
		w.Errorf("the first stop is %q", focus)
	}
	reach := func(css string) {
		for range 60 {
			if browser.Eval[bool](tab, "document.activeElement.matches("+quote(css)+")") {
				return
			}
			tab.Keys(kb.Tab)
		}
		w.Fatalf("the keyboard does not reach %s", css)
	}
	reach("tbody a")
	tab.KeysTo(kb.Enter)
	tab.Until("#live:not(.lost)")
	reach("#do-pay")
	tab.Keys(kb.Enter)
	tab.Until("#said .good")
	if w.orderNow(id).ResultPay != "SUCCESS" {
		w.Error("the order is not paid")
	}
	reach("#do-notify") // forms can be reached when the page has changed under the focus
	tab.Keys(kb.Enter)
	tab.Until(".timeline .item:nth-of-type(4)") // order, payment, its notification, this one
	if !browser.Eval[bool](tab, `document.activeElement.matches("#do-notify")`) {
		w.Error("the button that was pressed has lost the focus")
	}
	browser.Eval[any](tab, `document.querySelector("details.menu").open = true`)
	tab.Keys(kb.Escape)
	if browser.Eval[bool](tab, `document.querySelector("details.menu").open`) {
		w.Error("Escape leaves the menu open")
	}
}

func quote(s string) string { return "`" + s + "`" }

// hiddenTab opens a second tab in front of the first.
func hiddenTab(w *world, tab *browser.Tab) {
	w.openIn(tab, ordersPath)
	browser.Eval[any](tab, `Object.defineProperty(document, "hidden", {value: true, configurable: true}); document.dispatchEvent(new Event("visibilitychange"))`)
	id := w.place(order("UNSEEN", "5.00", nobody))
	browser.Eval[any](tab, `delete document.hidden; document.dispatchEvent(new Event("visibilitychange"))`)
	tab.Until("#o" + id)
}

func refusalStays(w *world, tab *browser.Tab) {
	id := w.place(order("REFUSE", "5.00", nobody))
	w.pay(id, "success")
	w.openIn(tab, orderPath(id))
	tab.Fill("input[name=money_refund]", "5.01")
	tab.Click("#do-refund")
	tab.Until("#said .bad")
	if said := tab.Text("#said"); !strings.Contains(said, "5003") || !strings.Contains(said, "RFD-3") {
		w.Errorf("the page says %s", said)
	}
	tab.Click("#said .rule summary")
	tab.Until("#said .pop")
}

func copied(w *world, tab *browser.Tab) {
	w.openIn(tab, ordersPath)
	browser.Eval[any](tab, `navigator.clipboard.writeText = async text => { window.taken = text }`)
	tab.Click(".copy button")
	if taken := browser.Eval[string](tab, "window.taken"); taken != w.server.URL() {
		w.Errorf("copied %q", taken)
	}
	if text := tab.Text(".copy button"); text != "copied" {
		w.Errorf("the button says %q", text)
	}
	browser.Eval[any](tab, `navigator.clipboard.writeText = async () => { throw new Error("no") }`)
	tab.Click(".copy button")
	if selected := browser.Eval[string](tab, "getSelection().toString().trim()"); selected != w.server.URL() {
		w.Errorf("selected %q", selected)
	}
}

func language(w *world, tab *browser.Tab) {
	w.place(order("LANG", "5.00", nobody))
	w.openIn(tab, ordersPath)
	tab.Follow("a.lang")
	if text := tab.Text("main"); !strings.Contains(text, "等待付款") || strings.Contains(tab.URL(), "lang") {
		w.Errorf("in Chinese at %s: %s", tab.URL(), text)
	}
	tab.Until("#live:not(.lost)")
	id := w.place(order("LANG-2", "5.00", nobody))
	tab.Until("#o" + id)
	if text := tab.Text("#o" + id); !strings.Contains(text, "等待付款") {
		w.Errorf("the new row says %s", text)
	}
}

const attack = `"><script>window.hit=1</script><img src=x onerror="window.hit=1"> '${1}' {{7}}`

func hostile(w *world, tab *browser.Tab) {
	id := w.place(order("<b>X</b>\"'", "5.00", w.shopAt(200, "<script>window.hit=1</script>"), "name_goods", attack[:39], "info_order", attack, "user_id", "<i>user</i>"))
	w.pay(id, "success")
	for _, path := range []string{ordersPath, orderPath(id), "/console/default/search?q=%3Cscript%3Ewindow.hit%3D1%3C%2Fscript%3E", "/console/default/entries/1/sent"} {
		tab.Open(w.server.ControlURL() + path)
		if browser.Eval[bool](tab, `"hit" in window`) {
			w.Errorf("%s runs what a merchant sent", path)
		}
	}
	w.openIn(tab, orderPath(id))
	tab.Click("#do-notify")
	tab.Until("#said .bad")
	if browser.Eval[bool](tab, `"hit" in window || document.querySelector("main b b, main i i, #said script") !== null`) {
		w.Error("the page runs what a merchant sent")
	}
	if said := tab.Text("#said"); !strings.Contains(said, "<script>window.hit=1</script>") {
		w.Errorf("the answer is not shown as it came: %s", said)
	}
}

func withoutScripts(w *world, tab *browser.Tab) {
	tab.NoScript()
	id := w.place(order("PLAIN", "5.00", nobody))
	tab.Open(w.server.ControlURL() + orderPath(id) + "?lang=en")
	if status := tab.Follow("#do-pay"); status != 200 {
		w.Errorf("paying answers %d", status)
	}
	if said := tab.Text("#said"); !strings.Contains(said, "Attempt 1 paid") {
		w.Errorf("the page says %s", said)
	}
	tab.Reload()
	if n := len(w.orderNow(id).Attempts); n != 1 {
		w.Errorf("%d attempts after a reload", n)
	}
}

func clockMoves(w *world, tab *browser.Tab) {
	w.openIn(tab, ordersPath)
	if shown := tab.Text("#time"); shown != "2026-11-20 23:50:00" {
		w.Errorf("the clock shows %s", shown)
	}
	w.advance(time.Hour)
	tab.Until(`#time[datetime="2026-11-21T00:50:00+08:00"]`)
	if _, err := w.control.SetClock(w.Context(), "wall", start.Add(2*time.Hour)); err != nil {
		w.Fatal(err)
	}
	tab.Until("#time[data-running]")
}

// TestTwoListenersInTheBrowser: the console on an address of its own shows the QR code that the platform's address draws.
func TestTwoListenersInTheBrowser(t *testing.T) {
	b := browser.Start(t)
	w := newWorld(t, func(o *simulator.Options) { o.ControlListen = "127.0.0.1:0" })
	id := w.place(order("QR", "5.00", nobody))
	tab := b.Tab(t)
	w.seesQR(tab, id)
	if href := browser.Eval[string](tab, `document.querySelector(".payer a").href`); href != w.server.URL()+"/pay/"+id {
		t.Errorf("the cashier is at %s", href)
	}
}

// seesQR opens an order's page and waits until the picture for the payer's phone is there.
func (w *world) seesQR(tab *browser.Tab, id string) {
	w.Helper()
	w.openIn(tab, orderPath(id))
	tab.Click(".payer summary")
	browser.Eval[any](tab, `{ const code = document.querySelector(".payer img"), there = () => { code.id = "there" }; code.naturalWidth ? there() : code.onload = there }`)
	tab.Until("#there")
}

// TestAPublicPathInTheBrowser: the platform's public address has a path, behind a proxy that takes it away.
func TestAPublicPathInTheBrowser(t *testing.T) {
	b := browser.Start(t)
	var platform http.Handler
	proxy := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		http.StripPrefix("/pay/llsim", platform).ServeHTTP(out, r)
	}))
	t.Cleanup(proxy.Close)
	w := newWorld(t, func(o *simulator.Options) { o.PublicURL = proxy.URL + "/pay/llsim" })
	behind, err := url.Parse(w.server.URL())
	if err != nil {
		t.Fatal(err)
	}
	platform = &httputil.ReverseProxy{Transport: w.browser.Transport, Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(behind) }}
	id := w.place(order("QR", "5.00", nobody))
	tab := b.Tab(t)
	w.seesQR(tab, id)
	if src := browser.Eval[string](tab, `document.querySelector("#there").src`); src != proxy.URL+"/pay/llsim/pay/"+id+"/qr.svg" {
		t.Errorf("the picture is from %s", src)
	}
}

// TestSignInInTheBrowser: the page that asks for the token, and where it leads.
func TestSignInInTheBrowser(t *testing.T) {
	b := browser.Start(t)
	w := newWorld(t, func(o *simulator.Options) { o.ControlToken = "s3cret" })
	id := w.place(order("IN", "5.00", nobody))
	tab := b.Tab(t)
	tab.Expect("401")
	tab.Open(w.server.ControlURL() + orderPath(id))
	tab.Fill("input[name=token]", "s3cret")
	tab.Follow("main button")
	tab.Until("#live:not(.lost)")
	if cookies := browser.Eval[string](tab, "document.cookie"); cookies != "" {
		t.Errorf("scripts can read %q", cookies)
	}
	tab.Click("#do-pay")
	tab.Until("#said .good")
}
