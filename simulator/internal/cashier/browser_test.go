package cashier_test

import (
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/lianlian-sim/llsim/simulator/internal/testing/browser"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// inBrowser lets a shopper come to the cashier in a browser, from the merchant's page.
func (d *desk) inBrowser(tab *browser.Tab, noOrder string, more ...wire.Field) {
	d.t.Helper()
	tab.Open(d.checkoutPage(d.signed(d.form(noOrder, more...))))
	if status := tab.Follow("button"); status != http.StatusOK {
		d.t.Fatalf("the cashier is answered %d", status)
	}
}

// payByCard pays with a card that does, and is told so.
func (d *desk) payByCard(tab *browser.Tab) {
	d.t.Helper()
	tab.Follow(`.choices a[href$="/card"]`)
	tab.Click(".tests summary")
	tab.Follow(`.tests a[href$="6222020000000007"]`)
	tab.Follow("main button")
	tab.Fill("#sms_code", wire.SMSCode)
	tab.Follow("main button")
	if got := tab.Text("h1"); got != "付款成功" {
		d.t.Errorf("the page says %s", got)
	}
}

// backAtShop sends the shopper back to the merchant.
func (d *desk) backAtShop(tab *browser.Tab, noOrder string) {
	d.t.Helper()
	tab.Follow(`form[action*="/return?"] button`)
	if got := tab.Text("h1"); got != "Thank you" || !strings.HasPrefix(tab.URL(), "http://localhost:") {
		d.t.Errorf("the shopper is at %s: %s", tab.URL(), got)
	}
	d.came(noOrder)
}

func TestInABrowser(t *testing.T) {
	whole, chromium := open(t), browser.Start(t)
	for name, script := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			d := whole.in(t)
			tab := chromium.Tab(t)
			if !script {
				tab.NoScript()
			}
			noOrder := strings.ReplaceAll(name, " ", "-")
			d.inBrowser(tab, noOrder)
			d.payByCard(tab)
			paid := tab.URL()
			d.backAtShop(tab, noOrder)
			tab.Open(paid)
			if !strings.Contains(tab.Text("main"), "不会重复发送") || len(d.shop.returned) != 0 {
				t.Errorf("afterwards the page says %s", tab.Text("main"))
			}
			if o := d.order(noOrder); len(o.Attempts) != 1 || o.ResultPay != "SUCCESS" {
				t.Errorf("%+v", o.Attempts)
			}
		})
	}
	t.Run("a bank's page", func(t *testing.T) {
		d, tab := whole.in(t), chromium.Tab(t)
		d.inBrowser(tab, "bank", field("pay_type", "8"))
		tab.Follow(`.choices a[href$="/bank/8/03080000"]`)
		tab.Click(".tests summary")
		tab.Follow(`button[value="006001"]`)
		if got := tab.Text("h1"); got != "付款失败" {
			t.Errorf("the page says %s", got)
		}
		tab.Follow(".act .button")
		tab.Fill("#password", "000000")
		tab.Follow("main button")
		d.backAtShop(tab, "bank")
		if o := d.order("bank"); len(o.Attempts) != 2 || o.PayType != "8" || o.BankCode != "03080000" {
			t.Errorf("%+v", o)
		}
	})
	t.Run("keyboard alone", func(t *testing.T) {
		d, tab := whole.in(t), chromium.Tab(t)
		d.inBrowser(tab, "keys")
		press(tab, `.choices a[href$="/card"]`)
		tab.KeysTo(kb.Enter)
		for _, step := range []struct{ at, value string }{{"#card_no", "6222020000000007"}, {"#acct_name", "Zhang"}, {"#id_no", "11010119900307123X"}, {"#phone", "13800138000"}} {
			press(tab, step.at)
			tab.Keys(step.value)
		}
		tab.KeysTo(kb.Enter)
		tab.Until("#sms_code:focus")
		tab.Keys(wire.SMSCode)
		tab.KeysTo(kb.Enter)
		if got := tab.Text("h1"); got != "付款成功" {
			t.Errorf("the page says %s", got)
		}
		press(tab, `form[action*="/return?"] button`)
		tab.KeysTo(kb.Enter)
		d.came("keys")
	})
	t.Run("Enter confirms, not the first test password", func(t *testing.T) {
		d, tab := whole.in(t), chromium.Tab(t)
		d.inBrowser(tab, "enter")
		tab.Follow(`.choices a[href$="/balance"]`)
		press(tab, "#password")
		tab.Keys("006001")
		tab.KeysTo(kb.Enter)
		if a := d.order("enter").Attempts; len(a) != 1 || a[0].Code != "6001" {
			t.Errorf("%+v", a)
		}
	})
	t.Run("RTY-5 double click, back, reload", func(t *testing.T) {
		d, tab := whole.in(t), chromium.Tab(t)
		d.inBrowser(tab, "twice")
		tab.Follow(`.choices a[href$="/balance"]`)
		tab.Fill("#password", "000000")
		tab.DoubleClick("main button")
		tab.Until(".good")
		tab.Reload()
		tab.Until(".good")
		tab.Back()
		if got := tab.Text("h1"); got != "付款成功" {
			t.Errorf("the back button shows %s at %s", got, tab.URL())
		}
		if o := d.order("twice"); len(o.Attempts) != 1 {
			t.Errorf("%d attempts", len(o.Attempts))
		}
	})
	t.Run("RTY-4 back after a failure", func(t *testing.T) {
		d, tab := whole.in(t), chromium.Tab(t)
		d.inBrowser(tab, "back")
		tab.Follow(`.choices a[href$="/card"]`)
		tab.Click(".tests summary")
		tab.Follow(`.tests a[href$="6222020060010003"]`)
		tab.Follow("main button")
		tab.Fill("#sms_code", wire.SMSCode)
		tab.Follow("main button")
		tab.Back() // to the SMS page, whose attempt is over
		if got := tab.Text("h1"); got != "付款失败" {
			t.Errorf("the back button shows %s at %s", got, tab.URL())
		}
		tab.Follow(".act .button")
		if got := tab.Text("h1"); got != "银行卡快捷支付" || len(d.order("back").Attempts) != 1 {
			t.Errorf("again: %s", got)
		}
	})
	t.Run("languages", func(t *testing.T) {
		d, tab := whole.in(t), chromium.Tab(t)
		d.inBrowser(tab, "lang")
		tab.Follow(".language")
		if got := tab.Text("h1"); got != "Choose how to pay" || browser.Eval[string](tab, `document.documentElement.lang`) != "en" {
			t.Errorf("in English: %s", got)
		}
		tab.Follow(`.choices a[href$="/balance"]`)
		tab.Fill("#password", "001101")
		tab.Follow("main button")
		if got := tab.Text("main"); !strings.Contains(got, "Payment failed") || !strings.Contains(got, "卡已挂失") || !strings.Contains(got, "card reported lost") {
			t.Errorf("the failure in English: %s", got)
		}
		tab.Follow(".language")
		if got := tab.Text("h1"); got != "付款失败" {
			t.Errorf("back in Chinese: %s", got)
		}
	})
}

