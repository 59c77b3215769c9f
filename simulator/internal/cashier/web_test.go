package cashier_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// The rules of the Redirect API hold at all four pages, and a refusal is a page with code and message.
func TestWEB1Refusals(t *testing.T) {
	whole := open(t)
	for name, path := range map[string]string{"E1": webPay, "E2": webVerified, "E4": wapPay, "E5": wapVerified} {
		t.Run(name, func(t *testing.T) {
			d := whole.in(t)
			good := func(noOrder string) wire.Fields { return d.fieldsFor(path, name+noOrder, named()...) }
			for _, test := range []struct {
				rule, code string
				form       func() wire.Fields
			}{
				{"CHK-2", "1004", func() wire.Fields { return d.signed(good("1")).Without("oid_partner") }},
				{"CHK-2", "3001", func() wire.Fields { return d.signed(good("1").Set("oid_partner", "201301010000000000")) }},
				{"CHK-4", "1001", func() wire.Fields { return d.signed(good("1")).Set("name_goods", "changed") }},
				{"CHK-5", "1004", func() wire.Fields { return d.signed(good("1").Without("busi_partner")) }},
				{"CHK-5", "1004", func() wire.Fields { return d.signed(good("1").Set("busi_partner", "10100")) }},
				{"LIM-1", "1004", func() wire.Fields { return d.signed(good("1").Set("money_order", "0")) }},
				{"DAT-3", "1004", func() wire.Fields { return d.signed(good("1").Set("timestamp", "20260310090000")) }},
				{"DAT-1", "1004", func() wire.Fields { return d.signed(good("1").Set("dt_order", "20260301120000")) }},
			} {
				t.Run(test.rule, func(t *testing.T) { d.in(t).send(path, test.form()).refused(test.code, test.rule) })
			}
			v := d.send(path, d.signed(good("2")))
			d.pays(name + "2")
			v.open(d.pages(name + "2"))
			v.taken("付款成功")
			d.send(path, d.signed(good("2"))).refused("2007", "IDN-5")
			d.profile(func(m *api.Merchant) { m.Products = []string{"redirect", "query", "unified"} })
			d.send(path, d.signed(good("3"))).refused("3010", "CHK-3")
			d.profile(func(m *api.Merchant) { m.Products = nil })
			if _, err := d.control.AddFault(t.Context(), api.NewFault{At: "accept", Effect: "code", Value: "9999"}); err != nil {
				t.Fatal(err)
			}
			d.send(path, d.signed(good("3"))).refused("9999", "fault")
		})
	}
}

// pays pays an order for the payer.
func (d *desk) pays(noOrder string) {
	d.t.Helper()
	if _, err := d.control.Pay(d.t.Context(), d.order(noOrder).OidPaybill, api.Pay{Outcome: "success"}); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) placed(noOrder string) int {
	d.t.Helper()
	list, err := d.control.Orders(d.t.Context(), client.OrderFilter{NoOrder: noOrder})
	if err != nil {
		d.t.Fatal(err)
	}
	return len(list.Orders)
}

// The form may stand in the address. Looking at such a link places nothing.
func TestWEB2TheFormInTheAddress(t *testing.T) {
	whole := open(t)
	for name, path := range map[string]string{"E1": webPay, "E2": webVerified, "E4": wapPay, "E5": wapVerified} {
		t.Run(name, func(t *testing.T) {
			d := whole.in(t)
			values := url.Values{}
			for _, f := range posted(path, d.signed(d.fieldsFor(path, name, named()...))) {
				values.Set(f.Name, f.Value)
			}
			link := d.url + path + "?" + values.Encode()
			for _, method := range []string{http.MethodHead, http.MethodPut} {
				req, err := http.NewRequestWithContext(t.Context(), method, link, nil)
				if err != nil {
					t.Fatal(err)
				}
				res, err := http.DefaultClient.Do(req)
				if err != nil {
					t.Fatal(err)
				}
				res.Body.Close()
				if res.StatusCode != http.StatusMethodNotAllowed || res.Header.Get("Allow") != "POST, GET" || d.placed(name) != 0 {
					t.Errorf("%s: %s, Allow %s, %d orders", method, res.Status, res.Header.Get("Allow"), d.placed(name))
				}
			}
			v := d.enter(webPay, name+"-other")
			if p := v.open(link); p.Status != http.StatusOK || !strings.Contains(p.Text(), "49.90 元") || p.Header.Get("X-Sim-Rule") != "IDN-1" {
				t.Errorf("%s %s", p.Header.Get("X-Sim-Reason"), p)
			}
			if d.placed(name) != 1 {
				t.Error("the link has placed no order")
			}
			v.open(d.url + path)
			if isWap(path) {
				v.refused("1012", "WAP-1")
			} else {
				v.refused("1004", "CHK-2")
			}
		})
	}
}

