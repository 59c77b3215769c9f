package cashier_test

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// asked is the answer to a query of an order.
func (d *desk) asked(noOrder, version string) wire.Fields {
	d.t.Helper()
	f := wire.Fields{{Name: "no_order", Value: noOrder}}
	if version != "" {
		f = f.Set("query_version", version)
	}
	answer, err := d.merchant.Query(d.t.Context(), f)
	if err != nil || !answer.OK() {
		d.t.Fatal(answer.Reason, err)
	}
	if err := sign.Verify(answer.Fields.Without("card_no", "bank_name", "memo"), d.platform); err != nil {
		d.t.Errorf("the answer: %v", err)
	}
	return answer.Fields
}

// banking pays by online banking.
func (d *desk) banking(path, noOrder, payType string) *visitor {
	d.t.Helper()
	v := d.send(path, d.signed(d.form(noOrder, field("pay_type", payType), field("bank_code", "03080000"))))
	v.click("000000")
	return v
}

// NTF-8, QRY-8: the pay type says how the payer paid, in notification and query alike.
func TestNTF8PayTypes(t *testing.T) {
	d := open(t)
	for _, test := range []struct {
		payType string
		pay     func(noOrder string)
	}{
		{"1", func(n string) { d.banking(webPay, n, "1") }},
		{"8", func(n string) { d.banking(webPay, n, "8") }},
		{"9", func(n string) { d.banking(webPay, n, "9") }},
		{"2", func(n string) { d.enter(wapPay, n, field("user_id", n)).card(debitCard) }},
		{"3", func(n string) { d.enter(wapPay, n, field("user_id", n)).card(creditCard) }},
		{"D", func(n string) { d.enter(wapVerified, n, named(field("user_id", n))...).card(creditCard) }},
	} {
		t.Run(test.payType, func(t *testing.T) {
			noOrder := "A-" + test.payType
			test.pay(noOrder)
			d := d.in(t)
			told, asked := d.notified(noOrder), d.asked(noOrder, "")
			if told.Get("pay_type") != test.payType || asked.Get("pay_type") != test.payType || asked.Get("settle_date") != "20260310" {
				t.Errorf("notified %v, asked %v", told, asked)
			}
			// QRY-9: the card of verified payment, outside the signature.
			if want := map[bool]string{true: "439225******0009"}[test.payType == "D"]; asked.Get("card_no") != want {
				t.Errorf("card_no %s", asked.Get("card_no"))
			}
		})
	}
	d.enter(webPay, "waits")
	if asked := d.asked("waits", ""); asked.Get("result_pay") != "WAITING" || asked.Has("pay_type") || asked.Has("settle_date") || asked.Has("bank_code") {
		t.Errorf("QRY-10: %v", asked)
	}
}

// NTF-9, QRY-10: online banking with a debit card has no bank_code, in notification, query and return, unless the profile says so; that of
// the Redirect API stays as it is.
func TestNTF9BankCodeOfOnlineBanking(t *testing.T) {
	d := open(t)
	for _, test := range []struct {
		name, path, payType, profile string
		want                         bool
	}{
		{"absent", webPay, "1", "absent", false},
		{"present", webPay, "1", "present", true},
		{"credit", webPay, "8", "absent", true},
		{"redirect", gateway, "1", "absent", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := d.in(t)
			d.profile(func(m *api.Merchant) { m.EbankBankCode = test.profile })
			v := d.banking(test.path, test.name, test.payType)
			told, asked := d.notified(test.name), d.asked(test.name, "1.1")
			v.click("返回商户")
			_, back := d.back()
			for at, f := range map[string]wire.Fields{"notification": told, "query": asked, "return": back} {
				if (f.Get("bank_code") == "03080000") != test.want || f.Has("bank_code") != test.want || f.Get("no_order") != test.name {
					t.Errorf("%s: %v", at, f)
				}
			}
		})
	}
}

