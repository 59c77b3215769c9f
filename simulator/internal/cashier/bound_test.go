package cashier_test

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// The page opens on the card that the merchant names: its agreement, or its number.
func TestWEB7TheMerchantsCard(t *testing.T) {
	whole := open(t)
	for name, path := range map[string]string{"web": webPay, "wap": wapPay} {
		t.Run(name, func(t *testing.T) {
			d := whole.in(t)
			user := field("user_id", "u-"+name)
			agreement := d.bind(path, name, user.Value, debitCard)
			v := d.enter(path, name+"1", user, field("no_agree", agreement))
			p := v.taken("短信验证")
			if !strings.Contains(p.Text(), "622202******0007") || strings.Contains(p.Content, debitCard) || !strings.Contains(p.Text(), "138****8000") {
				t.Errorf("%s", p)
			}
			if _, there := p.Field("card_no"); there {
				t.Error("the card is asked for")
			}
			v.code("000000")
			v.failed(name+"1", "2", "1900")
			if p := v.click("再试一次"); p.Heading() != "短信验证" {
				t.Errorf("%s", p)
			}
			if p := v.code(wire.SMSCode); p.Heading() != "付款成功" || p.Header.Get("X-Sim-Rule") != "" {
				t.Errorf("%s", p)
			}
			if o := d.order(name + "1"); o.PayType != "2" || o.BankCode != "01020000" || o.Attempts[1].CardNo != "622202******0007" {
				t.Errorf("%+v", o)
			}
			// Another card leads on.
			v = d.enter(path, name+"2", user, field("no_agree", agreement))
			if p := v.click("换一张卡"); p.Heading() != "选择付款方式" || choicesOn(p)[0] != "工商银行 622202******0007" {
				t.Errorf("%s", p)
			}
			v.click("银行卡快捷支付")
			v.card(otherDebit)
			v.taken("付款成功")
			// A number fills in the form; beside an agreement it says nothing.
			v = d.enter(path, name+"3", user, field("card_no", creditCard))
			v.taken("银行卡快捷支付")
			if got, _ := v.Page().Field("card_no"); got != creditCard {
				t.Errorf("card_no %s", got)
			}
			d.enter(path, name+"4", user, field("card_no", creditCard), field("no_agree", agreement)).taken("短信验证")
		})
	}
}

func TestWEB7NotThisUsersAgreement(t *testing.T) {
	d := open(t)
	agreement := d.bind(webPay, "A-1", "u-1", debitCard)
	for _, path := range []string{webPay, webVerified, wapPay, wapVerified} {
		d.enter(path, "A-2", named(field("no_agree", agreement), field("user_id", "u-2"))...).refused("3003", "WEB-7")
		d.enter(path, "A-2", named(field("no_agree", "2026031000000000"))...).refused("3003", "WEB-7")
	}
	// Nor at another's page.
	d.enter(webPay, "A-3", field("user_id", "u-2"))
	v := d.enter(webPay, "A-4")
	own := v.open(d.pages("A-4") + "/bound/" + agreement)
	if own.Heading() != "短信验证" {
		t.Fatalf("%s", own)
	}
	if p := v.open(d.pages("A-3") + "/bound/" + agreement); p.Heading() != "选择付款方式" {
		t.Errorf("%s", p)
	}
	// The order becomes another user's while the page is open.
	v.Show(own)
	d.enter(webPay, "A-4", field("user_id", "u-2"))
	if p := v.code(wire.SMSCode); p.Status != 409 || len(d.order("A-4").Attempts) != 0 {
		t.Errorf("%s", p)
	}
}

// The first payment with a card binds it, whatever page it was on; the next one finds it bound.
func TestWEB9TheFirstPaymentBinds(t *testing.T) {
	d := open(t)
	d.profile(func(m *api.Merchant) { m.NotifyIdentity = []string{"no_agree"} })
	if p := d.enter(webPay, "A-0").Page(); len(boundTo(p)) != 0 {
		t.Fatalf("bound from the start: %s", p)
	}
	v := d.enter(webPay, "A-1")
	v.click("银行卡快捷支付")
	v.card(poorCard) // a failure binds nothing
	if p := v.open(d.pages("A-1") + "/methods"); len(boundTo(p)) != 0 {
		t.Errorf("bound after a failure: %s", p)
	}
	v.click("银行卡快捷支付")
	v.card(debitCard)
	first := d.notified("A-1").Get("no_agree")
	if len(first) != 16 || !strings.HasPrefix(first, "20260310") {
		t.Fatalf("no_agree %q", first)
	}
	v = d.enter(wapPay, "A-2")
	if got := boundTo(v.Page()); len(got) != 1 || got[0] != first {
		t.Fatalf("bound: %q", got)
	}
	v.click("622202******0007")
	if p := v.code(wire.SMSCode); p.Heading() != "付款成功" {
		t.Errorf("%s", p)
	}
	if got := d.notified("A-2").Get("no_agree"); got != first {
		t.Errorf("no_agree %s", got)
	}
	// The same card entered once more is the same agreement; verified payment makes its own.
	v = d.enter(wapPay, "A-3")
	v.click("银行卡快捷支付")
	v.card(debitCard)
	if got := d.notified("A-3").Get("no_agree"); got != first {
		t.Errorf("no_agree %s", got)
	}
	v = d.enter(webVerified, "A-4", named()...)
	v.card(debitCard)
	if got := d.notified("A-4").Get("no_agree"); got == first || got == "" {
		t.Errorf("no_agree %s", got)
	}
	// Online banking binds nothing.
	v = d.enter(webPay, "A-5", field("user_id", "u-5"), field("pay_type", "1"), field("bank_code", "03080000"))
	v.click("000000")
	if d.notified("A-5").Has("no_agree") || len(boundTo(d.enter(webPay, "A-6", field("user_id", "u-5")).Page())) != 0 {
		t.Error("online banking binds")
	}
}

// What the operator and automatic payments pay for the payer is with the merchant's agreement, the one bank, an offered way.
func TestPaidForThePayer(t *testing.T) {
	d := open(t)
	d.profile(func(m *api.Merchant) { m.NotifyIdentity = []string{"no_agree"} })
	agreement := d.bind(webPay, "A-1", "u-1", creditCard)
	for _, test := range []struct {
		name, path, payType, bank string
		more                      []wire.Field
	}{
		{"agreement", webPay, "3", "03080000", []wire.Field{field("no_agree", agreement)}},
		{"verified", webVerified, "D", "01020000", named()},
		{"banking", webPay, "8", "03080000", []wire.Field{field("pay_type", "8"), field("bank_code", "03080000")}},
		{"card", wapPay, "2", "01020000", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := d.in(t)
			d.enter(test.path, test.name, test.more...)
			d.pays(test.name)
			o, told := d.order(test.name), d.notified(test.name)
			if o.PayType != test.payType || o.BankCode != test.bank || test.name == "agreement" && told.Get("no_agree") != agreement {
				t.Errorf("%+v, notified %v", o, told)
			}
		})
	}
}
