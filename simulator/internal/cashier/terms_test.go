package cashier_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// The pages of the web and the H5 cashier.
const (
	webPay      = "/payment/bankgateway.htm"
	webVerified = "/payment/authpay.htm"
	wapPay      = "/payment.htm"
	wapVerified = "/authpay.htm"
)

// Test cards, and the payer that tests name.
const (
	debitCard  = "6222020000000007" // of 01020000
	otherDebit = "6225880000000001" // of 03080000
	creditCard = "4392250000000009" // of 03080000
	poorCard   = "6222020060010003"
	payerName  = "李四"
	payerIDNo  = "110101199003071231"
)

// named are the fields that say who pays.
func named(more ...wire.Field) []wire.Field {
	return append([]wire.Field{field("id_no", payerIDNo), field("acct_name", payerName)}, more...)
}

func isWap(path string) bool { return path == wapPay || path == wapVerified }

// fieldsFor is a good form for one of the four pages, unsigned.
func (d *desk) fieldsFor(path, noOrder string, more ...wire.Field) wire.Fields {
	f := d.form(noOrder, more...)
	if isWap(path) {
		f = f.Without("userreq_ip", "url_order", "timestamp", "version").Set("app_request", "3")
		for _, x := range more {
			f = f.Set(x.Name, x.Value)
		}
	}
	return f
}

// posted is a signed form as the page takes it: the H5 cashier's in the one field req_data.
func posted(path string, signed wire.Fields) wire.Fields {
	if isWap(path) {
		return wire.Fields{{Name: "req_data", Value: string(wire.EncodeJSON(signed))}}
	}
	return signed
}

// enter lets a shopper come to one of the four pages with an order.
func (d *desk) enter(path, noOrder string, more ...wire.Field) *visitor {
	d.t.Helper()
	return d.send(path, d.signed(d.fieldsFor(path, noOrder, more...)))
}

// send lets a shopper bring a signed form to a page.
func (d *desk) send(path string, signed wire.Fields) *visitor {
	d.t.Helper()
	v := &visitor{d, shopper.New()}
	if _, err := v.Send(d.t.Context(), d.url+path, posted(path, signed)); err != nil {
		d.t.Fatal(err)
	}
	return v
}

// refused checks that a page refuses a form.
func (v *visitor) refused(code, rule string) {
	v.t.Helper()
	p := v.Page()
	if p.Status != 200 || p.Heading() != "支付请求未被接受" || !strings.Contains(p.Alerts(), "ret_code "+code) || p.Header.Get("X-Sim-Rule") != rule {
		v.t.Errorf("expected %s by %s, rule %s, reason %s: %s", code, rule, p.Header.Get("X-Sim-Rule"), p.Header.Get("X-Sim-Reason"), p)
	}
}

// taken checks that a page shows an order to be paid.
func (v *visitor) taken(heading string) *shopper.Page {
	v.t.Helper()
	p := v.Page()
	if p.Status != 200 || p.Heading() != heading {
		v.t.Fatalf("expected %s, reason %s: %s", heading, p.Header.Get("X-Sim-Reason"), p)
	}
	return p
}

// card pays with a card from the form that is shown. A name or number that the merchant has fixed stays.
func (v *visitor) card(number string) *shopper.Page {
	v.t.Helper()
	v.fill("card_no", number, "phone", "13800138000")
	for name, value := range map[string]string{"acct_name": payerName, "id_no": payerIDNo} {
		if got, _ := v.Page().Field(name); got == "" {
			v.fill(name, value)
		}
	}
	v.click("下一步")
	return v.code(wire.SMSCode)
}

// code enters an SMS code.
func (v *visitor) code(code string) *shopper.Page {
	v.t.Helper()
	v.fill("sms_code", code)
	return v.click("确认付款")
}

// failed checks that the newest attempt of an order failed with a code, and that the page says so.
func (v *visitor) failed(noOrder, payType, code string) {
	v.t.Helper()
	attempts := v.order(noOrder).Attempts
	if len(attempts) == 0 {
		v.t.Fatalf("no attempt: %s", v.Page())
	}
	last := attempts[len(attempts)-1]
	if last.Code != code || last.PayType != payType || !strings.Contains(v.Page().Alerts(), code) {
		v.t.Errorf("attempt %+v, page %s", last, v.Page())
	}
}