// NTF-10: what LianLian configures for a merchant. card_no is outside the signature, the others within.
func TestNTF10Identity(t *testing.T) {
	d := open(t)
	all := []string{"no_agree", "id_type", "id_no", "acct_name", "card_no"}
	d.enter(webVerified, "none", named()...).card(debitCard)
	if f := d.notified("none"); f.Has("no_agree") || f.Has("card_no") || f.Has("id_no") || f.Has("acct_name") || f.Has("id_type") {
		t.Errorf("without notify_identity: %v", f)
	}
	d.profile(func(m *api.Merchant) { m.NotifyIdentity = all })
	check := func(noOrder string) {
		t.Helper()
		f := d.notified(noOrder)
		if f.Get("id_type") != "0" || f.Get("id_no") != payerIDNo || f.Get("acct_name") != payerName || f.Get("card_no") != "622202******0007" || len(f.Get("no_agree")) != 16 {
			t.Errorf("%v", f)
		}
		if names(f) != names(f.Sorted()) {
			t.Errorf("not ascending: %s", names(f))
		}
		if err := sign.Verify(f, d.platform); err == nil {
			t.Error("card_no is signed")
		}
		for _, name := range all[:4] {
			if err := sign.Verify(f.Without("card_no", name), d.platform); err == nil {
				t.Errorf("%s is not signed", name)
			}
		}
	}
	d.enter(webVerified, "typed", named(field("user_id", "u-2"))...).card(debitCard)
	check("typed")
	agreement := d.notified("typed").Get("no_agree")
	d.enter(webVerified, "bound", field("user_id", "u-2"), field("no_agree", agreement)).code(wire.SMSCode)
	check("bound")
	d.banking(webPay, "bank", "1")
	if f := d.notified("bank"); f.Has("card_no") || f.Has("no_agree") {
		t.Errorf("online banking: %v", f)
	}
	// What the operator sends says the same.
	sent, err := d.control.Notify(t.Context(), d.order("bound").OidPaybill, api.Notify{})
	if err != nil || len(sent) != 1 {
		t.Fatal(err)
	}
	check("bound")
}

// NTF-11, NTF-12: money as sent, and a remark with whatever it holds.
func TestNTF11AndNTF12AsSent(t *testing.T) {
	d := open(t)
	for i, money := range []string{"1000.0", "0.1", "5.0", "50000"} {
		info := []string{"a,b", "a=b&c=d", "> <b>", "中文备注，“引号”"}[i]
		t.Run(money+" "+info, func(t *testing.T) {
			d := d.in(t)
			noOrder := "A-" + money
			d.enter(wapPay, noOrder, field("money_order", money), field("info_order", info), field("user_id", noOrder)).card(debitCard)
			told, asked := d.notified(noOrder), d.asked(noOrder, "")
			if told.Get("money_order") != money || told.Get("info_order") != info || asked.Get("money_order") != money || asked.Get("info_order") != info {
				t.Errorf("notified %v, asked %v", told, asked)
			}
		})
	}
}

// The operator's variant 'return' has the order's own layout.
func TestAReturnSentByTheOperator(t *testing.T) {
	d := open(t)
	d.enter(wapPay, "wap")
	d.enter(webPay, "web")
	for _, noOrder := range []string{"wap", "web"} { // unpaid: forged as if they were
		if _, err := d.control.Notify(t.Context(), d.order(noOrder).OidPaybill, api.Notify{Variant: "return"}); err != nil {
			t.Fatal(err)
		}
		body, f := d.back()
		if (noOrder == "wap") != strings.HasPrefix(body, "res_data=") || noOrder == "web" && names(f) != capturedFields || f.Get("no_order") != noOrder {
			t.Errorf("%s: %s", noOrder, body)
		}
	}
}

// The clearing file names the product.
func TestClearingNamesTheProduct(t *testing.T) {
	d := open(t)
	d.enter(webPay, "web")
	d.enter(wapPay, "wap")
	d.pays("web")
	d.pays("wap")
	if _, err := d.control.Advance(t.Context(), 24*3600e9); err != nil {
		t.Fatal(err)
	}
	file, err := d.control.File(t.Context(), "JYMX_"+d.merchant.OidPartner()+"_20260310.txt")
	if err != nil {
		t.Fatal(err)
	}
	for noOrder, product := range map[string]string{"web": "WEB支付网关,储蓄卡快捷支付", "wap": "WAP支付网关,储蓄卡快捷支付"} {
		for line := range strings.SplitSeq(*file.Content, "\n") {
			if strings.HasPrefix(line, noOrder+",") && !strings.Contains(line, product) {
				t.Errorf("%s", line)
			}
		}
		if !strings.Contains(*file.Content, product) {
			t.Errorf("no line has %s:\n%s", product, *file.Content)
		}
	}
}
