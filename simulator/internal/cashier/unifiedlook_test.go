package cashier_test

import (
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/browser"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// The pages of bills and signings in both languages, on a desk and on a phone, light and dark, as TestPagesLookRight looks at the others.
func TestUnifiedPagesLookRight(t *testing.T) {
	race.Skip(t)
	d, chromium := open(t), browser.Start(t)
	back := field("back_url", d.shop.url+"/changed")
	bill := func(more ...wire.Field) func(*browser.Tab, string) {
		return func(tab *browser.Tab, noOrder string) {
			answer := d.create(noOrder, append(more, back)...)
			tab.Open(d.url + wire.UnifiedPage + "?token=" + answer.Get("token"))
		}
	}
	after := func(p api.Pay, more ...wire.Field) func(*browser.Tab, string) {
		return func(tab *browser.Tab, noOrder string) {
			answer := d.create(noOrder, append(more, back)...)
			if _, err := d.control.Pay(t.Context(), answer.Get("oid_paybill"), p); err != nil {
				t.Fatal(err)
			}
			tab.Open(d.url + pagesOf(answer.Get("gateway_url")) + "/result")
		}
	}
	signing := func(tab *browser.Tab, noOrder string, more ...wire.Field) {
		tab.Open(d.url + wire.UnifiedPage + "?token=" + d.signing(noOrder, append(more, back)...).Get("token"))
	}
	card := func(tab *browser.Tab) {
		for at, value := range map[string]string{"#card_no": debitCard, "#acct_name": payerName, "#id_no": payerIDNo, "#phone": "13800138000"} {
			tab.Fill(at, value)
		}
		tab.Follow("main button")
	}
	pages := []struct {
		name string
		show func(*browser.Tab, string)
	}{
		{"unified-card", bill()},
		{"unified-h5", bill(field("flag_chnl", "3"))},
		{"unified-app", bill(field("flag_chnl", "0"))},
		{"unified-banks", bill(field("flag_pay_product", "2"))},
		{"unified-verified", bill(named(field("flag_pay_product", "5"))...)},
		{"unified-failed", after(api.Pay{Outcome: "6001", PayType: "2"})},
		{"unified-processing", after(api.Pay{Outcome: "processing", PayType: "2"}, field("flag_chnl", "3"))},
		{"unified-paid", after(api.Pay{Outcome: "success", PayType: "2"})},
		{"unified-no-return", after(api.Pay{Outcome: "success", PayType: "2"}, field("url_return", ""))},
		{"unified-dead", func(tab *browser.Tab, _ string) { tab.Open(d.url + wire.UnifiedPage + "?token=0") }},
		{"signing", func(tab *browser.Tab, noOrder string) { signing(tab, noOrder) }},
		{"signing-app", func(tab *browser.Tab, noOrder string) { signing(tab, noOrder, field("flag_chnl", "1")) }},
		{"signing-wrong", func(tab *browser.Tab, noOrder string) {
			signing(tab, noOrder, field("flag_chnl", "3"))
			browser.Eval[bool](tab, `document.querySelectorAll("form").forEach(f => f.noValidate = true) === undefined`)
			tab.Follow("main button")
		}},
		{"signing-sms", func(tab *browser.Tab, noOrder string) {
			signing(tab, noOrder, field("flag_chnl", "3"))
			card(tab)
		}},
		{"signed", func(tab *browser.Tab, noOrder string) {
			signing(tab, noOrder, field("flag_chnl", "3"))
			card(tab)
			tab.Fill("#sms_code", wire.SMSCode)
			tab.Follow("main button")
		}},
	}
	for _, lang := range []string{"zh", "en"} {
		t.Run(lang, func(t *testing.T) {
			tab := chromium.Tab(t)
			tab.Expect("404")
			tab.Open(d.url + "/pay/0?lang=" + lang)
			for _, x := range pages {
				name := x.name + "-" + lang
				tab.Size(1200, 900)
				x.show(tab, name)
				look(t, tab, name+"-desk", 1200)
				tab.Size(390, 844)
				browser.Eval[bool](tab, `document.querySelectorAll("details").forEach(d => d.open = true) === undefined`)
				look(t, tab, name+"-phone", 390)
				tab.Dark(true)
				look(t, tab, name+"-dark", 390)
				tab.Dark(false)
			}
		})
	}
}

// UNI-2, UNI-4 in a real browser, where content security policy and cross-site rules count: an empty form on the merchant's page leads to
// gateway_url, and the payer goes back by POST, without a result and with one; so does a signing.
func TestUNI4InABrowser(t *testing.T) {
	d, chromium := open(t), browser.Start(t)
	tab := chromium.Tab(t)
	tab.Size(390, 844)
	pay := func(heading string) {
		t.Helper()
		if got := tab.Text("h1"); got != heading {
			t.Fatalf("the page is %s, not %s", got, heading)
		}
		for at, value := range map[string]string{"#card_no": debitCard, "#acct_name": payerName, "#id_no": payerIDNo, "#phone": "13800138000"} {
			tab.Fill(at, value)
		}
		tab.Follow("main button")
		tab.Fill("#sms_code", wire.SMSCode)
		tab.Follow("main button")
	}
	back := field("back_url", d.shop.url+"/changed")
	answer := d.create("A-1", back, field("flag_chnl", "3"))
	comes := func() {
		tab.Open(d.pageTo(answer.Get("gateway_url")[len(d.url):], nil))
		tab.Follow("button")
	}
	comes()
	tab.Follow("form.leave button")
	if got := tab.Text("h1"); got != "Changed your mind" || len(d.shop.backs) != 1 || d.shop.backs[0] != "" {
		t.Errorf("%s, %q", got, d.shop.backs)
	}
	comes()
	pay("银行卡快捷支付")
	tab.Follow("#return button")
	if body, f := d.back(); tab.Text("h1") != "Thank you" || f.Get("no_order") != "A-1" {
		t.Errorf("%s", body)
	}
	tab.Open(d.signing("u-2", back).Get("gateway_url"))
	pay("签约银行卡")
	tab.Follow("#return button")
	if body, f := d.back(); tab.Text("h1") != "Thank you" || len(f.Get("agreeno")) != 16 {
		t.Errorf("%s", body)
	}
}

// UNI-5 in a real browser: a page that waits for the bank shows 1000 by itself when its token dies.
func TestUNI5AWaitingPageInABrowser(t *testing.T) {
	d, chromium := open(t), browser.Start(t)
	tab := chromium.Tab(t)
	answer := d.create("A-1")
	d.later(29 * time.Minute) // the bank's result is due after the token's death
	if _, err := d.control.Pay(t.Context(), answer.Get("oid_paybill"), api.Pay{Outcome: "processing"}); err != nil {
		t.Fatal(err)
	}
	tab.Open(answer.Get("gateway_url"))
	if got := tab.Text("h1"); got != "付款处理中" {
		t.Fatal(got)
	}
	d.later(time.Minute)
	if o := d.order("A-1"); o.ResultPay != "PROCESSING" {
		t.Errorf("%+v", o)
	}
	tab.Until("div.failed")
	if got := tab.Text("h1"); got != "支付请求未被接受" {
		t.Error(got)
	}
}