func TestWEB3OnlyUTF8(t *testing.T) {
	d := open(t)
	for _, name := range []string{"UTF-8", "utf-8"} {
		d.enter(webPay, "A-"+name, field("charset_name", name)).taken("选择付款方式")
	}
	for _, name := range []string{"GBK", "GB18030"} {
		v := d.enter(webPay, "A-"+name, field("charset_name", name))
		v.refused("1004", "WEB-3")
		if !strings.Contains(v.Page().Alerts(), "charset_name") {
			t.Errorf("%s", v.Page())
		}
	}
}

func TestWEB4TheTextNullIsAValue(t *testing.T) {
	d := open(t)
	d.enter(webPay, "A-1", field("info_order", "null"), field("acct_name", "null")).taken("选择付款方式")
	if o := d.order("A-1"); o.InfoOrder != "null" {
		t.Errorf("info_order %q", o.InfoOrder)
	}
	d.enter(webPay, "A-2", field("bank_code", "null")).refused("1004", "WEB-4")
	d.enter(wapPay, "A-2", field("pay_type", "null")).refused("1004", "WEB-4")
	// Signed as if the field were not there.
	d.send(webPay, d.signed(d.fieldsFor(webPay, "A-2")).Set("bank_code", "null")).refused("1001", "CHK-4")
}

func TestWEB5VerifiedPaymentNamesThePayer(t *testing.T) {
	d := open(t)
	for _, path := range []string{webVerified, wapVerified} {
		for _, missing := range []string{"id_no", "acct_name"} {
			v := d.send(path, d.signed(d.fieldsFor(path, "A-1", named()...).Without(missing)))
			v.refused("1004", "WEB-5")
			if !strings.Contains(v.Page().Alerts(), missing) {
				t.Errorf("%s", v.Page())
			}
		}
	}
	agreement := d.bind(webVerified, "B-1", "u-1", debitCard)
	d.enter(webVerified, "A-1", field("no_agree", agreement)).taken("短信验证")
	d.enter(wapVerified, "A-2", field("no_agree", agreement)).taken("短信验证")
}

// bank_code is the one bank, where the merchant says whether it is banking or a card.
func TestWEB6OneBank(t *testing.T) {
	d := open(t)
	v := d.enter(webPay, "A-1", field("pay_type", "2"), field("bank_code", "01020000"))
	v.card(otherDebit)
	v.failed("A-1", "2", "9907")
	v.click("再试一次")
	if p := v.card(debitCard); p.Heading() != "付款成功" {
		t.Errorf("%s", p)
	}
	v = d.enter(webVerified, "A-2", named(field("bank_code", "03080000"))...)
	v.card(debitCard)
	v.failed("A-2", "D", "9907")

	v = d.enter(webPay, "A-3", field("pay_type", "1"), field("bank_code", "03080000"))
	if p := v.open(d.pages("A-3") + "/bank"); !strings.Contains(p.Text(), "03080000") || strings.Contains(p.Text(), "01020000") || strings.Contains(p.Text(), "信用卡网银") {
		t.Errorf("the banks are %s", p)
	}
	if p := v.open(d.pages("A-3") + "/bank/1/01020000"); p.Heading() != "网银付款" || !strings.Contains(p.Content, "/bank/1/03080000") {
		t.Errorf("another bank: %s", p)
	}
	v.click("000000")
	if o := d.order("A-3"); o.ResultPay != "SUCCESS" || o.PayType != "1" {
		t.Errorf("%+v", o)
	}
}

