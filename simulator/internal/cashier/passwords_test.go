package cashier_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Every way that asks for a password, with every published one.
func TestPAY2AndPAY4EveryPassword(t *testing.T) {
	d := open(t)
	ways := []struct {
		name, payType, bank string
		begin               func(d *desk, noOrder string) *visitor
	}{
		{"balance", "0", "", func(d *desk, noOrder string) *visitor { v := d.checkout(noOrder); v.click("余额支付"); return v }},
		{"banking", "1", "01030000", func(d *desk, noOrder string) *visitor {
			v := d.checkout(noOrder)
			v.click("网上银行")
			v.click("农业银行")
			return v
		}},
		{"credit", "8", "03080000", func(d *desk, noOrder string) *visitor {
			return d.checkout(noOrder, field("pay_type", "8"), field("bank_code", "03080000"))
		}},
		{"business", "9", "01020000", func(d *desk, noOrder string) *visitor {
			v := d.checkout(noOrder, field("pay_type", "9"))
			v.click("工商银行")
			return v
		}},
		{"alipay", "L", "", func(d *desk, noOrder string) *visitor {
			v := d.checkout(noOrder)
			v.click("支付宝")
			v.open(v.Page().Link("/confirm/L"))
			return v
		}},
		{"wechat", "I", "", func(d *desk, noOrder string) *visitor {
			v := d.checkout(noOrder)
			v.click("微信支付")
			v.open(v.Page().Link("/confirm/I"))
			return v
		}},
		{"direct", "I", "", func(d *desk, noOrder string) *visitor {
			v := &visitor{d, shopper.New()}
			v.open(d.qrOrder(noOrder, "I"))
			return v
		}},
	}
	for i, known := range append(wire.Passwords(), wire.Password{Password: "123456", Outcome: "1104"}) {
		for _, way := range ways {
			t.Run(way.name+" "+known.Password, func(t *testing.T) {
				noOrder := way.name + known.Password
				d := d.in(t)
				v := way.begin(d, noOrder)
				var p *shopper.Page
				if i%2 == 0 || known.Password == "123456" {
					v.fill("password", known.Password)
					p = v.click("确认付款 49.90 元")
				} else {
					p = v.click(known.Password) // the button of the test password
				}
				v.ends(noOrder, p, way.payType, known.Outcome)
				if got := d.order(noOrder).Attempts[0].BankCode; got != way.bank {
					t.Errorf("bank_code %s", got)
				}
			})
		}
	}
}

func TestPAY4OrdersPaidInsideWeChat(t *testing.T) {
	d := open(t)
	for _, payType := range []string{"Y", "W"} {
		d.qrOrder(payType, payType, field("appid", "wx1"), field("openid", "o1"))
		v := &visitor{d, shopper.New()}
		if p := v.open(d.pages(payType)); p.Heading() != "确认付款" || !strings.Contains(p.Text(), "月饼礼盒") || !strings.Contains(p.Text(), "default merchant") || !strings.Contains(p.Text(), "49.90 元") {
			t.Errorf("the confirmation says %s", p)
		}
		v.fill("password", "000000")
		v.ends(payType, v.click("确认付款"), payType, wire.OutcomeSuccess)
		if p := v.open(d.pages(payType) + "/qr.png"); p.Status != http.StatusNotFound {
			t.Errorf("its QR code: %s", p)
		}
	}
}

// An order of the Direct API is paid with its own method and no other.
func TestPAY4DirectOrdersHaveOneMethod(t *testing.T) {
	d := open(t)
	link := d.qrOrder("one", "L")
	for _, path := range []string{"/card", "/verified", "/bank", "/bank/1/01020000", "/balance", "/confirm/I", "/confirm/L", "/scan/I"} {
		v := &visitor{d, shopper.New()}
		if p := v.open(link + path); p.Heading() != "确认付款" || p.Link("其他付款方式") != "" {
			t.Errorf("%s shows %s", path, p)
		}
	}
	v := &visitor{d, shopper.New()}
	if p := v.open(link + "/scan"); p.Heading() != "支付宝扫码付款" || p.URL.Path != "/pay/"+d.order("one").OidPaybill+"/scan/L" || p.Link(link) != link {
		t.Errorf("/scan shows %s", p)
	}
}
