package cashier_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestRTY5OnePageSentOftenPaysOnce(t *testing.T) {
	d := open(t)
	v := d.checkout("often")
	form := v.click("余额支付")
	body := url.Values{"password": {"000000"}}
	for _, name := range []string{"n", "token"} {
		value, _ := form.Field(name)
		body.Set(name, value)
	}
	var senders sync.WaitGroup
	for range 16 {
		senders.Go(func() {
			res, err := http.PostForm(form.URL.String(), body)
			if err != nil {
				t.Error(err)
				return
			}
			defer res.Body.Close()
			if res.Request.URL.String() != d.pages("often")+"/result?n=1" || res.StatusCode != http.StatusOK {
				t.Errorf("%d %s", res.StatusCode, res.Request.URL)
			}
		})
	}
	senders.Wait()
	if o := d.order("often"); len(o.Attempts) != 1 || o.ResultPay != "SUCCESS" {
		t.Errorf("%s after %d attempts", o.ResultPay, len(o.Attempts))
	}
}

func TestRTY4AndRTY5AfterAFailure(t *testing.T) {
	d := open(t)
	v := d.checkout("again")
	form := v.click("余额支付")
	v.ends("again", v.click("006001"), "0", "6001")
	failed := v.Page()

	// The page from before the failure, sent again, shows what it came to and tries nothing.
	v.Show(form)
	p := v.click("000000")
	v.ends("again", p, "0", "6001")
	if n := len(d.order("again").Attempts); n != 1 {
		t.Errorf("%d attempts", n)
	}
	v.Show(failed)
	if p := v.click("再试一次"); p.Heading() != "余额支付" {
		t.Fatalf("again: %s", p)
	}
	v.ends("again", v.click("000000"), "0", wire.OutcomeSuccess)
	if n := len(d.order("again").Attempts); n != 2 {
		t.Errorf("%d attempts", n)
	}

	// Every page there was leads to what became of it.
	v.Show(form)
	if p := v.click("000000"); p.Heading() != "付款成功" {
		t.Errorf("the first form: %s", p)
	}
	for _, path := range []string{"", "/card", "/verified", "/bank", "/bank/1/01020000", "/balance", "/scan/L", "/confirm/I", "/result", "/result?n=1", "/result?n=99", "/result?n=-1", "/result?n=x", "/return"} {
		if p := v.open(d.pages("again") + path); p.Heading() != "付款成功" || p.Status != http.StatusOK {
			t.Errorf("%s shows %s", path, p)
		}
	}
}

// What another tab has begun, this one shows.
func TestRTY5TwoTabs(t *testing.T) {
	d := open(t)
	one := d.checkout("tabs")
	one.enterCard("银行卡", wire.Cards()[0].Number)
	two := &visitor{d, shopper.New()}
	two.open(d.pages("tabs"))
	two.enterCard("银行卡", wire.Cards()[3].Number)
	one.fill("sms_code", wire.SMSCode)
	two.fill("sms_code", wire.SMSCode)
	two.ends("tabs", two.click("确认付款"), "2", "6001")
	one.ends("tabs", one.click("确认付款"), "2", "6001")
	if n := len(d.order("tabs").Attempts); n != 1 {
		t.Errorf("%d attempts", n)
	}
}

func TestRTY5PagesFromBeforeAResetOrRestore(t *testing.T) {
	d := open(t)
	v := d.checkout("same")
	v.click("余额支付")
	form := v.Page()
	v.open(d.pages("same"))
	sms := v.enterCard("银行卡", wire.Cards()[0].Number)
	check := func(when string, status int) {
		t.Helper()
		for _, p := range []*shopper.Page{form, sms} {
			v.Show(p)
			button := "000000"
			if p == sms {
				v.fill("sms_code", wire.SMSCode)
				button = "确认付款"
			}
			got := v.click(button)
			if got.Status != status || status == http.StatusConflict && !strings.Contains(got.Alerts(), "此页面已过期") {
				t.Errorf("%s: %s", when, got)
			}
		}
	}
	if _, err := d.control.TakeSnapshot(t.Context(), "s"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.control.Restore(t.Context(), "s"); err != nil {
		t.Fatal(err)
	}
	check("after a restore", http.StatusConflict)
	if _, err := d.control.Reset(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	check("after a reset", http.StatusNotFound)
	d.checkout("same") // the same number, the same moment, but another order
	check("after a reset and the same order again", http.StatusConflict)
	if o := d.order("same"); len(o.Attempts) != 0 {
		t.Errorf("%d attempts", len(o.Attempts))
	}
}
