package console_test

import (
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// forApp is what a merchant's server signs for its app.
func (w *world) forApp(number string) wire.Fields {
	w.Helper()
	f, err := w.shop.Sign(order(number, "5.00", nobody).Without("pay_type"))
	if err != nil {
		w.Fatal(err)
	}
	return f
}

func TestSDK3PayInAnAppsPlace(t *testing.T) {
	w := newWorld(t)
	const page = "/console/default/app"
	for _, test := range []struct {
		name, body string
		fields     []string
		parts      []string
	}{
		{"paid", string(wire.EncodeJSON(w.forApp("APP-1"))), nil, []string{"Paid.", `"result_pay": "SUCCESS"`, `"agreementno": "2026`, "order APP-1", `"request":{`}},
		{"the bank refuses", string(wire.EncodeJSON(w.forApp("APP-2"))), []string{"outcome", "6001"}, []string{"The platform refuses: 6001", "SDK-4", "attempt 1 failed", `"ret_code": "6001"`}},
		{"a card without money", string(wire.EncodeJSON(w.forApp("APP-3"))), []string{"card_no", "6222020060060002"}, []string{"The platform refuses: ", "SDK-4"}},
		{"later", string(wire.EncodeJSON(w.forApp("APP-4"))), []string{"after", "90s"}, []string{"The bank has not answered", `"result_pay": "PROCESSING"`}},
		{"a wrong signature", string(wire.EncodeJSON(w.forApp("APP-5").Set("money_order", "6.00"))), nil, []string{"The platform refuses: 1001", "CHK-4"}},
		{"not JSON", "<b>", nil, []string{"This is not JSON", "at byte 0"}},
		{"no such delay", string(wire.EncodeJSON(w.forApp("APP-6"))), []string{"after", "soon"}, []string{`"soon" is no delay`}},
		{"too long", `{"oid_partner":"` + strings.Repeat("1", 70<<10) + `"}`, nil, []string{"longer than 64 KiB"}},
	} {
		w.sub(test.name, func(t *testing.T) {
			s := w.press(w.get(page), "/pay", append([]string{"request", test.body}, test.fields...)...)
			w.wantSaid(s, test.parts...)
			if area := s.all("textarea"); test.name != "too long" && words(area[0]) != strings.Join(strings.Fields(test.body), " ") {
				t.Errorf("what was pasted is now %s", words(area[0]))
			}
		})
	}
	w.Lang = "zh"
	w.wantSaid(w.press(w.get(page), "/pay", "request", string(wire.EncodeJSON(w.forApp("APP-7")))), "支付成功。", "SDK 返回给 APP 的结果：")
	w.Lang = "en"
	w.advance(time.Second)
	found, err := w.control.Orders(t.Context(), client.OrderFilter{NoOrder: "APP-1"})
	if err != nil || len(found.Orders) != 1 || found.Orders[0].API != "sdk" {
		t.Fatalf("%+v %v", found, err)
	}
	if o := w.orderNow(found.Orders[0].OidPaybill); len(o.Notifications) == 0 {
		t.Error("the payment was not notified")
	}
	if s := w.orderPage(found.Orders[0].OidPaybill); !strings.Contains(s.words(), "sdk the app's SDK, RSA") {
		t.Errorf("the order's page does not show its product: %s", s.words())
	}
}