// A card of another kind than the one pay_type fails.
func TestWEB1CardTypes(t *testing.T) {
	d := open(t)
	for _, test := range []struct{ payType, card, code string }{{"2", creditCard, "5601"}, {"3", debitCard, "5601"}, {"3", "6222021234567890", "1100"}} {
		t.Run(test.payType+" "+test.card, func(t *testing.T) {
			d := d.in(t)
			noOrder := "A-" + test.payType + test.card
			v := d.enter(wapPay, noOrder, field("pay_type", test.payType))
			v.card(test.card)
			v.failed(noOrder, test.payType, test.code)
		})
	}
	v := d.enter(webPay, "both")
	v.click("银行卡快捷支付")
	v.card(creditCard)
	if o := d.order("both"); o.PayType != "3" || o.BankCode != "03080000" {
		t.Errorf("%+v", o)
	}
}

// flag_modify says whether the payer may change name and number; the platform does not rely on the page for it.
func TestNameAndNumber(t *testing.T) {
	d := open(t)
	v := d.enter(webVerified, "fixed", named(field("flag_modify", "1"))...)
	p := v.Page()
	if got, _ := p.Field("acct_name"); got != payerName || strings.Count(p.Content, " readonly") != 2 {
		t.Errorf("name %s, %d fields cannot be changed", got, strings.Count(p.Content, " readonly"))
	}
	v.fill("acct_name", "王五") // as a forged page does
	v.card(debitCard)
	v.failed("fixed", "D", "1108")
	for i, flag := range []wire.Field{field("flag_modify", "0"), {}} {
		noOrder := "free" + string(rune('0'+i))
		more := named(field("user_id", noOrder))
		if flag.Name != "" {
			more = append(more, flag)
		}
		v := d.enter(webVerified, noOrder, more...)
		if got, _ := v.Page().Field("id_no"); got != payerIDNo || strings.Contains(v.Page().Content, " readonly") {
			t.Errorf("id_no %s: %s", got, v.Page().Content)
		}
		v.fill("acct_name", "王五")
		if p := v.card(debitCard); p.Heading() != "付款成功" {
			t.Errorf("%s", p)
		}
	}
	v = d.enter(webPay, "unnamed", field("flag_modify", "1"), field("user_id", "u-9"))
	v.click("银行卡快捷支付")
	if strings.Contains(v.Page().Content, " readonly") {
		t.Error("a name that nobody gave cannot be entered")
	}
}

// back is the body of the newest return, and the message in it, whose signature is checked.
func (d *desk) back() (body string, f wire.Fields) {
	d.t.Helper()
	d.shop.mu.Lock()
	defer d.shop.mu.Unlock()
	if len(d.shop.bodies) == 0 {
		d.t.Fatal("nothing came back to the shop")
	}
	body = d.shop.bodies[len(d.shop.bodies)-1]
	f, err := wire.DecodeForm([]byte(body))
	if err == nil && f.Has("res_data") {
		f, err = wire.DecodeJSON([]byte(f.Get("res_data")))
	}
	if err == nil {
		err = sign.Verify(f, d.platform)
	}
	if err != nil {
		d.t.Errorf("%s: %v", body, err)
	}
	return body, f
}

func names(f wire.Fields) string {
	var all []string
	for _, x := range f {
		all = append(all, x.Name)
	}
	return strings.Join(all, " ")
}

// capturedFields is the order in which LianLian's web cashier was seen to return fields (2015, 2019).
const capturedFields = "oid_partner sign_type sign dt_order no_order oid_paybill money_order result_pay settle_date info_order pay_type bank_code"

// Real browsers and this one send fields as they stand on the page.
func TestWEBReturnInTheCapturedOrder(t *testing.T) {
	d := open(t)
	for _, test := range []struct{ name, info string }{{"no remark", ""}, {"a remark", "a=b&c <>\"'，中文"}} {
		t.Run(test.name, func(t *testing.T) {
			d := d.in(t)
			noOrder := strings.ReplaceAll(test.name, " ", "-")
			v := d.enter(webPay, noOrder, field("info_order", test.info), field("money_order", "49.9"))
			v.click("银行卡快捷支付")
			paid := v.card(debitCard)
			if got := fieldsOn(paid.Content); got != capturedFields {
				t.Errorf("on the page stand %s", got)
			}
			v.click("返回商户")
			_, f := d.back()
			if !f.Has("info_order") || f.Get("info_order") != test.info || f.Get("pay_type") != "2" || f.Get("bank_code") != "01020000" || f.Get("money_order") != "49.9" || len(f) != 12 {
				t.Errorf("%v", f)
			}
		})
	}
}

