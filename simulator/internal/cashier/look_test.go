package cashier_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/browser"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/prose"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Every page in both languages, on a desk and on a phone: nothing is wider than the screen, nothing is too small for a finger, and the
// console says nothing. With LLSIM_SCREENSHOTS the pages are put there as pictures; with LLSIM_AXE, the path of
// axe.min.js, axe-core looks too.
func TestPagesLookRight(t *testing.T) {
	race.Skip(t)
	d, chromium := open(t), browser.Start(t)
	pay := func(noOrder string, p api.Pay) {
		if _, err := d.control.Pay(t.Context(), d.order(noOrder).OidPaybill, p); err != nil {
			t.Fatal(err)
		}
	}
	// page makes an order and returns the address of one of its pages.
	page := func(path string) func(string) string {
		return func(noOrder string) string {
			d.checkout(noOrder)
			return d.pages(noOrder) + path
		}
	}
	// after does something to the order first.
	after := func(p api.Pay, path string) func(string) string {
		return func(noOrder string) string {
			d.checkout(noOrder)
			pay(noOrder, p)
			return d.pages(noOrder) + path
		}
	}
	posted := func(open func(string) string, button string, fill ...string) func(*browser.Tab, string) {
		return func(tab *browser.Tab, noOrder string) {
			tab.Open(open(noOrder))
			for i := 0; i < len(fill); i += 2 {
				browser.Eval[string](tab, `document.querySelector("`+fill[i]+`").value = "`+fill[i+1]+`"`)
			}
			browser.Eval[bool](tab, `document.querySelectorAll("form").forEach(f => f.noValidate = true) === undefined`)
			tab.Follow(button)
		}
	}
	shown := func(open func(string) string) func(*browser.Tab, string) {
		return func(tab *browser.Tab, noOrder string) { tab.Open(open(noOrder)) }
	}
	qr := func(payType string) func(string) string {
		return func(noOrder string) string { return d.qrOrder(noOrder, payType) }
	}
	bound := field("no_agree", d.bind(webPay, "first", "u-1", debitCard))
	// at makes an order of the web or H5 cashier and returns the address of one of its pages; paidAt pays it.
	at := func(path, under string, more ...wire.Field) func(string) string {
		return func(noOrder string) string {
			d.enter(path, noOrder, more...)
			return d.pages(noOrder) + under
		}
	}
	paidAt := func(path string) func(string) string {
		return func(noOrder string) string {
			d.enter(path, noOrder)
			pay(noOrder, api.Pay{Outcome: "success", PayType: "2"})
			return d.pages(noOrder)
		}
	}
	pages := []struct {
		name string
		show func(*browser.Tab, string)
	}{
		{"methods", shown(page(""))},
		{"card", shown(page("/card?card=6222020000000007"))},
		{"card-wrong", posted(page("/card"), "main button", "#card_no", "12", "#phone", "110")},
		{"verified-named", func(tab *browser.Tab, noOrder string) {
			d.checkout(noOrder, field("acct_name", "李四"), field("id_no", "110101199003071231"))
			tab.Open(d.pages(noOrder) + "/verified")
		}},
		{"sms", posted(page("/card?card=6222020000000007"), "main button")},
		{"banks", shown(page("/bank?pay_type=8"))},
		{"bank", shown(page("/bank/9/03080000"))},
		{"balance", shown(page("/balance"))},
		{"balance-empty", posted(page("/balance"), "main button")},
		{"scan", shown(page("/scan/L"))},
		{"confirm", shown(page("/confirm/I"))},
		{"direct", shown(qr("L"))},
		{"direct-scan", func(tab *browser.Tab, noOrder string) { tab.Open(qr("I")(noOrder) + "/scan") }},
		{"failed", shown(after(api.Pay{Outcome: "6001", PayType: "2"}, "/result?n=1"))},
		{"processing", shown(after(api.Pay{Outcome: "processing", PayType: "1"}, "/result"))},
		{"paid", shown(after(api.Pay{Outcome: "success", PayType: "2"}, "/result"))},
		{"paid-on-phone", shown(after(api.Pay{Outcome: "success", PayType: "L"}, "/confirm/L?n=1"))},
		{"unknown", func(tab *browser.Tab, _ string) {
			tab.Expect("404")
			tab.Open(d.url + "/pay/2026031099999999")
		}},
		{"refused", func(tab *browser.Tab, noOrder string) {
			tab.Open(d.checkoutPage(d.signed(d.form(noOrder)).Set("info_order", "changed after it was signed")))
			tab.Follow("button")
		}},
		{"web-methods", shown(at(webPay, ""))},
		{"web-bound", shown(at(webPay, "", bound))},
		{"web-paid", shown(paidAt(webPay))},
		{"h5-methods", shown(at(wapPay, "/methods", bound))},
		{"h5-card", shown(at(wapPay, "/card?card=6222020000000007"))},
		{"h5-card-wrong", posted(at(wapPay, "/card"), "main button", "#card_no", "12", "#phone", "110")},
		{"h5-verified", shown(at(wapVerified, "", named(field("flag_modify", "1"))...))},
		{"h5-bound", shown(at(wapPay, "", bound))},
		{"h5-coloured", shown(at(wapPay, "", bound, field("bg_color", "1a6b3c"), field("font_color", "ffffff")))},
		{"h5-bright", shown(at(wapPay, "", bound, field("bg_color", "ffe600"), field("font_color", "ffffff")))},
		{"h5-failed", func(tab *browser.Tab, noOrder string) {
			d.enter(wapPay, noOrder)
			pay(noOrder, api.Pay{Outcome: "6001", PayType: "2"})
			tab.Open(d.pages(noOrder) + "/result?n=1")
		}},
		{"h5-processing", func(tab *browser.Tab, noOrder string) {
			d.enter(wapPay, noOrder)
			pay(noOrder, api.Pay{Outcome: "processing", PayType: "2"})
			tab.Open(d.pages(noOrder) + "/result")
		}},
		{"h5-paid", shown(paidAt(wapPay))},
		{"h5-sent", func(tab *browser.Tab, noOrder string) {
			v := &visitor{d, shopper.New()}
			v.open(paidAt(wapPay)(noOrder))
			v.click("返回商户")
			tab.Open(d.pages(noOrder))
		}},
		{"stale", func(tab *browser.Tab, noOrder string) {
			tab.Expect("409")
			tab.Open(page("/balance")(noOrder))
			browser.Eval[string](tab, `document.querySelector("[name=token]").value = "old"`)
			tab.Fill("#password", "000000")
			tab.Follow("main button")
		}},
	}
	for _, lang := range []string{"zh", "en"} {
		t.Run(lang, func(t *testing.T) {
			tab := chromium.Tab(t)
			tab.Expect("404")
			tab.Open(d.url + "/pay/0?lang=" + lang)
			for _, x := range pages {
				tab.Size(1200, 900)
				x.show(tab, x.name+"-"+lang)
				look(t, tab, x.name+"-"+lang+"-desk", 1200)
				tab.Size(390, 844)
				look(t, tab, x.name+"-"+lang+"-phone", 390)
				browser.Eval[bool](tab, `document.querySelectorAll("details").forEach(d => d.open = true) === undefined`)
				look(t, tab, x.name+"-"+lang+"-unfolded", 390)
				if lang == "zh" {
					for _, phrase := range prose.English(browser.Eval[string](tab, `document.documentElement.outerHTML`), "No real money") {
						t.Errorf("the Chinese page %s says %q", x.name, phrase)
					}
				}
				tab.Dark(true)
				look(t, tab, x.name+"-"+lang+"-dark", 390)
				tab.Dark(false)
			}
		})
	}
}

