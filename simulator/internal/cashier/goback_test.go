package cashier_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// paid lets a shopper pay with the wallet.
func (d *desk) paid(noOrder string, more ...wire.Field) *visitor {
	d.t.Helper()
	v := d.checkout(noOrder, more...)
	v.click("余额支付")
	v.click("000000")
	return v
}

// came is the synchronous notification that has reached the shop, checked.
func (d *desk) came(noOrder string) wire.Fields {
	d.t.Helper()
	if len(d.shop.returned) == 0 {
		d.t.Fatal("nothing came back to the shop")
	}
	f := <-d.shop.returned
	if err := sign.Verify(f, d.platform); err != nil {
		d.t.Errorf("what came back: %v", err)
	}
	o := d.order(noOrder)
	for name, want := range map[string]string{"no_order": noOrder, "oid_paybill": o.OidPaybill, "result_pay": "SUCCESS", "money_order": "49.90",
		"settle_date": o.SettleDate, "oid_partner": o.OidPartner, "dt_order": o.DtOrder, "pay_type": o.PayType} {
		if f.Get(name) != want {
			d.t.Errorf("%s came back as %q, expected %q", name, f.Get(name), want)
		}
	}
	return f
}

func TestReturnToMerchantOnce(t *testing.T) {
	d := open(t)
	v := d.paid("A-1", field("info_order", "a=b&c <>\"'，中文"))
	page := v.Page()
	if p := v.click("返回商户"); p.Heading() != "Thank you" || p.URL.Path != "/thanks" {
		t.Fatalf("the browser is at %s", p)
	}
	if f := d.came("A-1"); f.Get("info_order") != "a=b&c <>\"'，中文" {
		t.Errorf("info_order %q", f.Get("info_order"))
	}
	v.Show(page)
	if p := v.click("返回商户"); !strings.Contains(p.Alerts(), "不会重复发送") {
		t.Errorf("a second time: %s", p)
	}
	if p := v.open(d.pages("A-1")); p.Heading() != "付款成功" || !strings.Contains(p.Text(), "不会重复发送") || p.Link("返回商户订单页") == "" {
		t.Errorf("afterwards: %s", p)
	}
	if len(d.shop.returned) != 0 {
		t.Error("it came back twice")
	}
}

func TestReturnToMerchantAtTheSameInstant(t *testing.T) {
	d := open(t)
	v := d.paid("A-1")
	form := url.Values{}
	for _, f := range []string{"oid_partner", "no_order", "sign"} {
		value, _ := v.Page().Field(f)
		form.Set(f, value)
	}
	action := actionOf(t, v.Page().Content)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answers := make(chan int, 8)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			res, err := client.PostForm(d.url+action, form)
			if err != nil {
				t.Error(err)
				return
			}
			res.Body.Close()
			answers <- res.StatusCode
			if res.StatusCode == http.StatusTemporaryRedirect && res.Header.Get("Location") != d.shop.url+"/back" {
				t.Errorf("it leads to %s", res.Header.Get("Location"))
			}
		})
	}
	all.Wait()
	close(answers)
	back := 0
	for status := range answers {
		if status == http.StatusTemporaryRedirect {
			back++
		}
	}
	if back != 1 {
		t.Errorf("%d browsers went back", back)
	}
	client.CloseIdleConnections()
}

// actionOf is where the page's form leads.
func actionOf(t *testing.T, content string) string {
	t.Helper()
	_, rest, ok := strings.Cut(content, `<form method="post" action="`)
	action, _, _ := strings.Cut(rest, `"`)
	if !ok {
		t.Fatal("there is no form")
	}
	return strings.ReplaceAll(action, "&amp;", "&")
}

func TestReturnToMerchantWhereItCannot(t *testing.T) {
	d := open(t)
	fault := func() {
		t.Helper()
		if _, err := d.control.AddFault(t.Context(), api.NewFault{At: "return", Effect: "close"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		name, address, says string
	}{
		{"no address", "", "商户没有提供返回地址"},
		{"an address not allowed", "http://203.0.113.7/back", "--notify-allow 203.0.113.7"},
		{"a name only the browser may know", "http://shop.invalid/back", "--notify-allow shop.invalid"},
		{"a link-local one", "http://169.254.169.254/back", "--notify-allow 169.254.169.254"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := d.in(t)
			noOrder := strings.ReplaceAll(test.name, " ", "-")
			p := d.paid(noOrder, field("url_return", test.address)).Page()
			if p.Heading() != "付款成功" || !strings.Contains(p.Text(), test.says) || strings.Contains(p.Content, "<form") {
				t.Errorf("the page says %s", p)
			}
		})
	}
	fault()
	v := d.paid("lost")
	if p := v.click("返回商户"); p.Status != http.StatusOK || !strings.Contains(p.Alerts(), "故障注入") || len(d.shop.returned) != 0 {
		t.Errorf("with the fault: %s", p)
	}
	unpaid := d.checkout("unpaid")
	if p := unpaid.open(d.pages("unpaid") + "/return"); p.Heading() != "选择付款方式" {
		t.Errorf("an unpaid order: %s", p)
	}
	// Not with the token of another order, nor without one.
	for i, token := range []string{"", "x", tokenOf(t, d.paid("other").Page().Content)} {
		noOrder := fmt.Sprint("guarded", i)
		d.paid(noOrder)
		res, err := http.PostForm(d.pages(noOrder)+"/return?token="+token, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, res.Body)
		res.Body.Close()
		if res.StatusCode != http.StatusConflict {
			t.Errorf("token %q is answered %d", token, res.StatusCode)
		}
	}
}

func tokenOf(t *testing.T, content string) string {
	t.Helper()
	u, err := url.Parse(actionOf(t, content))
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("token")
}

// A refunded order was paid: its payer may still go back.
func TestReturnAfterARefund(t *testing.T) {
	d := open(t)
	v := d.paid("A-1")
	answer, err := d.merchant.Refund(t.Context(), wire.Fields{{Name: "no_refund", Value: "R-1"}, {Name: "dt_refund", Value: wire.FormatDateTime(noon)},
		{Name: "money_refund", Value: "49.90"}, {Name: "no_order", Value: "A-1"}, {Name: "notify_url", Value: d.shop.url + "/notify"}})
	if err != nil || !answer.OK() {
		t.Fatal(answer.Reason, err)
	}
	if p := v.open(d.pages("A-1")); p.Heading() != "已退款" || !strings.Contains(p.Text(), "全额退款") {
		t.Errorf("the page says %s", p)
	}
}
