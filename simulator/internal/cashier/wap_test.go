package cashier_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/testing/browser"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestWAP1ReqData(t *testing.T) {
	d := open(t)
	good := string(wire.EncodeJSON(d.signed(d.fieldsFor(wapPay, "A-1"))))
	for name, form := range map[string]wire.Fields{
		"absent":         {{Name: "other", Value: good}},
		"empty":          {{Name: "req_data"}},
		"no object":      {{Name: "req_data", Value: "[" + good + "]"}},
		"text":           {{Name: "req_data", Value: "oid_partner=1"}},
		"nested":         {{Name: "req_data", Value: strings.Replace(good, `"3"`, `{"a":"b"}`, 1)}},
		"duplicate keys": {{Name: "req_data", Value: strings.Replace(good, "{", `{"no_order":"A-2",`, 1)}},
		"cut":            {{Name: "req_data", Value: good[:len(good)-1]}},
	} {
		t.Run(name, func(t *testing.T) {
			v := &visitor{d.in(t), shopper.New()}
			if _, err := v.Send(t.Context(), d.url+wapPay, form); err != nil {
				t.Fatal(err)
			}
			v.refused("1012", "WAP-1")
		})
	}
	if d.placed("A-1")+d.placed("A-2") != 0 {
		t.Error("an order was placed")
	}
}

// Numbers count with their literal text, also in the signature.
func TestWAP2Numbers(t *testing.T) {
	d := open(t)
	literal := func(noOrder, money string) *visitor {
		f := d.signed(d.fieldsFor(wapPay, noOrder, field("money_order", money), field("user_id", "17"), field("app_request", "3")))
		text := string(wire.EncodeJSON(f))
		for name, value := range map[string]string{"money_order": money, "user_id": "17", "app_request": "3"} {
			text = strings.Replace(text, `"`+name+`":"`+value+`"`, `"`+name+`":`+value, 1)
		}
		v := &visitor{d, shopper.New()}
		if _, err := v.Send(t.Context(), d.url+wapPay, wire.Fields{{Name: "req_data", Value: text}}); err != nil {
			t.Fatal(err)
		}
		return v
	}
	literal("A-1", "0.01").taken("银行卡快捷支付")
	if o := d.order("A-1"); o.UserID != "17" || o.MoneyOrder != "0.01" {
		t.Errorf("%+v", o)
	}
	v := literal("A-2", "2e-2")
	v.refused("1004", "WAP-2")
	if !strings.Contains(v.Page().Alerts(), "money_order") {
		t.Errorf("%s", v.Page())
	}
}

func TestWAP3FurtherFieldsAreIgnored(t *testing.T) {
	d := open(t)
	form := append(posted(wapPay, d.signed(d.fieldsFor(wapPay, "A-1"))), field("no_order", "A-2"), field("submit", "去付款"))
	v := &visitor{d, shopper.New()}
	if _, err := v.Send(t.Context(), d.url+wapPay, form); err != nil {
		t.Fatal(err)
	}
	v.taken("银行卡快捷支付")
	if d.placed("A-1") != 1 || d.placed("A-2") != 0 {
		t.Error("another order was placed")
	}
}

// The return is one field with the keys ascending, money as sent, and never remark, pay type or bank.
func TestWAP4Return(t *testing.T) {
	d := open(t)
	for _, money := range []string{"50000", "2", "1000.0", "0.1"} {
		t.Run(money, func(t *testing.T) {
			d := d.in(t)
			v := d.enter(wapPay, "A-"+money, field("money_order", money), field("info_order", "备注"), field("user_id", money))
			v.card(debitCard)
			if p := v.click("返回商户"); p.Heading() != "Thank you" {
				t.Errorf("%s", p)
			}
			body, f := d.back()
			if names(f) != "dt_order money_order no_order oid_partner oid_paybill result_pay settle_date sign sign_type" || f.Get("money_order") != money || f.Get("result_pay") != "SUCCESS" {
				t.Errorf("%v", f) // WAP-8: money as sent
			}
			if strings.Count(body, "=") != 1 {
				t.Errorf("the form is %s", body)
			}
		})
	}
}