// fieldsOn are the names of the form's fields on a paid order's page, in their order.
func fieldsOn(content string) string {
	var all []string
	_, form, _ := strings.Cut(content, `id="return"`)
	for _, part := range strings.Split(form, `name="`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		all = append(all, name)
	}
	return strings.Join(all, " ")
}

// The payer may send the result again; a page that was shown before does not.
func TestWAP6SendAgain(t *testing.T) {
	whole := open(t)
	for name, path := range map[string]string{"web": webPay, "wap": wapPay} {
		t.Run(name, func(t *testing.T) {
			d := whole.in(t)
			before := len(d.shop.bodies)
			v := d.enter(path, name)
			paid := v.toCard().card(debitCard)
			v.click("返回商户")
			v.Show(paid)
			if p := v.click("返回商户"); p.Heading() != "付款成功" || !strings.Contains(p.Alerts(), "不会自动重复发送") || len(d.shop.bodies) != before+1 {
				t.Errorf("the old page: %s", p)
			}
			for range 2 {
				v.open(d.pages(name))
				if p := v.click("再次发送"); p.Heading() != "Thank you" {
					t.Errorf("%s", p)
				}
			}
			if got := d.shop.bodies[before:]; len(got) != 3 || got[0] != got[1] || got[1] != got[2] {
				t.Errorf("came back: %q", got)
			}
			if !strings.Contains(d.decisions(), "WAP-6 | handed-over | the payer's browser takes the synchronous notification to "+d.shop.url+"/back again") {
				t.Error("the journal does not say so")
			}
		})
	}
}

// A fault keeps the browser from going back; the payer can try again.
func TestWAP6AfterAFault(t *testing.T) {
	d := open(t)
	v := d.enter(wapPay, "A-1")
	v.card(debitCard)
	if _, err := d.control.AddFault(t.Context(), api.NewFault{At: "return", Effect: "close", Match: map[string]string{"no_order": "A-1"}}); err != nil {
		t.Fatal(err)
	}
	if p := v.click("返回商户"); !strings.Contains(p.Alerts(), "故障注入") || len(d.shop.bodies) != 0 {
		t.Errorf("%s", p)
	}
	v.click("再次发送")
	d.back()
}

// A payer who leaves, or whose payment fails, comes to the shop by a plain GET without a result.
func TestWAP7Leaving(t *testing.T) {
	whole := open(t)
	for name, path := range map[string]string{"web": webPay, "wap": wapPay} {
		t.Run(name, func(t *testing.T) {
			d := whole.in(t)
			last := func() string { return d.shop.left[len(d.shop.left)-1] }
			v := d.enter(path, name+"1")
			if p := v.click("离开收银台"); p.Heading() != "Not paid yet" || last() != "/back" {
				t.Errorf("%s", p)
			}
			v = d.enter(path, name+"2", field("back_url", d.shop.url+"/changed"))
			v.toCard().card(poorCard)
			v.failed(name+"2", "2", "6001")
			if p := v.click("离开收银台"); p.Heading() != "Not paid yet" || last() != "/changed" {
				t.Errorf("%s", p)
			}
			if o := d.order(name + "2"); o.ResultPay != "WAITING" {
				t.Errorf("%+v", o)
			}
			if !strings.Contains(d.decisions(), "WAP-7 | 0000 | the payer leaves for "+d.shop.url+"/changed without a result") {
				t.Error("the journal does not say so")
			}
			if p := d.enter(path, name+"3", field("url_return", "")).Page(); p.Link("离开收银台") != "" {
				t.Errorf("there is nowhere to go: %s", p)
			}
			// Paid in another tab: the result comes first.
			d.pays(name + "2")
			if p := v.open(d.pages(name+"2") + "/leave"); p.Heading() != "付款成功" {
				t.Errorf("%s", p)
			}
		})
	}
}