// look checks a page as it is shown, so many pixels wide.
func look(t *testing.T, tab *browser.Tab, name string, width int64) {
	t.Helper()
	if dir := os.Getenv("LLSIM_SCREENSHOTS"); dir != "" {
		tab.Screenshot(filepath.Join(dir, name+".png"))
	}
	for _, violation := range tab.Axe() {
		t.Errorf("%s: %s", name, violation)
	}
	if got := browser.Eval[int64](tab, `document.scrollingElement.scrollWidth`); got > width {
		t.Errorf("%s is %d pixels wide", name, got)
	}
	if pale := browser.Eval[[]string](tab, unreadable); len(pale) > 0 {
		t.Errorf("%s has text that does not stand out: %s", name, pale)
	}
	if low := browser.Eval[[]string](tab, `[...document.querySelectorAll("main button, main input:not([type=hidden]), main a, .language, summary")]
		.filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24).map(e => e.outerHTML)`); len(low) > 0 {
		t.Errorf("%s has what is too small for a finger: %s", name, low)
	}
}

// unreadable finds the texts whose contrast with what is behind them is below 4.5 (WCAG 2, level AA), 3 for large ones.
const unreadable = `(() => {
	const parts = c => c.match(/[\d.]+/g).map(Number)
	const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
		.reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0)
	const behind = e => { for (; e; e = e.parentElement) { const c = parts(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c } return [255, 255, 255] }
	return [...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && !e.matches("script, .unseen, .skip") &&
			[...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
		.filter(e => {
			const style = getComputedStyle(e), size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700
			const [a, b] = [light(parts(style.color)), light(behind(e))].sort((x, y) => y - x)
			return (a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)
		}).map(e => e.outerHTML.slice(0, 120))
})()`
