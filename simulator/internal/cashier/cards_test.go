package cashier_test

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

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