// In a browser: the POST tells the cashier's origin or none, and cookies of the shop do not come across sites.
func TestWAP5OriginOfTheReturn(t *testing.T) {
	d, chromium := open(t), browser.Start(t)
	tab := chromium.Tab(t)
	tab.Size(390, 844)
	tab.Open(d.pageTo(wapPay, posted(wapPay, d.signed(d.fieldsFor(wapPay, "A-1")))))
	tab.Follow("button")
	tab.Fill("#card_no", debitCard)
	tab.Fill("#acct_name", payerName)
	tab.Fill("#id_no", payerIDNo)
	tab.Fill("#phone", "13800138000")
	tab.Follow("main button")
	tab.Fill("#sms_code", wire.SMSCode)
	tab.Follow("main button")
	if got := browser.Eval[int](tab, `document.scripts.length`); got != 0 {
		t.Errorf("without syschnotify_flag the page has %d scripts", got)
	}
	tab.Follow("#return button")
	if got := tab.Text("h1"); got != "Thank you" {
		t.Errorf("the shopper is at %s: %s", tab.URL(), got)
	}
	d.back()
	if o := d.shop.origin; o != "null" && o != d.url {
		t.Errorf("Origin: %s", o)
	}
}

// syschnotify_flag 1: the page goes back by itself, once; without JavaScript there is the button.
func TestWAPAutomaticReturn(t *testing.T) {
	whole, chromium := open(t), browser.Start(t)
	pay := func(d *desk, tab *browser.Tab, noOrder string) {
		tab.Open(d.pageTo(wapPay, posted(wapPay, d.signed(d.fieldsFor(wapPay, noOrder, named(field("syschnotify_flag", "1"), field("user_id", noOrder))...)))))
		tab.Follow("button")
		tab.Fill("#card_no", debitCard)
		tab.Fill("#phone", "13800138000")
		tab.Follow("main button")
		tab.Fill("#sms_code", wire.SMSCode)
	}
	t.Run("with JavaScript", func(t *testing.T) {
		d, tab := whole.in(t), chromium.Tab(t)
		pay(d, tab, "script")
		tab.Click("main button")
		tab.Until(`h1:not(:has(~ form))`)
		<-d.shop.returned
		_, f := d.back()
		if f.Get("no_order") != "script" {
			t.Errorf("%v", f)
		}
		before := len(d.shop.bodies)
		tab.Open(d.pages("script"))
		if got := tab.Text("#return button"); got != "再次发送" || browser.Eval[int](tab, `document.scripts.length`) != 0 || len(d.shop.bodies) != before {
			t.Errorf("the page says %s", got)
		}
		tab.Follow("#return button")
		if got := tab.Text("h1"); got != "Thank you" || len(d.shop.bodies) != before+1 {
			t.Errorf("sent again: %s", got)
		}
	})
	t.Run("without JavaScript", func(t *testing.T) {
		d, tab := whole.in(t), chromium.Tab(t)
		tab.NoScript()
		pay(d, tab, "button")
		tab.Follow("main button")
		if got := tab.Text("#return button"); got != "返回商户" {
			t.Errorf("the button says %s", got)
		}
		tab.Follow("#return button")
		if _, f := d.back(); f.Get("no_order") != "button" {
			t.Errorf("%v", f)
		}
	})
	t.Run("in another tab it was faster", func(t *testing.T) {
		d := whole.in(t)
		v := d.enter(wapPay, "tabs", field("syschnotify_flag", "1"), field("user_id", "tabs"))
		page := v.card(debitCard)
		if !strings.Contains(page.Content, `document.getElementById("return").submit()`) {
			t.Fatal("there is no script")
		}
		v.click("返回商户")
		before := len(d.shop.bodies)
		v.Show(page) // whose script sends the same form
		if p := v.click("返回商户"); p.Heading() != "付款成功" || len(d.shop.bodies) != before {
			t.Errorf("%s", p)
		}
	})
}

