package cashier_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// The address of an order's pages leads where the form led, and other ways to pay are one click away.
func TestTheOrdersAddressLeadsToTheMethodAskedFor(t *testing.T) {
	d := open(t)
	for noOrder, test := range map[string]struct {
		asked   []wire.Field
		heading string
	}{
		"verified": {[]wire.Field{field("pay_type", "D")}, "认证支付"},
		"bank":     {[]wire.Field{field("pay_type", "1"), field("bank_code", "01020000")}, "网银付款"},
		"banks":    {[]wire.Field{field("pay_type", "9")}, "网上银行"},
		"no bank":  {[]wire.Field{field("pay_type", "1"), field("bank_code", "99999999")}, "网上银行"},
		"choice":   {[]wire.Field{field("bank_code", "01020000")}, "选择付款方式"},
	} {
		t.Run(noOrder, func(t *testing.T) {
			v := d.in(t).checkout(noOrder, test.asked...)
			if p := v.Page(); p.Heading() != test.heading {
				t.Errorf("the form leads to %s", p)
			}
			if p := v.open(v.pages(noOrder)); p.Heading() != test.heading {
				t.Errorf("the order's address leads to %s", p)
			}
			if test.heading != "选择付款方式" {
				v.click("其他付款方式")
			}
			v.click("余额支付")
			if p := v.click("006001"); p.Heading() != "付款失败" {
				t.Fatalf("after a bad password: %s", p)
			}
			if p := v.click("其他付款方式"); p.Heading() != "选择付款方式" {
				t.Errorf("other ways to pay are %s", p)
			}
		})
	}
}

// Two tabs with different methods: one fails, then the other is sent. It does nothing, and must not show the first one's failure as its own.
func TestRTY5AnotherMethodsFailureIsNotThisOnes(t *testing.T) {
	d := open(t)
	one, other := d.checkout("tabs"), &visitor{d, shopper.New()}
	one.click("余额支付")
	other.open(d.pages("tabs") + "/bank/1/01020000")
	one.ends("tabs", one.click("006001"), "0", "6001")
	if p := one.open(d.pages("tabs") + "/result?n=1"); p.Heading() != "付款失败" {
		t.Errorf("the first tab shows %s", p)
	}
	p := other.click("000000")
	if p.Status != http.StatusConflict || !strings.Contains(p.Text(), "没有执行任何操作") || strings.Contains(p.Heading(), "失败") || len(d.order("tabs").Attempts) != 1 {
		t.Errorf("the second tab shows %s", p)
	}
	other.open(d.pages("tabs") + "/bank/1/01020000")
	other.ends("tabs", other.click("000000"), "1", wire.OutcomeSuccess)
}
