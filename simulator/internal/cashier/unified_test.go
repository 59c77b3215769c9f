package cashier_test

import (
	"cmp"
	"net/http"
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

// UNI-1: 30 minutes of platform time, whose last instant no longer counts.
func TestUNI1TheTokenLives30Minutes(t *testing.T) {
	d := open(t)
	url := d.create("A-1").Get("gateway_url")
	d.later(30*time.Minute - time.Nanosecond)
	v := &visitor{d, shopper.New()}
	if p := v.open(url); p.Heading() != "银行卡快捷支付" || p.Header.Get("X-Sim-Rule") != "UNI-1" || p.Header.Get("X-Sim-Request") == "" {
		t.Errorf("a nanosecond before: %v %s", p.Header, p)
	}
	form := v.Page()
	d.later(time.Nanosecond)
	v.open(url)
	v.refused("1000", "UNI-1")
	if why := v.Page().Header.Get("X-Sim-Reason"); !strings.Contains(why, "30 minutes, until 2026-03-10 12:30:00") {
		t.Error(why)
	}
	// Also when it was open before, and at every page.
	v.Show(form)
	v.fill("card_no", debitCard, "acct_name", payerName, "id_no", payerIDNo, "phone", "13800138000")
	v.click("下一步")
	v.refused("1000", "UNI-1")
	for _, path := range []string{"", "/card", "/methods", "/result", "/watch?seen=x", "/return", "/back"} {
		v.open(d.url + pagesOf(url) + path)
		v.refused("1000", "UNI-1")
	}
	if o := d.order("A-1"); len(o.Attempts) != 0 || o.ResultPay != "WAITING" {
		t.Errorf("%+v", o)
	}
	if !strings.Contains(d.decisions(), "UNI-1 | 1000 | the token was valid for 30 minutes") {
		t.Error("the journal does not say why")
	}
	// The order itself can still be paid: with a new bill.
	if p := d.arrive("A-1").card(debitCard); p.Heading() != "付款成功" {
		t.Errorf("%s", p)
	}
}

// pagesOf is the path of an order's pages for the token of its gateway URL.
func pagesOf(gatewayURL string) string {
	_, token, _ := strings.Cut(gatewayURL, "token=")
	return "/paymentweb/pay/" + token
}

// UNI-2: a redirect's GET and the empty form that LianLian's sample posts from the merchant's page; other methods are none.
func TestUNI2GetAndAnEmptyForm(t *testing.T) {
	d := open(t)
	url := d.create("A-1").Get("gateway_url")
	for _, method := range []string{"GET", "POST", "HEAD"} {
		t.Run(method, func(t *testing.T) {
			req, _ := http.NewRequestWithContext(t.Context(), method, url, http.NoBody)
			req.Header.Set("Origin", "https://shop.example")
			req.Header.Set("Sec-Fetch-Site", "cross-site")
			if method == "POST" {
				req.Header.Set("Content-Type", wire.FormType)
			}
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if res.StatusCode != 200 || res.Header.Get("X-Frame-Options") != "DENY" || res.Header.Get("X-Sim-Rule") != "UNI-1" || res.Header.Get("X-Sim-Reason") != "" {
				t.Errorf("%s %v", res.Status, res.Header)
			}
		})
	}
	v := &visitor{d, shopper.New()}
	if _, err := v.Send(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	if p := v.card(debitCard); p.Heading() != "付款成功" {
		t.Errorf("after an empty form: %s", p)
	}
	req, _ := http.NewRequestWithContext(t.Context(), "PUT", url, http.NoBody)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("PUT is answered %s", res.Status)
	}
}

// UNI-2: the cashier's own forms are another matter: they must come from its pages.
func TestUNI2FormsOfTheCashierComeFromItsPages(t *testing.T) {
	d := open(t)
	url := d.create("A-1").Get("gateway_url")
	for _, path := range []string{"/card", "/back", "/return"} {
		req, _ := http.NewRequestWithContext(t.Context(), "POST", d.url+pagesOf(url)+path, strings.NewReader("n=1"))
		req.Header.Set("Content-Type", wire.FormType)
		req.Header.Set("Sec-Fetch-Site", "cross-site")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusForbidden {
			t.Errorf("%s is answered %s", path, res.Status)
		}
	}
}

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

// UNI-5: a repeated create has a new token; the page of the old one shows 1000, also when it was open before.
func TestUNI5ANewToken(t *testing.T) {
	d := open(t)
	first := d.arrive("A-1")
	form := first.Page()
	second := d.create("A-1")
	if first.Page().URL.String() == second.Get("gateway_url") || second.Get("oid_paybill") != d.order("A-1").OidPaybill {
		t.Errorf("%v", second)
	}
	first.open(form.URL.String())
	first.refused("1000", "UNI-5")
	first.Show(form)
	first.fill("card_no", debitCard, "acct_name", payerName, "id_no", payerIDNo, "phone", "13800138000")
	first.click("下一步")
	first.refused("1000", "UNI-5")
	v := &visitor{d, shopper.New()}
	v.open(second.Get("gateway_url"))
	v.taken("银行卡快捷支付")
	// The address without a token leads to the pages of the newest one.
	if p := v.open(d.pages("A-1") + "/card?card=" + debitCard); p.URL.Path != pagesOf(second.Get("gateway_url"))+"/card" || p.URL.RawQuery != "card="+debitCard {
		t.Errorf("the address without a token leads to %s", p)
	}
	if p := v.card(debitCard); p.Heading() != "付款成功" {
		t.Errorf("%s", p)
	}
	first.open(form.URL.String())
	first.refused("1000", "UNI-5")
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

// UNI-10: a token that nobody gave out, or that is for another page.
func TestUNI10UnknownToken(t *testing.T) {
	d := open(t)
	answer := d.create("A-1")
	signing := d.signing("u-1")
	v := &visitor{d, shopper.New()}
	for _, address := range []string{
		"/paymentweb/payinit", "/paymentweb/payinit?token=", "/paymentweb/payinit?token=0123456789abcdef0123456789abcdef",
		"/paymentweb/payinit?token=%3Cscript%3E", "/paymentweb/payinit?token=" + strings.ToUpper(answer.Get("token")) + "x",
		"/paymentweb/pay/0123456789abcdef0123456789abcdef", "/paymentweb/pay/" + signing.Get("token"), "/paymentweb/sign/" + answer.Get("token"),
	} {
		v.open(d.url + address)
		v.refused("1000", "UNI-10")
	}
	if !strings.Contains(d.decisions(), "UNI-10 | 1000 | no page has this token") {
		t.Error("the journal does not say why")
	}
	// A refusal can be read in English.
	if p := v.click("English"); p.Heading() != "Payment request refused" || !strings.Contains(p.Alerts(), "1000 ") {
		t.Errorf("%s", p)
	}
	// Tokens belong to their sandbox.
	if _, err := d.control.CreateSandbox(t.Context(), api.NewSandbox{ID: "other"}); err != nil {
		t.Fatal(err)
	}
	v = &visitor{d, shopper.New()}
	v.open(d.url + "/s/other" + wire.UnifiedPage + "?token=" + answer.Get("token"))
	v.refused("1000", "UNI-10")
	if p := v.open(d.url + "/s/nowhere" + wire.UnifiedPage + "?token=" + answer.Get("token")); p.Status != http.StatusNotFound {
		t.Errorf("%s", p)
	}
	if p := v.open(d.url + "/s/default" + wire.UnifiedPage + "?token=" + answer.Get("token")); p.Heading() != "银行卡快捷支付" {
		t.Errorf("%s", p)
	}
	if p := v.card(debitCard); p.Heading() != "付款成功" || !strings.HasPrefix(p.URL.Path, "/s/default/paymentweb/pay/") {
		t.Errorf("%s", p)
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
