package cashier_test

import (
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// signing asks for a signing of the web channel and returns the answer.
func (d *desk) signing(user string, more ...wire.Field) wire.Fields {
	d.t.Helper()
	f := wire.Fields{
		field("api_version", "1.0"), field("time_stamp", wire.FormatDateTime(noon)), field("user_id", user), field("risk_item", risk),
		field("flag_chnl", "2"), field("url_return", d.shop.url+"/back"),
	}
	for _, x := range more {
		f = f.Set(x.Name, x.Value)
	}
	answer, err := d.merchant.Post(d.t.Context(), wire.KindSignBill, f)
	if err != nil || !answer.OK() {
		d.t.Fatal(answer.Rule, answer.Reason, err)
	}
	return answer.Fields
}

// signs lets a shopper open the page of a signing.
func (d *desk) signs(answer wire.Fields) *visitor {
	d.t.Helper()
	v := &visitor{d, shopper.New()}
	address := answer.Get("gateway_url")
	if address == "" {
		address = d.url + wire.UnifiedPage + "?token=" + answer.Get("token")
	}
	v.open(address)
	return v
}

// signWith enters a card and the code.
func (v *visitor) signWith(number, code string) *shopper.Page {
	v.t.Helper()
	v.fill("card_no", number, "phone", "13800138000")
	for name, value := range map[string]string{"acct_name": payerName, "id_no": payerIDNo} {
		if got, _ := v.Page().Field(name); got == "" {
			v.fill(name, value)
		}
	}
	if p := v.click("下一步"); p.Heading() != "短信验证" {
		return p
	}
	v.fill("sms_code", code)
	return v.click("确认签约")
}

// A signing makes an agreement, which comes back as signApply returns it: fields for the web, res_data for H5 and apps.
func TestSigning(t *testing.T) {
	d := open(t)
	for _, channel := range []string{"0", "1", "2", "3"} {
		t.Run("channel "+channel, func(t *testing.T) {
			d := d.in(t)
			more := []wire.Field{field("flag_chnl", channel)}
			want := "agreeno oid_partner sign sign_type user_id"
			if channel == "3" {
				more = append(more, field("no_order", "R-1"))
				want = "agreeno oid_partner repayment_no sign sign_type user_id"
			}
			answer := d.signing("u-"+channel, more...)
			if answer.Has("gateway_url") != (channel == "2" || channel == "3") || len(answer.Get("token")) != 32 {
				t.Errorf("%v", answer)
			}
			v := d.signs(answer)
			v.taken("签约银行卡")
			if p := v.signWith(debitCard, wire.SMSCode); p.Heading() != "签约成功" || !strings.Contains(p.Text(), "622202******0007") || strings.Contains(p.Content, debitCard) {
				t.Fatalf("%s", p)
			}
			if p := v.click("返回商户"); p.Heading() != "Thank you" {
				t.Errorf("%s", p)
			}
			body, f := d.back()
			if got := names(f.Sorted()); got != want || strings.HasPrefix(body, "res_data=") != (channel != "2") || f.Get("user_id") != "u-"+channel || f.Get("sign_type") != "RSA" {
				t.Errorf("%s: %v", body, f)
			}
			// The user pays with it, verified: only the code is asked for.
			if f.Get("agreeno") == "" {
				t.Fatal("no agreement")
			}
			pay := d.arrive("A-"+channel, field("user_id", "u-"+channel), field("flag_pay_product", "1"), field("no_agree", f.Get("agreeno")))
			pay.taken("短信验证")
			if p := pay.code(wire.SMSCode); p.Heading() != "付款成功" || d.order("A-"+channel).PayType != "D" {
				t.Errorf("%s", p)
			}
		})
	}
	for _, text := range []string{"card 622202******0007 of user u-2 is bound with pay_type D", "UNI-4 | handed-over | the payer's browser takes the agreement to " + d.shop.url + "/back"} {
		if !strings.Contains(d.decisions(), text) {
			t.Errorf("the journal does not say %s", text)
		}
	}
}

// What is entered wrong signs nothing.
func TestSigningRefuses(t *testing.T) {
	d := open(t)
	v := d.signs(d.signing("u-1"))
	v.fill("card_no", "12", "phone", "110")
	if p := v.click("下一步"); p.Heading() != "签约银行卡" || !strings.Contains(p.Text(), "尚未签约") || !strings.Contains(p.Text(), "请输入 12 至 19 位数字的卡号。") {
		t.Errorf("%s", p)
	}
	if p := v.signWith(debitCard, "654321"); p.Heading() != "短信验证" || !strings.Contains(p.Alerts(), "1900 ") || p.Header.Get("X-Sim-Rule") != "PAY-2" {
		t.Errorf("a wrong code: %s", p)
	}
	v.click("换一张卡")
	if p := v.signWith("9999999999999999", wire.SMSCode); !strings.Contains(p.Alerts(), "1100 ") {
		t.Errorf("an unknown card: %s", p)
	}
	v.click("换一张卡")
	v.taken("签约银行卡")
	if p := v.signWith(debitCard, wire.SMSCode); p.Heading() != "签约成功" {
		t.Errorf("%s", p)
	}
	// The same user is one person (BIND-1).
	v = d.signs(d.signing("u-1", field("acct_name", "王五"), field("id_no", "11010119900307123X")))
	if p := v.signWith(otherDebit, wire.SMSCode); !strings.Contains(p.Alerts(), "1109 ") || p.Header.Get("X-Sim-Rule") != "BIND-1" {
		t.Errorf("another person: %s", p)
	}
}

// A card that is bound keeps its agreement; a signing that is done makes no second one.
func TestSigningTwice(t *testing.T) {
	d := open(t)
	answer := d.signing("u-1", field("back_url", d.shop.url+"/changed"))
	v := d.signs(answer)
	form := v.Page()
	v.signWith(debitCard, wire.SMSCode)
	v.click("返回商户")
	_, first := d.back()
	v.Show(form)
	if p := v.signWith(otherDebit, wire.SMSCode); p.Status != 409 || p.Heading() != "签约成功" {
		t.Errorf("the form again: %s", p)
	}
	v.open(answer.Get("gateway_url"))
	if p := v.click("返回商户"); p.Heading() != "Thank you" {
		t.Errorf("%s", p)
	}
	_, again := d.back()
	if first.Get("agreeno") != again.Get("agreeno") || first.Get("sign") != again.Get("sign") {
		t.Errorf("%v, then %v", first, again)
	}
	v = d.signs(d.signing("u-1"))
	v.signWith(debitCard, wire.SMSCode)
	v.click("返回商户")
	if _, same := d.back(); same.Get("agreeno") != first.Get("agreeno") {
		t.Errorf("the same card has two agreements: %v, %v", first, same)
	}
	// Its token ends as that of a bill does (UNI-1).
	d.later(30 * time.Minute)
	v.open(answer.Get("gateway_url"))
	v.refused("1000", "UNI-1")
	v.Show(form)
	v.signWith(debitCard, wire.SMSCode)
	v.refused("1000", "UNI-1")
}

// Ways back from a signing: back_url before it is done, a fault, no url_return.
func TestSigningBack(t *testing.T) {
	d := open(t)
	v := d.signs(d.signing("u-1", field("back_url", d.shop.url+"/changed")))
	form := v.Page()
	if p := v.click("返回商户"); p.Heading() != "Changed your mind" || d.shop.backs[0] != "" {
		t.Errorf("%s", p)
	}
	v.Show(form)
	done := v.signWith(debitCard, wire.SMSCode)
	if strings.Count(done.Content, "<button") != 1 {
		t.Errorf("one way back alone: %s", done.Content)
	}
	if _, err := d.control.AddFault(t.Context(), api.NewFault{At: "return", Effect: "close"}); err != nil {
		t.Fatal(err)
	}
	if p := v.click("返回商户"); !strings.Contains(p.Alerts(), "故障注入") || len(d.shop.bodies) != 0 {
		t.Errorf("%s", p)
	}
	v.click("返回商户")
	d.back()
	v = d.signs(d.signing("u-2", field("url_return", "")))
	if p := v.signWith(debitCard, wire.SMSCode); strings.Contains(p.Content, "<button") || !strings.Contains(p.Text(), "商户没有提供返回地址") {
		t.Errorf("%s", p)
	}
	// A click on a test card fills in the form; what the merchant says of the payer is there.
	v = d.signs(d.signing("u-3", field("acct_name", "王五"), field("id_no", "11010119900307123X"), field("bind_mob", "13900139000")))
	p := v.click("6222 0200 0000 0007")
	for name, want := range map[string]string{"card_no": debitCard, "acct_name": "王五", "id_no": "11010119900307123X", "phone": "13900139000"} {
		if got, _ := p.Field(name); got != want {
			t.Errorf("%s is %s", name, got)
		}
	}
	if p := v.click("English"); p.Heading() != "Bind a bank card" {
		t.Errorf("%s", p)
	}
}
