package cashier_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
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
	if state == "WAITING" && !strings.Contains(p.Text(), wire.Code(outcome).Meaning()) {
		v.t.Errorf("%s: the page does not explain %s in English: %s", noOrder, outcome, p)
	}
}

func TestPAY2EveryTestCard(t *testing.T) {
	d := open(t)
	for _, card := range wire.Cards() {
		for _, by := range []struct{ method, payType string }{{"银行卡", card.Type}, {"认证支付", "D"}} {
			noOrder := by.payType + card.Number
			t.Run("PAY-2 "+by.method+" "+card.Note, func(t *testing.T) {
				d := d.in(t)
				v := d.checkout(noOrder)
				v.click(by.method)
				grouped := card.Number[:4] + " " + card.Number[4:8] + " " + card.Number[8:12] + " " + card.Number[12:]
				if p := v.click(grouped); !strings.Contains(p.Content, `value="`+card.Number+`"`) {
					t.Fatalf("a click on %s does not fill it in: %s", grouped, p)
				}
				sms := v.click("下一步")
				if sms.Heading() != "短信验证" || !strings.Contains(sms.Text(), "138****8000") || !strings.Contains(sms.Text(), wire.SMSCode) || len(d.order(noOrder).Attempts) != 0 {
					t.Fatalf("the SMS page says %s", sms)
				}
				v.fill("sms_code", wire.SMSCode)
				v.ends(noOrder, v.click("确认付款"), by.payType, card.Outcome)
				if a := d.order(noOrder).Attempts[0]; a.BankCode != card.BankCode || a.CardNo != card.Number[:6]+"******"+card.Number[12:] {
					t.Errorf("attempt %+v", a)
				}
			})
		}
	}
}

func TestPAY2OtherCardsAndCodes(t *testing.T) {
	d := open(t)
	good := wire.Cards()[0].Number
	for name, test := range map[string]struct{ number, code, outcome string }{
		"PAY-2 another card":              {"6222021234567890", wire.SMSCode, "1100"},
		"PAY-2 another card, wrong code":  {"4111111111111111", "1", "1100"},
		"PAY-2 wrong SMS code":            {good, "654321", "1900"},
		"PAY-2 SMS code of odd letters":   {good, "<b>", "1900"},
		"PAY-2 number written in groups":  {"6222-0200 0000　0007", wire.SMSCode, "success"},
		"PAY-2 SMS code within blanks":    {good, " 123456 ", "success"},
		"PAY-2 failing card, code before": {wire.Cards()[3].Number, "0", "1900"},
	} {
		t.Run(name, func(t *testing.T) {
			noOrder := strings.ReplaceAll(name[6:], " ", "-")
			v := d.in(t).checkout(noOrder)
			v.enterCard("银行卡", test.number)
			v.fill("sms_code", test.code)
			v.ends(noOrder, v.click("确认付款"), "2", test.outcome)
		})
	}
}

func TestPAY2ThePayerTheMerchantNames(t *testing.T) {
	d := open(t)
	v := d.checkout("named", field("pay_type", "D"), field("acct_name", "李四"), field("id_no", "11010119900307123x"))
	if name, _ := v.Page().Field("acct_name"); name != "李四" || strings.Count(v.Page().Content, " readonly") != 2 || v.Page().Heading() != "认证支付" {
		t.Fatalf("the form is not filled in and kept: %s", v.Page())
	}
	form := v.Page()
	v.fill("card_no", wire.Cards()[0].Number, "phone", "13800138000", "acct_name", "王五")
	v.click("下一步")
	v.fill("sms_code", wire.SMSCode)
	v.ends("named", v.click("确认付款"), "D", "1108")
	v.Show(form)
	v.open("/pay/" + d.order("named").OidPaybill + "/verified")
	v.fill("card_no", wire.Cards()[0].Number, "phone", "13800138000")
	v.click("下一步")
	v.fill("sms_code", wire.SMSCode)
	v.ends("named", v.click("确认付款"), "D", wire.OutcomeSuccess)
}

