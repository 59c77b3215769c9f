package cashier_test

import (
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// UNI-3: again and again while the order is payable; then the page says what became of it, with the way back.
func TestUNI3OpenedAgain(t *testing.T) {
	d := open(t)
	v := d.arrive("A-1", field("back_url", d.shop.url+"/changed"))
	url := v.Page().URL.String()
	for range 3 {
		v.open(url)
		v.taken("银行卡快捷支付")
	}
	v.card(poorCard)
	v.failed("A-1", "2", "6001")
	v.open(url)
	v.taken("银行卡快捷支付")
	v.card(debitCard)
	v.open(url)
	v.taken("付款成功")
	if p := v.click("返回商户"); p.Heading() != "Thank you" {
		t.Errorf("%s", p)
	}
	v.open(url)
	if p := v.click("再次发送"); p.Heading() != "Thank you" {
		t.Errorf("once more: %s", p)
	}
	closed := d.arrive("A-2", field("valid_order", "1"), field("back_url", d.shop.url+"/changed"))
	url = closed.Page().URL.String()
	d.later(time.Minute)
	closed.open(url)
	closed.taken("订单已关闭")
	if p := closed.click("返回商户"); p.Heading() != "Changed your mind" {
		t.Errorf("%s", p)
	}
	stuck := d.arrive("A-3")
	url = stuck.Page().URL.String()
	if _, err := d.control.Pay(t.Context(), d.order("A-3").OidPaybill, api.Pay{Outcome: "processing"}); err != nil {
		t.Fatal(err)
	}
	stuck.open(url)
	stuck.taken("付款处理中")
}

// UNI-4: fields for the web channel, res_data for H5, both posted; no button without url_return.
func TestUNI4TheReturn(t *testing.T) {
	d := open(t)
	for _, test := range []struct{ channel, names string }{
		{"2", capturedFields},
		{"3", "dt_order money_order no_order oid_partner oid_paybill result_pay settle_date sign sign_type"},
	} {
		t.Run("channel "+test.channel, func(t *testing.T) {
			d := d.in(t)
			v := d.arrive("A-"+test.channel, field("flag_chnl", test.channel), field("user_id", test.channel))
			paid := v.card(debitCard)
			if p := v.click("返回商户"); p.Heading() != "Thank you" {
				t.Errorf("%s", p)
			}
			body, f := d.back()
			got := names(f)
			if test.channel == "2" {
				got = fieldsOn(paid.Content)
			}
			if got != test.names || strings.HasPrefix(body, "res_data=") != (test.channel == "3") || f.Get("no_order") != "A-"+test.channel || f.Get("result_pay") != "SUCCESS" {
				t.Errorf("%s: %v", body, f)
			}
			if !strings.Contains(d.decisions(), "UNI-4 | 0000 | the payer goes back to the merchant") {
				t.Error("the journal does not say so")
			}
			v = d.arrive("B-"+test.channel, field("flag_chnl", test.channel), field("url_return", ""), field("user_id", test.channel))
			v.click("622202******0007")
			if p := v.code(wire.SMSCode); p.Heading() != "付款成功" || strings.Contains(p.Content, "<button") || !strings.Contains(p.Text(), "商户没有提供返回地址") {
				t.Errorf("without url_return: %s", p)
			}
		})
	}
}

// UNI-4: back during payment only with back_url, by an empty POST; a paid order's page has none.
func TestUNI4Back(t *testing.T) {
	d := open(t)
	if p := d.arrive("A-1").Page(); strings.Contains(p.Text(), "返回商户") || strings.Contains(p.Text(), "离开收银台") {
		t.Errorf("without back_url: %s", p)
	}
	v := d.arrive("A-2", field("back_url", d.shop.url+"/changed"))
	shown := v.Page()
	if p := v.click("返回商户"); p.Heading() != "Changed your mind" || len(d.shop.backs) != 1 || d.shop.backs[0] != "" {
		t.Errorf("%q: %s", d.shop.backs, p)
	}
	if o := d.order("A-2"); o.ResultPay != "WAITING" || !strings.Contains(d.decisions(), "UNI-4 | 0000 | the payer goes back to "+d.shop.url+"/changed without a result") {
		t.Errorf("%+v", o)
	}
	v.Show(shown)
	v.card(poorCard)
	v.failed("A-2", "2", "6001")
	if p := v.click("返回商户"); p.Heading() != "Changed your mind" {
		t.Errorf("after a failure: %s", p)
	}
	d.pays("A-2")
	v.Show(shown)
	if p := v.click("返回商户"); p.Heading() != "付款成功" || len(d.shop.backs) != 2 {
		t.Errorf("paid meanwhile: %s", p)
	}
	if p := v.Page(); strings.Count(p.Content, "<button") != 1 {
		t.Errorf("one way back alone: %s", p.Content)
	}
}