// bind lets a user pay with a card for the first time, and returns the agreement's number.
func (d *desk) bind(path, noOrder, user, card string, more ...wire.Field) string {
	d.t.Helper()
	d.enter(path, noOrder, append(named(field("user_id", user)), more...)...).toCard().card(card)
	if o := d.order(noOrder); o.ResultPay != "SUCCESS" {
		d.t.Fatalf("%+v", o)
	}
	agreement := ""
	for _, name := range boundTo(d.enter(path, noOrder+"-next", append(named(field("user_id", user)), more...)...).open(d.pages(noOrder+"-next") + "/methods")) {
		agreement = name // the newest
	}
	if agreement == "" {
		d.t.Fatal("no agreement was made")
	}
	return agreement
}

// toCard goes on to the form for a card where the page shows all ways to pay.
func (v *visitor) toCard() *visitor {
	v.t.Helper()
	switch v.Page().Heading() {
	case "选择付款方式":
		if v.Page().Link("银行卡快捷支付") != "" {
			v.click("银行卡快捷支付")
		} else {
			v.click("认证支付")
		}
	}
	return v
}

// boundTo are the numbers of the agreements that a page offers.
func boundTo(p *shopper.Page) (numbers []string) {
	for _, part := range strings.Split(p.Content, `/bound/`)[1:] {
		number, _, _ := strings.Cut(part, `"`)
		numbers = append(numbers, number)
	}
	return numbers
}

// choicesOn are the names of the ways to pay that a page offers.
func choicesOn(p *shopper.Page) (names []string) {
	for _, part := range strings.Split(p.Content, `<b>`)[1:] {
		name, _, _ := strings.Cut(part, `</b>`)
		names = append(names, name)
	}
	return names
}

// profile changes the merchant's profile.
func (d *desk) profile(change func(*api.Merchant)) {
	d.t.Helper()
	m, err := d.control.Merchant(d.t.Context(), d.merchant.OidPartner())
	if err != nil {
		d.t.Fatal(err)
	}
	change(&m)
	if _, err := d.control.PutMerchant(d.t.Context(), m); err != nil {
		d.t.Fatal(err)
	}
}

// notified is the newest notification that the shop got about an order, its signature checked without the fields that have none.
func (d *desk) notified(noOrder string) wire.Fields {
	d.t.Helper()
	d.t.Context()
	if _, err := d.control.Advance(d.t.Context(), 0); err != nil {
		d.t.Fatal(err)
	}
	d.shop.mu.Lock()
	defer d.shop.mu.Unlock()
	for _, f := range slices.Backward(d.shop.acks) {
		if f.Get("no_order") == noOrder {
			if err := sign.Verify(f.Without("card_no"), d.platform); err != nil {
				d.t.Errorf("the notification of %s: %v", noOrder, err)
			}
			return f
		}
	}
	d.t.Fatalf("no notification of %s", noOrder)
	return nil
}

// decisions is the journal's text, one entry a line: rule, code, text.
func (d *desk) decisions() string {
	d.t.Helper()
	entries, err := d.control.WholeJournal(d.t.Context(), 0)
	if err != nil {
		d.t.Fatal(err)
	}
	var lines []string
	for _, e := range entries {
		lines = append(lines, strings.Join([]string{e.Rule, e.Code, e.Text}, " | "))
	}
	return strings.Join(lines, "\n")
}