func TestPAY2FormsAreCheckedBeforeAnAttempt(t *testing.T) {
	d := open(t)
	v := d.checkout("checked")
	v.click("银行卡")
	form := v.Page()
	for name, test := range map[string]struct{ field, value, message string }{
		"short number":       {"card_no", "62220200", "12 至 19 位"},
		"letters in number":  {"card_no", "62220200000000O7", "12 至 19 位"},
		"20 digits":          {"card_no", "62220200000000070000", "12 至 19 位"},
		"no name":            {"acct_name", "  ", "请输入姓名"},
		"a long name":        {"acct_name", strings.Repeat("名", 51), "请输入姓名"},
		"a NUL in the name":  {"acct_name", "张\x00三", "请输入姓名"},
		"id of 17":           {"id_no", "11010119900307123", "身份证号为"},
		"phone of 10":        {"phone", "1380013800", "11 位手机号"},
		"phone of a village": {"phone", "02512345678", "11 位手机号"},
	} {
		t.Run(name, func(t *testing.T) {
			v := &visitor{d.in(t), v.Browser}
			v.Show(form)
			v.fill("card_no", wire.Cards()[0].Number, "acct_name", "张三", "id_no", "11010119900307123X", "phone", "13800138000")
			v.fill(test.field, test.value)
			p := v.click("下一步")
			if p.Heading() != "银行卡快捷支付" || !strings.Contains(p.Text(), test.message) || p.Alerts() == "" || !strings.Contains(p.Content, `aria-describedby="`+test.field+`-wrong"`) {
				t.Errorf("the page says %s", p)
			}
			for _, name := range []string{"card_no", "acct_name", "id_no", "phone"} {
				if value, _ := p.Field(name); name != test.field && value == "" || name == test.field && value != strings.TrimSpace(strings.ReplaceAll(test.value, "\x00", "\uFFFD")) {
					t.Errorf("%s is lost: %q", name, value)
				}
			}
		})
	}
	v.Show(form)
	v.fill("card_no", wire.Cards()[0].Number, "acct_name", "张三", "id_no", "110101900307123", "phone", "138 0013 8000")
	sms := v.click("下一步")
	if p := v.click("确认付款"); p.Heading() != "短信验证" || p.Alerts() != "请输入短信验证码。" {
		t.Errorf("without a code: %s", p)
	}
	if n := len(d.order("checked").Attempts); n != 0 {
		t.Errorf("%d attempts were made", n)
	}
	v.Show(sms)
	v.fill("sms_code", wire.SMSCode)
	v.ends("checked", v.click("确认付款"), "2", wire.OutcomeSuccess)
}

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
		"/pay/2026031099999999":            "没有支付单号为 2026031099999999 的订单",
		"/pay/2026031099999999/card":       "没有支付单号为",
		"/pay/2026031099999999/qr.svg":     "没有支付单号为",
		"/pay/2026031099999999/watch":      "没有支付单号为",
		"/s/nowhere/pay/2026031000000001":  "没有沙箱 \"nowhere\"",
		"/pay/refused/x":                   "此页面已不再保留",
		"/pay/%3Cscript%3E?lang=en":        "There is no order with oid_paybill <script>.",
		"/pay/%3Cscript%3E/result?lang=zh": "没有支付单号为 <script> 的订单",
	} {
		if p := v.open(d.url + path); p.Status != http.StatusNotFound || !strings.Contains(p.Alerts(), says) || p.Header.Get("X-Frame-Options") != "DENY" || p.Header.Get("X-Sim-Reason") == "" {
			t.Errorf("%s: %s", path, p)
		}
	}
	if p := v.open(d.url + "/pay/1?lang=" + strconv.Quote("<script>")); p.Status != http.StatusNotFound {
		t.Error(p)
	}
}