// The merchant's colours are on the page, and can be read.
func TestWAPColours(t *testing.T) {
	d, chromium := open(t), browser.Start(t)
	for _, test := range []struct{ name, bg, font, wantBg, wantFont string }{
		{"default", "", "", "rgb(255, 80, 1)", "rgb(0, 0, 0)"},
		{"dark", "003366", "FFFFFF", "rgb(0, 51, 102)", "rgb(255, 255, 255)"},
		{"chosen", "FFE600", "333333", "rgb(255, 230, 0)", "rgb(51, 51, 51)"},
		{"unreadable on dark", "003366", "003366", "rgb(0, 51, 102)", "rgb(255, 255, 255)"},
		{"unreadable on bright", "ffffff", "fefefe", "rgb(255, 255, 255)", "rgb(0, 0, 0)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			tab := chromium.Tab(t)
			noOrder := strings.ReplaceAll(test.name, " ", "-")
			var more []wire.Field
			if test.bg != "" {
				more = []wire.Field{field("bg_color", test.bg), field("font_color", test.font)}
			}
			d.in(t).enter(wapPay, noOrder, more...)
			tab.Open(d.in(t).pages(noOrder))
			for _, at := range []string{"main button", ".bar"} {
				style := func(property string) string {
					return browser.Eval[string](tab, `getComputedStyle(document.querySelector("`+at+`")).`+property)
				}
				if style("backgroundColor") != test.wantBg {
					t.Errorf("%s is %s", at, style("backgroundColor"))
				}
			}
			for _, at := range []string{"main button", ".product"} {
				if got := browser.Eval[string](tab, `getComputedStyle(document.querySelector("`+at+`")).color`); got != test.wantFont {
					t.Errorf("text of %s is %s", at, got)
				}
			}
		})
	}
	d.enter(wapPay, "none", field("bg_color", "red")).refused("1004", "CHK-5")
}

// A reload of the form's answer, the back button and a second tab pay once.
func TestWAP9TwoTabsAndTheBackButton(t *testing.T) {
	d := open(t)
	first := d.enter(wapPay, "A-1", named()...)
	form := first.Page()
	second := &visitor{d, shopper.New()}
	second.open(d.pages("A-1"))
	first.card(poorCard)
	first.failed("A-1", "2", "6001")
	first.Show(form) // the back button
	first.fill("card_no", debitCard, "phone", "13800138000")
	code := first.click("下一步")
	if code.Heading() != "短信验证" || len(d.order("A-1").Attempts) != 1 {
		t.Errorf("the form of the attempt before: %s", code)
	}
	if p := second.card(debitCard); p.Heading() != "付款成功" {
		t.Errorf("the second tab: %s", p)
	}
	if p := first.code(wire.SMSCode); p.Heading() != "付款成功" || len(d.order("A-1").Attempts) != 2 {
		t.Errorf("the first tab's code: %s", p)
	}
	first.Show(form)
	first.fill("card_no", debitCard, "phone", "13800138000")
	if p := first.click("下一步"); p.Status != http.StatusConflict || p.Heading() != "付款成功" || len(d.order("A-1").Attempts) != 2 {
		t.Errorf("after all: %s", p)
	}
	// A page with another order's token, and one from before a reset.
	d.enter(wapPay, "A-2", named()...)
	values := url.Values{"n": {"1"}, "card_no": {debitCard}, "acct_name": {payerName}, "id_no": {payerIDNo}, "phone": {"13800138000"}}
	token, _ := form.Field("token")
	values.Set("token", token)
	res, err := http.PostForm(d.pages("A-2")+"/card", values)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusConflict {
		t.Errorf("a foreign token is answered %s", res.Status)
	}
}