// press moves the focus with Tab until it is where it should be, as people without a mouse do.
func press(tab *browser.Tab, css string) {
	for range 40 {
		if browser.Eval[bool](tab, `document.activeElement === document.querySelector('`+css+`')`) {
			return
		}
		tab.Keys(kb.Tab)
	}
	tab.Until(css + ":focus")
}

func TestPAY4QRCodes(t *testing.T) {
	whole, chromium := open(t), browser.Start(t)
	t.Run("the cashier notices what another tab pays", func(t *testing.T) {
		d, tab := whole.in(t), chromium.Tab(t)
		d.inBrowser(tab, "scan")
		tab.Follow(`.choices a[href$="/scan/L"]`)
		phone := tab.Another()
		phone.Size(390, 844)
		phone.Open(d.read(tab.Screenshot("scan.png")))
		if got := phone.Text("main"); !strings.Contains(got, "确认付款") || !strings.Contains(got, "月饼礼盒") {
			t.Fatalf("the phone shows %s", got)
		}
		phone.Fill("#password", "006001")
		phone.Follow("main button")
		tab.Until(".notice")
		if got := tab.Text(".notice"); !strings.Contains(got, "6001 卡余额不足") {
			t.Errorf("after a failure the cashier says %s", got)
		}
		phone.Follow(".act .button")
		phone.Fill("#password", "000000")
		phone.Follow("main button")
		tab.Until(".good")
		if got := tab.Text("h1"); got != "付款成功" {
			t.Errorf("the cashier shows %s", got)
		}
		d.backAtShop(tab, "scan")
		if o := d.order("scan"); o.PayType != "L" || len(o.Attempts) != 2 {
			t.Errorf("%+v", o)
		}
	})
	t.Run("without JavaScript the payer says so", func(t *testing.T) {
		d, tab := whole.in(t), chromium.Tab(t)
		tab.NoScript()
		d.inBrowser(tab, "scan-noscript")
		tab.Follow(`.choices a[href$="/scan/I"]`)
		tab.Follow(".act .button")
		if got := tab.Text(".notice"); got != "尚未收到付款。" {
			t.Errorf("before the payment: %s", got)
		}
		phone := tab.Another()
		phone.Open(d.read(tab.Screenshot("scan.png")))
		phone.Fill("#password", "000000")
		phone.Follow("main button")
		tab.Follow(".act .button")
		if got := tab.Text("h1"); got != "付款成功" {
			t.Errorf("the cashier shows %s", got)
		}
	})
	t.Run("an order of the Direct API", func(t *testing.T) {
		d, tab := whole.in(t), chromium.Tab(t)
		link := d.qrOrder("direct", "L")
		tab.Open(link + "/scan")
		if got := d.read(tab.Screenshot("scan.png")); got != link {
			t.Errorf("the code on the page says %s, expected %s", got, link)
		}
		for _, picture := range []string{"/qr.png", "/qr.svg"} {
			show := tab.Another()
			show.Expect("favicon")
			show.Open(link + picture)
			if got := d.read(show.Screenshot("qr.png")); got != link {
				t.Errorf("%s says %s, expected %s", picture, got, link)
			}
		}
		phone := tab.Another()
		phone.Open(link)
		phone.Fill("#password", "000000")
		phone.Follow("main button")
		tab.Until(".good")
	})
	t.Run("PROCESSING ends on the page", func(t *testing.T) {
		d, tab := whole.in(t), chromium.Tab(t)
		d.inBrowser(tab, "slow")
		tab.Follow(`.choices a[href$="/balance"]`)
		tab.Fill("#password", "002008")
		tab.Follow("main button")
		if got := tab.Text("h1"); got != "付款处理中" {
			t.Fatalf("the page shows %s", got)
		}
		if _, err := d.control.FinishAttempt(t.Context(), d.order("slow").OidPaybill, 1, "success"); err != nil {
			t.Fatal(err)
		}
		tab.Until(".good")
	})
}

// read is what a QR code on a picture says.
func (d *desk) read(picture string) string {
	d.t.Helper()
	if _, err := exec.LookPath("zbarimg"); err != nil {
		d.t.Skip("reading QR codes needs zbarimg (Debian package zbar-tools)")
	}
	out, err := exec.CommandContext(d.t.Context(), "zbarimg", "--raw", "--quiet", picture).Output()
	if err != nil {
		d.t.Fatalf("zbarimg finds no QR code on the page: %v", err)
	}
	return strings.TrimSpace(string(out))
}
