package cashier_test

import (
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/browser"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// post sends a form with header fields, and returns status and page.
func (d *desk) post(address string, form url.Values, header map[string]string) (int, string, http.Header) {
	d.t.Helper()
	req, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		d.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for name, value := range header {
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return res.StatusCode, string(body), res.Header
}

// balanceForm is a form that would pay.
func (d *desk) balanceForm(noOrder string) (address string, form url.Values) {
	d.t.Helper()
	v := d.checkout(noOrder)
	p := v.click("余额支付")
	form = url.Values{"password": {"000000"}}
	for _, name := range []string{"n", "token"} {
		value, _ := p.Field(name)
		form.Set(name, value)
	}
	return p.URL.String(), form
}

func TestNobodyElseCanPay(t *testing.T) {
	d := open(t)
	address, form := d.balanceForm("A-1")
	with := func(name, value string) url.Values {
		changed := maps.Clone(form)
		changed.Set(name, value)
		return changed
	}
	other, otherForm := d.balanceForm("A-2")
	for name, test := range map[string]struct {
		address string
		form    url.Values
		header  map[string]string
		status  int
	}{
		"another site's page":      {address, form, map[string]string{"Origin": "https://evil.example"}, http.StatusForbidden},
		"another site, told so":    {address, form, map[string]string{"Sec-Fetch-Site": "cross-site"}, http.StatusForbidden},
		"no token":                 {address, with("token", ""), nil, http.StatusConflict},
		"a wrong token":            {address, with("token", "AAAA"), nil, http.StatusConflict},
		"another attempt's number": {address, with("n", "2"), nil, http.StatusConflict},
		"no number":                {address, with("n", ""), nil, http.StatusConflict},
		"a huge number":            {address, with("n", strings.Repeat("9", 40)), nil, http.StatusConflict},
		"another order's form":     {other, form, nil, http.StatusConflict},
		"a body of 1 MiB":          {address, with("goods", strings.Repeat("x", 1<<20)), nil, http.StatusRequestEntityTooLarge},
		"no form":                  {address, url.Values{}, map[string]string{"Content-Type": "application/json"}, http.StatusConflict},
		"a form of parts":          {address, form, map[string]string{"Content-Type": "multipart/form-data; boundary=x"}, http.StatusConflict},
	} {
		t.Run(name, func(t *testing.T) {
			d := d.in(t)
			status, body, header := d.post(test.address, test.form, test.header)
			if status != test.status || header.Get("X-Sim-Request") == "" || header.Get("X-Sim-Reason") == "" || !strings.Contains(body, `role="alert"`) {
				t.Errorf("answered %d %v\n%s", status, header, body)
			}
			if len(d.order("A-1").Attempts)+len(d.order("A-2").Attempts) != 0 {
				t.Error("an attempt was made")
			}
		})
	}
	if status, _, _ := d.post(other, otherForm, map[string]string{"Origin": d.url, "Sec-Fetch-Site": "same-origin"}); status != http.StatusOK || d.order("A-2").ResultPay != "SUCCESS" {
		t.Errorf("the right form is answered %d", status)
	}
}

// A form of one sandbox is worth nothing in another, even for an order of the same number.
func TestFormsBelongToTheirSandbox(t *testing.T) {
	d := open(t)
	address, form := d.balanceForm("A-1")
	if status, _, _ := d.post(strings.Replace(address, "/pay/", "/s/default/pay/", 1), form, nil); status != http.StatusOK || d.order("A-1").ResultPay != "SUCCESS" {
		t.Errorf("the default sandbox under /s/default: %d", status)
	}
}

// On manual clocks a sandbox that is deleted and made again numbers its orders as before.
func TestFormsDieWithTheirSandbox(t *testing.T) {
	d := open(t)
	at := api.At(noon)
	again := func() *desk {
		if _, err := d.control.CreateSandbox(t.Context(), api.NewSandbox{ID: "a", Clock: &api.SetClock{Mode: api.Manual, Now: &at}}); err != nil {
			t.Fatal(err)
		}
		of := *d
		of.url, of.control = d.url+"/s/a", d.control.In("a")
		profile, err := of.control.Merchant(t.Context(), d.merchant.OidPartner())
		if err != nil {
			t.Fatal(err)
		}
		if of.merchant, err = client.MerchantOf(of.url, profile); err != nil {
			t.Fatal(err)
		}
		return &of
	}
	address, form := again().balanceForm("A-1")
	if err := d.control.In("a").DeleteSandbox(t.Context()); err != nil {
		t.Fatal(err)
	}
	a := again()
	if same, _ := a.balanceForm("A-1"); same != address {
		t.Fatalf("the order is at %s now, it was at %s", same, address)
	}
	if status, _, _ := a.post(address, form, nil); status != http.StatusConflict || a.order("A-1").ResultPay != "WAITING" {
		t.Errorf("a form of the deleted sandbox: %d, the order is %s", status, a.order("A-1").ResultPay)
	}
}

func TestOddValuesAreHarmless(t *testing.T) {
	d, chromium := open(t), browser.Start(t)
	hostile := `"><script>document.title="taken"</script><img src=x onerror=alert(1)>`
	for name, fields := range map[string][]wire.Field{
		"goods":       {field("name_goods", hostile[:40])},
		"payer":       {field("acct_name", hostile), field("pay_type", "D")},
		"url_order":   {field("url_order", "javascript:alert(1)")},
		"url_order-2": {field("url_order", "data:text/html,<script>alert(1)</script>")},
		"url_order-3": {field("url_order", "//evil.example/x")},
		"bank":        {field("pay_type", "1"), field("bank_code", "99999999")},
	} {
		t.Run(name, func(t *testing.T) {
			d := d.in(t)
			tab := chromium.Tab(t)
			tab.Open(d.checkoutPage(d.signed(d.form(name, fields...))))
			tab.Follow("button")
			pages := d.pages(name)
			paths := []string{"", "/verified"}
			if name == "goods" {
				paths = append(paths, "/bank?pay_type=%22%3E%3Cscript%3E", "/bank/1/01020000", "/bank/1/%3Cscript%3E", "/scan/L", "/confirm/L?n=%3Cscript%3E", "/result?n=1e9", "/card?card=%3Cscript%3E", "/sms/%3Cscript%3E")
			}
			for _, path := range paths {
				tab.Expect("409")
				tab.Open(pages + path)
				if title := browser.Eval[string](tab, `document.title`); title == "taken" {
					t.Errorf("%s runs a script", path)
				}
				if browser.Eval[bool](tab, `[...document.links].some(a => !/^https?:$/.test(a.protocol)) || document.querySelector("main img[src=x]") !== null`) {
					t.Errorf("%s has a link or an image it should not", path)
				}
			}
			if _, err := d.control.Pay(t.Context(), d.order(name).OidPaybill, api.Pay{Outcome: "6001", PayType: "2"}); err != nil {
				t.Fatal(err)
			}
			tab.Open(pages + "/result")
			if browser.Eval[bool](tab, `[...document.links].some(a => !/^https?:$/.test(a.protocol) || a.host.includes("evil"))`) {
				t.Error("the result has a link it should not")
			}
		})
	}
}

// Whatever a form holds, its answer is a page, and nothing is paid that was not meant to be.
func TestOddForms(t *testing.T) {
	race.Skip(t)
	d := open(t)
	_, form := d.balanceForm("A-1")
	pages := d.pages("A-1")
	odd := []string{"", "\x00", "\xff\xfe", "<script>", strings.Repeat("9", 60000), "%", "；", "-1", "1e9", "../..", "\r\nLocation: https://evil.example"}
	for _, path := range []string{"/card", "/verified", "/sms/x", "/bank/1/01020000", "/bank/9/99999999", "/balance", "/confirm/L", "/confirm/Y", "/return", "/return?token=%00"} {
		for _, value := range odd {
			for _, name := range []string{"n", "token", "card_no", "acct_name", "phone", "sms_code"} {
				sent := url.Values{"n": form["n"], "token": form["token"]}
				sent.Set(name, value)
				status, body, header := d.post(pages+path, sent, nil)
				if status >= http.StatusInternalServerError || header.Get("Location") != "" || !strings.Contains(body, "</html>") || strings.Contains(body, "<script>") {
					t.Errorf("%s with %s=%.20q is answered %d %v\n%.300s", path, name, value, status, header, body)
				}
			}
		}
	}
	if n := len(d.order("A-1").Attempts); n != 0 {
		t.Errorf("%d attempts were made", n)
	}
}

// The journal has what the payer did, and neither card number nor password.
func TestJournalOfAPayer(t *testing.T) {
	d := open(t)
	v := d.checkout("A-1")
	v.enterCard("银行卡", "6222020060010003")
	v.fill("sms_code", "123456")
	p := v.click("确认付款")
	v.click("其他付款方式")
	v.click("余额支付")
	v.fill("password", "008888")
	v.click("确认付款")
	var all strings.Builder
	decided := map[string]bool{}
	for entry := range d.journal() {
		all.WriteString(entry.Kind + " " + entry.Text + " " + string(entry.Data) + "\n")
		if entry.Kind == "decision" && entry.Request != 0 {
			decided[entry.Rule+" "+entry.Code] = true
		}
	}
	for _, want := range []string{"PAY-2 0000", "PAY-2 6001", "PAY-2 1104"} {
		if !decided[want] {
			t.Errorf("the journal has no decision %s: %v", want, decided)
		}
	}
	text := all.String()
	for _, secret := range []string{"6222020060010003", "008888", "11010119900307123X", "13800138000"} {
		if strings.Contains(text, secret) {
			t.Errorf("the journal has %s", secret)
		}
	}
	if !strings.Contains(text, "622202******0003") || p == nil {
		t.Errorf("the journal does not name the card:\n%s", text)
	}
}

func TestHeadersNameTheRule(t *testing.T) {
	d := open(t)
	address, form := d.balanceForm("A-1")
	once := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer once.CloseIdleConnections()
	for _, want := range []string{"PAY-2", "RTY-5"} {
		res, err := once.PostForm(address, form)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusSeeOther || res.Header.Get("X-Sim-Rule") != want || res.Header.Get("X-Sim-Request") == "" || !strings.HasPrefix(res.Header.Get("Location"), "/pay/") {
			t.Errorf("%d %v, expected %s", res.StatusCode, res.Header, want)
		}
	}
}

// Behind a proxy the pages stay where the browser is, and what leaves it names the public address.
func TestPublicURLWithAPath(t *testing.T) {
	d := openWith(t, simulator.Options{PublicURL: "https://pay.example/sim/"})
	night, err := d.control.CreateSandbox(t.Context(), api.NewSandbox{ID: "night", Config: &api.Config{Clock: &api.SetClock{Mode: api.Manual, Now: api.AtOrNull(noon)}}})
	if err != nil {
		t.Fatal(err)
	}
	in := *d
	in.control, in.url = d.control.In(night.ID), d.server.URL()+"/s/night"
	v := in.checkout("A-1")
	prefix := "/sim/s/night/pay/" + in.order("A-1").OidPaybill
	for _, text := range []string{"银行卡", "支付宝", "English"} {
		if link := v.Page().Link(text); !strings.HasPrefix(strings.TrimPrefix(link, d.url), prefix) {
			t.Errorf("%s leads to %s", text, link)
		}
	}
	scan := v.open(in.pages("A-1") + "/scan/L")
	if link := scan.Link("https://"); link != "https://pay.example"+prefix+"/confirm/L" {
		t.Errorf("the QR code says %s", link)
	}
	if status, _, _ := in.post(in.pages("A-1")+"/balance", url.Values{}, map[string]string{"Origin": "https://pay.example"}); status != http.StatusConflict {
		t.Errorf("a form from the public address is answered %d", status)
	}
	if status, _, _ := in.post(in.pages("A-1")+"/balance", url.Values{}, map[string]string{"Origin": "https://other.example"}); status != http.StatusForbidden {
		t.Errorf("a form from elsewhere is answered %d", status)
	}
}

func TestRefusedFormsInBothLanguages(t *testing.T) {
	d := open(t)
	v := &visitor{d, shopper.New()}
	p, err := v.Send(t.Context(), d.url+gateway, d.signed(d.form("A-1")).Set("name_goods", "changed"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1001", "商户请求签名错误", "CHK-4", "签名须验证通过", "正确的待签名串", "文档未说明，由模拟器解读", "另一种可能： 一律返回 1001，或不签名。"} {
		if !strings.Contains(p.Text(), want) {
			t.Errorf("the page does not say %s: %s", want, p)
		}
	}
	if p = v.click("English"); p.Heading() != "Payment request refused" || !strings.Contains(p.Text(), "What should have been signed") || !strings.Contains(p.Text(), "The alternative: 1001 in every case") || !strings.Contains(p.Content, `<html lang="en">`) {
		t.Errorf("in English: %s", p)
	}
	if p = v.open(d.url + "/pay/0"); p.Heading() != "Nothing to show" {
		t.Errorf("the language is not remembered: %s", p)
	}
}

func (d *desk) journal() func(func(api.Entry) bool) {
	return func(yield func(api.Entry) bool) {
		list, err := d.control.Journal(d.t.Context(), "", client.Page{Limit: 1000})
		if err != nil {
			d.t.Fatal(err)
		}
		for _, e := range list.Entries {
			if !yield(e) {
				return
			}
		}
	}
}
