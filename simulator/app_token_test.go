package simulator_test

import (
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// bill creates a bill or a signing for an app, and returns what the app takes of the answer.
func (a *app) bill(kind wire.EndpointKind, number string, changes ...string) wire.Fields {
	a.t.Helper()
	f := a.OrderFields(number, "8.20", append([]string{"pay_type", "", "api_version", "1.0", "time_stamp", wire.FormatDateTime(a.Now()), "flag_pay_product", "0", "flag_chnl", "0"}, changes...)...)
	if kind == wire.KindSignBill {
		f = f.Without("money_order", "flag_pay_product")
	}
	answer, err := a.Client().Post(a.t.Context(), kind, f)
	if err != nil || !answer.OK() {
		a.t.Fatal(err, string(answer.Body))
	}
	return wire.FieldsOf("token", answer.Fields.Get("token"), "user_id", "shopper-1", "oid_partner", a.Client().OidPartner(), "no_order", number, "money_order", f.Get("money_order"))
}

func TestUNI9AnAppPaysTheBillOfItsToken(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	for product, payType := range map[string]string{"0": "2", "1": "D", "5": "P"} {
		handed := a.bill(wire.KindPayBill, "BILL-"+product, "flag_pay_product", product, "acct_name", "张三", "id_no", "11010119900307123X")
		answer := a.hand(handed, api.App{CardNo: "6222020000000007"})
		if !answer.OK() || answer.Rule != "SDK-1" || answer.Fields.Get("no_order") != "BILL-"+product || answer.Fields.Get("result_pay") != "SUCCESS" {
			t.Fatalf("%s by %s: %s", answer.Body, answer.Rule, answer.Reason)
		}
		if err := client.VerifyApp(answer.Fields, a.keys); err != nil {
			t.Error(err)
		}
		if state := a.Find("BILL-" + product).State(); state.PayType != payType || state.API != "unified" {
			t.Errorf("product %s was paid with %s through %s", product, state.PayType, state.API)
		}
		a.refused(a.hand(handed, api.App{}), "2007", "STA-6", "it is paid")
	}
	if told := a.Notifications(); len(told) != 3 {
		t.Errorf("%d notifications", len(told))
	}
}

func TestUNI9TokensThatAnAppCannotUse(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	good := a.bill(wire.KindPayBill, "BILL-1")
	for _, test := range []struct {
		name, code, rule, reason string
		fields                   wire.Fields
	}{
		{"unknown", "1000", "UNI-10", "no page has this token", good.Set("token", "0123456789abcdef0123456789abcdef")},
		{"another user's", "1000", "UNI-9", "of user shopper-1", good.Set("user_id", "shopper-2")},
		{"another merchant's", "1000", "UNI-10", "no page has this token", good.Set("oid_partner", "201408071000001539")},
		{"another order's", "1004", "UNI-9", "no_order BILL-1", good.Set("no_order", "BILL-2")},
		{"another amount's", "1004", "UNI-9", "money_order 8.20", good.Set("money_order", "8.21")},
		{"for a page", "1000", "UNI-9", "flag_chnl 2", a.bill(wire.KindPayBill, "BILL-3", "flag_chnl", "2")},
		{"missing", "1004", "CHK-5", "token is empty", good.Set("token", "")},
	} {
		t.Run(test.name, func(t *testing.T) {
			(&app{a.Simulator, t, a.keys}).refused(a.hand(test.fields, api.App{}), test.code, test.rule, test.reason)
		})
	}
	newer := a.bill(wire.KindPayBill, "BILL-1")
	a.refused(a.hand(good, api.App{}), "1000", "UNI-5", "newer token")
	a.Advance(30 * time.Minute)
	a.refused(a.hand(newer, api.App{}), "1000", "UNI-1", "valid for 30 minutes")
}

func TestAnAppSignsWithTheTokenOfASigning(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	handed := a.bill(wire.KindSignBill, "SIGN-1", "acct_name", "张三", "id_no", "11010119900307123X")
	a.refused(a.hand(handed, api.App{Outcome: "1100"}), "1100", "SDK-4", "nothing is signed")
	answer := a.hand(handed, api.App{})
	agreement := answer.Fields.Get("agreeno")
	if !answer.OK() || len(agreement) != 16 || answer.Fields.Get("repayment_no") != "SIGN-1" || answer.Fields.Get("user_id") != "shopper-1" {
		t.Fatalf("%s by %s: %s", answer.Body, answer.Rule, answer.Reason)
	}
	if err := client.VerifyApp(answer.Fields, a.keys); err != nil {
		t.Error(err)
	}
	if paid := a.hand(a.signed("SDK-1", "", "no_agree", agreement), api.App{}); paid.Fields.Get("agreementno") != agreement {
		t.Errorf("%s, expected to be paid with %s", paid.Body, agreement)
	}
	a.refused(a.hand(handed, api.App{}), "1000", "UNI-1", "has been used")
}