// The two cashiers offer what their products have, one way alone where the merchant says so, and neither balance nor QR codes (NTF-8).
func TestWEB1WaysToPay(t *testing.T) {
	d := open(t)
	for _, test := range []struct {
		name, path string
		more       []wire.Field
		heading    string
		choices    []string
	}{
		{"E1", webPay, nil, "选择付款方式", []string{"银行卡快捷支付", "网上银行"}},
		{"E1 pay_type 2", webPay, []wire.Field{field("pay_type", "2")}, "银行卡快捷支付", nil},
		{"E1 pay_type 3", webPay, []wire.Field{field("pay_type", "3")}, "银行卡快捷支付", nil},
		{"E1 pay_type D", webPay, []wire.Field{field("pay_type", "D")}, "认证支付", nil},
		{"E1 pay_type 8", webPay, []wire.Field{field("pay_type", "8")}, "网上银行", nil},
		{"E1 a bank", webPay, []wire.Field{field("pay_type", "9"), field("bank_code", "03080000")}, "网银付款", nil},
		{"E1 a bank without pay_type", webPay, []wire.Field{field("bank_code", "03080000")}, "选择付款方式", []string{"银行卡快捷支付", "网上银行"}},
		{"E2", webVerified, named(), "认证支付", nil},
		{"E4", wapPay, nil, "银行卡快捷支付", nil},
		{"E5", wapVerified, named(), "认证支付", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := d.in(t)
			noOrder := strings.ReplaceAll(test.name, " ", "-")
			v := d.enter(test.path, noOrder, test.more...)
			p := v.taken(test.heading)
			if test.choices != nil && !slices.Equal(choicesOn(p), test.choices) {
				t.Errorf("offered are %q", choicesOn(p))
			}
			if test.choices == nil && p.Link("其他付款方式") != "" {
				t.Errorf("there are other ways: %s", p.Link("其他付款方式"))
			}
			for _, path := range []string{"/balance", "/scan/L", "/scan/I", "/confirm/L"} {
				if p := v.open(d.pages(noOrder) + path); p.Heading() != test.heading {
					t.Errorf("%s shows %s", path, p)
				}
			}
			if p := v.open(d.pages(noOrder) + "/qr.svg"); p.Status != 404 {
				t.Errorf("there is a QR code: %s", p)
			}
		})
	}
}

// What a page does not offer, a forged form does not get either.
func TestWEB1FormsOfWhatIsNotOffered(t *testing.T) {
	d := open(t)
	v := d.enter(webVerified, "A-1", named()...)
	n, _ := v.Page().Field("n")
	token, _ := v.Page().Field("token")
	for path, form := range map[string]wire.Fields{
		"/balance":         {{Name: "password", Value: "000000"}},
		"/confirm/L":       {{Name: "password", Value: "000000"}},
		"/bank/1/03080000": {{Name: "password", Value: "000000"}},
		"/card":            {{Name: "card_no", Value: debitCard}, {Name: "acct_name", Value: payerName}, {Name: "id_no", Value: payerIDNo}, {Name: "phone", Value: "13800138000"}},
		"/newVerified":     {{Name: "card_no", Value: debitCard}, {Name: "acct_name", Value: payerName}, {Name: "id_no", Value: payerIDNo}, {Name: "phone", Value: "13800138000"}},
		"/bound/1":         {{Name: "sms_code", Value: wire.SMSCode}},
	} {
		t.Run(path, func(t *testing.T) {
			b := shopper.New()
			p, err := b.Send(t.Context(), d.pages("A-1")+path, append(form, field("n", n), field("token", token)))
			if err != nil || p.Heading() != "认证支付" {
				t.Errorf("%v %v", p, err)
			}
			if o := d.in(t).order("A-1"); len(o.Attempts) != 0 {
				t.Errorf("%+v", o.Attempts)
			}
		})
	}
}

// One number through two products is one order, and the newest product's page counts.
func TestAPageOfTheProductBefore(t *testing.T) {
	d := open(t)
	old := d.checkout("A-1")
	balance := old.click("余额支付")
	now := d.enter(wapPay, "A-1")
	now.taken("银行卡快捷支付")
	old.Show(balance)
	if p := old.click("000000"); p.Status != 409 || p.Heading() != "银行卡快捷支付" {
		t.Errorf("the old page: %s", p)
	}
	if p := now.card(debitCard); p.Heading() != "付款成功" {
		t.Errorf("%s", p)
	}
	now.click("返回商户")
	if back := d.shop.bodies[0]; !strings.HasPrefix(back, "res_data=") {
		t.Errorf("the return is %s", back)
	}
	list, err := d.control.Orders(t.Context(), client.OrderFilter{NoOrder: "A-1"})
	if err != nil || len(list.Orders) != 1 || list.Orders[0].API != "wap" {
		t.Errorf("%+v %v", list.Orders, err)
	}
}
