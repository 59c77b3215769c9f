package cashier_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// enterCard goes from the methods to the SMS page.
func (v *visitor) enterCard(method, number string) *shopper.Page {
	v.t.Helper()
	v.click(method)
	v.fill("card_no", number, "acct_name", "张三", "id_no", "11010119900307123X", "phone", "13800138000")
	return v.click("下一步")
}

// ends checks what a page and the platform say an attempt came to.
func (v *visitor) ends(noOrder string, p *shopper.Page, payType, outcome string) {
	v.t.Helper()
	o := v.order(noOrder)
	if len(o.Attempts) == 0 {
		v.t.Fatalf("no attempt was made: %s", p)
	}
	a := o.Attempts[len(o.Attempts)-1]
	heading, state, says := "付款成功", "SUCCESS", "49.90"
	switch outcome {
	case wire.OutcomeSuccess:
	case wire.OutcomeProcessing:
		heading, state, says = "付款处理中", "PROCESSING", "正在等待银行结果"
	default:
		heading, state, says = "付款失败", "WAITING", outcome+" "+wire.Code(outcome).MessageFor("")
	}
	if p.Status != http.StatusOK || p.Heading() != heading || o.ResultPay != state || !strings.Contains(p.Text(), says) {
		v.t.Errorf("%s is %s: %s", noOrder, o.ResultPay, p)
	}
	if a.PayType != payType || state == "WAITING" && a.Code != outcome {
		v.t.Errorf("%s: attempt %+v, expected pay_type %s and %s", noOrder, a, payType, outcome)
	}
}

func TestCLR5BankCutoverAtTheCashier(t *testing.T) {
	d := open(t)
	m, err := d.control.Merchant(t.Context(), d.merchant.OidPartner())
	if err != nil {
		t.Fatal(err)
	}
	m.BankCutover = &api.Window{From: "11:50", To: "12:10"}
	if _, err := d.control.PutMerchant(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	v := d.checkout("night")
	v.enterCard("银行卡", wire.Cards()[0].Number)
	v.fill("sms_code", wire.SMSCode)
	v.ends("night", v.click("确认付款"), "2", "9970")
	v.click("其他付款方式")
	v.click("余额支付")
	v.ends("night", v.click("000000"), "0", wire.OutcomeSuccess)
}

func TestLIM3AtTheCashier(t *testing.T) {
	d := open(t)
	first, second := d.checkout("first"), d.checkout("second")
	m, err := d.control.Merchant(t.Context(), d.merchant.OidPartner())
	if err != nil {
		t.Fatal(err)
	}
	m.Limits = api.Limits{DayCount: 1}
	if _, err := d.control.PutMerchant(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	first.click("余额支付")
	first.ends("first", first.click("000000"), "0", wire.OutcomeSuccess)
	second.click("余额支付")
	p := second.click("000000")
	if p.Heading() != "付款失败" || !strings.Contains(p.Text(), "1014") || p.Header.Get("X-Sim-Rule") != "LIM-3" || len(d.order("second").Attempts) != 0 {
		t.Errorf("%v %s", p.Header, p)
	}
}

func TestSTAResultsAreSaid(t *testing.T) {
	d := open(t)
	v := d.checkout("slow", field("valid_order", "60"))
	v.click("余额支付")
	v.ends("slow", v.click("002008"), "0", wire.OutcomeProcessing)
	for _, path := range []string{"", "/card", "/balance", "/result"} {
		if p := v.open(d.pages("slow") + path); p.Heading() != "付款处理中" {
			t.Errorf("%s while PROCESSING: %s", path, p)
		}
	}
	advance := func(by int) {
		t.Helper()
		if _, err := d.control.AdvanceTo(t.Context(), noon.Add(time.Duration(by)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	advance(3)
	if p := v.open(d.pages("slow") + "/result?n=1"); p.Heading() != "尚无结果" || p.Link("重新付款") != d.pages("slow") {
		t.Errorf("STA-2: %s", p)
	}
	v.click("重新付款")
	v.click("余额支付")
	v.ends("slow", v.click("001101"), "0", "1101")
	advance(60)
	for _, path := range []string{"", "/result?n=1", "/result?n=2", "/scan/I"} {
		if p := v.open(d.pages("slow") + path); p.Heading() != "订单已关闭" || p.Link("返回商户订单页") != d.shop.url+"/orders/1" {
			t.Errorf("STA-4 %s: %s", path, p)
		}
	}
}

// An address made up leads to the beginning, not to what never was.
func TestResultsThatAreNone(t *testing.T) {
	d := open(t)
	v := d.checkout("A-1")
	for _, path := range []string{"/result", "/result?n=1", "?n=7", "/return"} {
		if p := v.open(d.pages("A-1") + path); p.Heading() != "选择付款方式" || p.Status != http.StatusOK {
			t.Errorf("%s shows %s", path, p)
		}
	}
	for _, path := range []string{"/confirm/L", "/confirm/L?n=1", "/confirm/I?n=0"} {
		if p := v.open(d.pages("A-1") + path); p.Heading() != "确认付款" {
			t.Errorf("%s shows %s", path, p)
		}
	}
}

func TestUnknownOrdersAndSandboxes(t *testing.T) {
	d := open(t)
	v := &visitor{d, shopper.New()}
	for path, says := range map[string]string{
		"/pay/2026031099999999":            "未找到支付单号为 2026031099999999 的订单",
		"/pay/2026031099999999/card":       "未找到支付单号为",
		"/pay/2026031099999999/qr.svg":     "未找到支付单号为",
		"/pay/2026031099999999/watch":      "未找到支付单号为",
		"/s/nowhere/pay/2026031000000001":  "沙箱 \"nowhere\" 不存在",
		"/pay/refused/x":                   "此页面已失效",
		"/pay/%3Cscript%3E?lang=en":        "There is no order with oid_paybill <script>.",
		"/pay/%3Cscript%3E/result?lang=zh": "未找到支付单号为 <script> 的订单",
	} {
		if p := v.open(d.url + path); p.Status != http.StatusNotFound || !strings.Contains(p.Alerts(), says) || p.Header.Get("X-Frame-Options") != "DENY" || p.Header.Get("X-Sim-Reason") == "" {
			t.Errorf("%s: %s", path, p)
		}
	}
	if p := v.open(d.url + "/pay/1?lang=" + strconv.Quote("<script>")); p.Status != http.StatusNotFound {
		t.Error(p)
	}
}
