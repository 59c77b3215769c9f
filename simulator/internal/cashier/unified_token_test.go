package cashier_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

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
