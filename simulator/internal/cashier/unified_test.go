package cashier_test

import (
	"cmp"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// bill is a good request for a bill of the web channel.
func (d *desk) bill(noOrder string, more ...wire.Field) wire.Fields {
	f := d.form(noOrder).Without("version", "timestamp", "url_order").Set("api_version", "1.0").Set("time_stamp", wire.FormatDateTime(noon)).
		Set("flag_pay_product", "0").Set("flag_chnl", "2")
	for _, x := range more {
		f = f.Set(x.Name, x.Value)
	}
	return f
}

// create creates a bill and returns its answer.
func (d *desk) create(noOrder string, more ...wire.Field) wire.Fields {
	d.t.Helper()
	answer, err := d.merchant.Post(d.t.Context(), wire.KindPayBill, d.bill(noOrder, more...))
	if err != nil || !answer.OK() {
		d.t.Fatal(noOrder, answer.Rule, answer.Reason, err)
	}
	return answer.Fields
}

// arrive lets a shopper open the page of a new bill.
func (d *desk) arrive(noOrder string, more ...wire.Field) *visitor {
	d.t.Helper()
	v := &visitor{d, shopper.New()}
	v.open(d.create(noOrder, more...).Get("gateway_url"))
	return v
}

// later advances the platform's time.
func (d *desk) later(by time.Duration) {
	d.t.Helper()
	if _, err := d.control.Advance(d.t.Context(), by); err != nil {
		d.t.Fatal(err)
	}
}

// UNI-6: retry_fields any and same.
func TestUNI6RepeatedFields(t *testing.T) {
	for _, mode := range []string{"any", "same"} {
		t.Run(mode, func(t *testing.T) {
			d := open(t)
			d.profile(func(m *api.Merchant) { m.RetryFields = mode })
			again := func(more ...wire.Field) (code, rule string) {
				answer, err := d.merchant.Post(t.Context(), wire.KindPayBill, d.bill("A-1", more...))
				if err != nil {
					t.Fatal(err)
				}
				return answer.Fields.Get("ret_code"), answer.Rule
			}
			again()
			want := map[string][2]string{"any": {"0000", "IDN-2"}, "same": {"1002", "UNI-6"}}[mode]
			for _, x := range []wire.Field{field("name_goods", "tea"), field("info_order", "more"), field("valid_order", "60"), field("flag_chnl", "3"),
				field("card_type", "2"), field("url_return", "")} {
				if code, rule := again(x); code != want[0] || rule != want[1] {
					t.Errorf("with another %s: %s by %s", x.Name, code, rule)
				}
			}
			// What does not count, and what never changes.
			if mode == "any" {
				again() // the newest fields are the ones to repeat
			}
			if code, rule := again(field("time_stamp", "20260310120100")); code != "0000" || rule != "IDN-2" {
				t.Errorf("with another time_stamp: %s by %s", code, rule)
			}
			if code, rule := again(field("money_order", "50.00")); code != "1002" || rule == "UNI-6" && mode == "any" {
				t.Errorf("with another amount: %s by %s", code, rule)
			}
		})
	}
}

// Both spellings of the time of the request, and what it must be.
func TestDAT3BothSpellings(t *testing.T) {
	d := open(t)
	at := func(minutes int) string { return wire.FormatDateTime(noon.Add(time.Duration(minutes) * time.Minute)) }
	for _, test := range []struct {
		name         string
		stamps       wire.Fields
		code, wanted string
	}{
		{"time_stamp", wire.Fields{field("time_stamp", at(0))}, "0000", ""},
		{"timestamp", wire.Fields{field("timestamp", at(0))}, "0000", ""},
		{"both", wire.Fields{field("time_stamp", at(0)), field("timestamp", at(0))}, "0000", ""},
		{"neither", nil, "1004", "time_stamp"},
		{"30 minutes old", wire.Fields{field("time_stamp", at(-30))}, "0000", ""},
		{"31 minutes old", wire.Fields{field("time_stamp", at(-31))}, "1004", "time_stamp"},
		{"31 minutes old in the other spelling", wire.Fields{field("timestamp", at(-31))}, "1004", "timestamp"},
		{"31 minutes ahead", wire.Fields{field("timestamp", at(31))}, "1004", "timestamp"},
		{"no time", wire.Fields{field("time_stamp", "yesterday")}, "1004", "time_stamp"},
	} {
		for kind, endpoint := range map[string]wire.EndpointKind{"bill": wire.KindPayBill, "signing": wire.KindSignBill} {
			t.Run(kind+" "+test.name, func(t *testing.T) {
				f := append(d.bill("A-1").Without("time_stamp"), test.stamps...)
				if endpoint == wire.KindSignBill {
					f = f.Without("money_order", "no_order", "dt_order", "flag_pay_product", "name_goods", "notify_url")
				}
				answer, err := d.merchant.Post(t.Context(), endpoint, f)
				if err != nil {
					t.Fatal(err)
				}
				if answer.Fields.Get("ret_code") != test.code || test.wanted != "" && !strings.HasSuffix(answer.Fields.Get("ret_msg"), "（"+test.wanted+"）") {
					t.Errorf("%v by %s: %s", answer.Fields, answer.Rule, answer.Reason)
				}
			})
		}
	}
}

// UNI-7: the number is the key, whatever the date of the order.
func TestUNI7TheKeyIsTheNumber(t *testing.T) {
	d := open(t)
	first := d.create("A-1")
	answer, err := d.merchant.Post(t.Context(), wire.KindPayBill, d.bill("A-1", field("dt_order", "20260309120000")))
	if err != nil {
		t.Fatal(err)
	}
	if got := answer.Fields.Get("oid_paybill"); got != "" && got != first.Get("oid_paybill") || d.placed("A-1") != 1 {
		t.Errorf("another order: %v", answer.Fields)
	}
}

// UNI-8: the pay type of the result by product, told to the merchant by notification and query.
func TestUNI8PayTypes(t *testing.T) {
	d := open(t)
	card := func(number string) func(*visitor) { return func(v *visitor) { v.card(number) } }
	bank := func(kind string) func(*visitor) {
		return func(v *visitor) {
			v.open(v.Page().URL.String())
			if kind != "" {
				v.click(kind)
			}
			v.click("招商银行")
			v.click("000000")
		}
	}
	for _, test := range []struct {
		product, channel, payType, heading string
		pay                                func(*visitor)
	}{
		{"0", "2", "2", "银行卡快捷支付", card(debitCard)},
		{"0", "3", "3", "银行卡快捷支付", card(creditCard)},
		{"1", "2", "D", "认证支付", card(debitCard)},
		{"2", "2", "1", "网上银行", bank("")},
		{"2", "2", "8", "网上银行", bank("信用卡")},
		{"2", "2", "9", "网上银行", bank("企业账户")},
		{"5", "2", "P", "新认证支付", card(creditCard)},
		{"12", "0", "1", "网上银行", bank("")},
	} {
		t.Run("product "+test.product+" pay_type "+test.payType, func(t *testing.T) {
			noOrder := "A-" + test.product + "-" + test.payType
			d := d.in(t)
			v := d.arrive(noOrder, append(named(field("user_id", noOrder)), field("flag_pay_product", test.product), field("flag_chnl", test.channel))...)
			v.taken(test.heading)
			test.pay(v)
			told, asked := d.notified(noOrder), d.asked(noOrder, "")
			if told.Get("pay_type") != test.payType || asked.Get("pay_type") != test.payType {
				t.Errorf("notified %v, asked %v", told, asked)
			}
			if told.Has("bank_code") != (test.payType != "1") {
				t.Errorf("bank_code of %v (NTF-9)", told)
			}
		})
	}
	// card_type restricts online banking to one kind.
	v := d.arrive("A-credit", field("flag_pay_product", "2"), field("card_type", "8"), field("user_id", "credit"))
	if p := v.taken("网上银行"); strings.Contains(p.Text(), "企业账户") || !strings.Contains(p.Content, "/bank/8/03080000") {
		t.Errorf("%s", p)
	}
	// Mobile online banking is for apps.
	for _, channel := range []string{"2", "3"} {
		answer, err := d.merchant.Post(t.Context(), wire.KindPayBill, d.bill("A-12", field("flag_pay_product", "12"), field("flag_chnl", channel)))
		if err != nil || answer.Fields.Get("ret_msg") != "商户请求参数校验错误（flag_chnl）" {
			t.Errorf("%v %v", answer.Fields, err)
		}
	}
}

// UNI-9: for apps the page says that it stands in, with what the app takes.
func TestUNI9ThePageStandsInForTheApp(t *testing.T) {
	d := open(t)
	for _, channel := range []string{"0", "1", "2", "3"} {
		t.Run("channel "+channel, func(t *testing.T) {
			d := d.in(t)
			answer := d.create("A-"+channel, field("flag_chnl", channel), field("user_id", channel))
			v := &visitor{d, shopper.New()}
			p := v.open(cmp.Or(answer.Get("gateway_url"), d.url+wire.UnifiedPage+"?token="+answer.Get("token")))
			app := channel == "0" || channel == "1"
			if strings.Contains(p.Text(), "本页代替商户的 APP") != app {
				t.Errorf("%s", p)
			}
			for _, name := range []string{"token", "user_id", "oid_partner", "no_order", "money_order"} {
				if app && !strings.Contains(p.Text(), name+" "+answer.Get(name)) {
					t.Errorf("%s is missing: %s", name, p)
				}
			}
			if p := v.card(debitCard); p.Heading() != "付款成功" {
				t.Errorf("%s", p)
			}
		})
	}
}

// The answer verifies, and so does a message that LianLian signed in the same layout.
func TestUNIAnswerIsSigned(t *testing.T) {
	d := open(t)
	answer := d.create("A-1")
	if err := sign.Verify(answer, d.platform); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"token", "gateway_url", "money_order", "user_id"} {
		if sign.Verify(answer.Set(name, answer.Get(name)+"0"), d.platform) == nil {
			t.Errorf("%s is outside the signature", name)
		}
	}
}
