package console_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

const placePath = "/console/default/place"

// newest is the order that was placed last.
func (w *world) newest() api.Order {
	w.Helper()
	found, err := w.control.Orders(w.Context(), client.OrderFilter{Page: client.Page{Newest: 1}})
	if err != nil || len(found.Orders) != 1 {
		w.Fatalf("%+v %v", found, err)
	}
	return w.orderNow(found.Orders[0].OidPaybill)
}

// TestPlaceAnOrder: each product's request goes through its endpoint, and the browser goes on where the product leads it.
func TestPlaceAnOrder(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct {
		name   string
		fields []string
		api    string
		leads  func(api.Order) string
		parts  []string
	}{
		{"direct", nil, "direct", toOrder, []string{"is placed.", "as curl"}},
		{"every default can be replaced", []string{"product", "direct", "f.money_order", "0.01", "f.no_order", "MINE", "f.pay_type", "I", "f.info_order", "a & b", "f.notify_url", nobody}, "direct", toOrder, []string{"Order MINE is placed."}},
		{"with MD5", []string{"product", "direct", "sign_type", "MD5"}, "direct", toOrder, []string{"is placed."}},
		{"redirect", []string{"product", "redirect"}, "redirect", toCashier, nil},
		{"web", []string{"product", "web", "f.money_order", "3.00"}, "web", toCashier, nil},
		{"web, verified payment", []string{"product", "web", "f.pay_type", "D"}, "web", toCashier, nil},
		{"wap", []string{"product", "wap"}, "wap", toCashier, nil},
		{"unified", []string{"product", "unified"}, "unified", func(api.Order) string { return wire.UnifiedPage }, nil},
		{"unified, for an app", []string{"product", "unified", "f.flag_chnl", "0"}, "unified", func(api.Order) string { return "/console/default/app" }, []string{"Signed for the app."}},
		{"card", []string{"product", "card"}, "card", toOrder, []string{"waits for the code of the SMS, which is 123456"}},
		{"card with its code", []string{"product", "card", "code", "123456"}, "card", toOrder, []string{"is placed."}},
		{"no product of that name is the first", []string{"product", "nothing"}, "direct", toOrder, []string{"is placed."}},
	} {
		w.sub(test.name, func(t *testing.T) {
			s := w.press(w.get(placePath), "/place/send", test.fields...)
			o := w.newest()
			if o.API != test.api || s.status != http.StatusOK || !strings.HasPrefix(s.url.Path, test.leads(o)) {
				t.Errorf("%s order, the browser is at %s with %d: %s", o.API, s.url, s.status, s.said())
			}
			w.wantSaid(s, test.parts...)
			if test.name == "card with its code" && o.ResultPay != "SUCCESS" {
				t.Errorf("the payment is %s", o.ResultPay)
			}
			if wanted := w.server.InboxURL("default"); o.NotifyURL != wanted && o.NoOrder != "MINE" {
				t.Errorf("notify_url is %s, expected %s", o.NotifyURL, wanted)
			}
		})
	}
	if o := w.newest(); o.InfoOrder != "" {
		t.Errorf("%+v", o)
	}
}

func toOrder(o api.Order) string   { return "/console/default/orders/" + o.OidPaybill }
func toCashier(o api.Order) string { return "/pay/" + o.OidPaybill }

// TestPlacingRefused: a refusal comes back to the form, with the reason at the field it names and all that was entered.
func TestPlacingRefused(t *testing.T) {
	w := newWorld(t)
	first := w.place(order("TAKEN", "5.00", nobody))
	for _, test := range []struct {
		name, lang string
		fields     []string
		bad        string // the field that is marked
		parts      []string
	}{
		{"a field", "en", []string{"f.money_order", "1.005"}, "money_order", []string{"The platform refuses: 1004", "CHK-5", "as curl"}},
		{"a field behind more", "en", []string{"f.valid_order", "0"}, "valid_order", []string{"valid_order is"}},
		{"a form", "en", []string{"product", "web", "f.user_id", strings.Repeat("u", 33)}, "user_id", []string{"1004", "at most 32"}},
		{"inside a pay_load", "en", []string{"product", "card", "f.bind_mob", "1"}, "bind_mob", []string{"1004"}},
		{"another amount", "zh", []string{"f.no_order", "TAKEN", "f.money_order", "6.00"}, "", []string{"平台拒绝：1002", "IDN-"}},
		{"left out", "en", []string{"unset", "name_goods risk_item"}, "name_goods", []string{"name_goods is missing"}},
		{"a signature of one's own", "en", []string{"set", "sign=bm8=\r\nshop_memo=x"}, "", []string{"1001", "CHK-4"}},
		{"a suspended merchant", "en", []string{"merchant", "201103171000000000"}, "", []string{"1009", "CHK-3"}},
	} {
		w.sub(test.name, func(t *testing.T) {
			w.Lang = test.lang
			s := w.press(w.get(placePath), "/place/send", test.fields...)
			w.wantSaid(s, test.parts...)
			if s.url.Path != placePath {
				t.Errorf("the browser is at %s", s.url)
			}
			marked := ""
			for _, n := range s.all("input") {
				if attribute(n, "aria-invalid") == "true" {
					marked += strings.TrimPrefix(attribute(n, "name"), "f.")
				}
			}
			if marked != test.bad {
				t.Errorf("marked is %q, expected %q", marked, test.bad)
			}
			form := s.form("/place/send")
			for i := 0; i < len(test.fields); i += 2 {
				if name := test.fields[i]; name != "set" && form.Get(name) != test.fields[i+1] {
					t.Errorf("%s is now %q", name, form.Get(name))
				}
			}
			if links := w.links(s); !strings.Contains(strings.Join(links, " "), "/entries/") {
				t.Errorf("no way to the journal: %s", links)
			}
		})
	}
	if o := w.newest(); o.OidPaybill != first {
		t.Errorf("a refused order was placed: %+v", o)
	}
}

// TestPlacingShowsTheRequest: what would be sent is shown, and nothing is sent; where it cannot be made the page says why and what to do.
func TestPlacingShowsTheRequest(t *testing.T) {
	w := newWorld(t)
	unknown := "209912310000000001"
	keys, err := w.control.Merchant(t.Context(), w.shop.OidPartner())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.control.CreateMerchant(t.Context(), api.Merchant{OidPartner: unknown, Name: "its key is elsewhere", PublicKey: keys.Keys.PlatformPublicPEM}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		fields []string
		parts  []string
	}{
		{"JSON", []string{"f.name_goods", "月饼"}, []string{`POST ` + w.server.URL() + `/llwalletapi/combinepay.htm`, `"name_goods":"月饼"`, `"sign_type":"RSA"`, "curl -sS", "Nothing was sent."}},
		{"a form", []string{"product", "redirect"}, []string{"/aggregateweb/gateway.htm", "version=1.1", "application/x-www-form-urlencoded", "goes on to the cashier"}},
		{"req_data", []string{"product", "wap"}, []string{"req_data=%7B", `"app_request":"3"`, "what is inside"}},
		{"a pay_load", []string{"product", "card"}, []string{`"pay_load":"`, `"card_no":"6`, "what is inside"}},
		{"for the app", []string{"product", "sdk"}, []string{`"busi_partner":"101001"`, "sign it for the app"}},
		{"MD5 where that is the only key", []string{"merchant", unknown}, []string{`"sign_type":"MD5"`}},
		{"a key that is elsewhere", []string{"merchant", unknown, "product", "card"}, []string{"does not have the private key of merchant " + unknown, "llsim order --merchant " + unknown + " --key FILE"}},
		{"no pair", []string{"set", "shop_memo"}, []string{`"shop_memo" has no =`}},
	} {
		w.sub(test.name, func(t *testing.T) {
			page := w.get(placePath)
			form := page.form("/place/send")
			form.Del("")
			for i := 0; i < len(test.fields); i += 2 {
				form.Set(test.fields[i], test.fields[i+1])
			}
			s := w.send(http.MethodPost, placePath+"/show", form, nil)
			for _, part := range test.parts {
				if !strings.Contains(s.words(), part) {
					t.Errorf("the page lacks %q: %s", part, s.said())
				}
			}
		})
	}
	if found, err := w.control.Journal(t.Context(), "request", client.Page{}); err != nil || len(found.Entries) > 0 {
		t.Errorf("something was sent: %+v %v", found, err)
	}
	w.wantSaid(w.press(w.get(placePath), "/place/send", "merchant", unknown, "sign_type", "RSA"), "does not have the private key")
	w.wantSaid(w.press(w.get(placePath), "/place/send", "merchant", "209912310000000002"), "There is no merchant")
	w.wantSaid(w.press(w.get(placePath), "/place/send", "f.info_order", strings.Repeat("x", 70<<10)), "longer than 64 KiB")
	s := w.press(w.get(placePath), "/place/send", "product", "sdk")
	if w.wantSaid(s, "Signed for the app."); s.url.Path != "/console/default/app" {
		t.Errorf("the browser is at %s", s.url)
	}
	if s = w.press(s, "/pay", "request", words(s.all("textarea")[0])); !strings.Contains(s.said(), "Paid.") {
		t.Errorf("the app's order: %s", s.said())
	}
}

// TestPlacingMeetsFaults: an answer that is lost or spoiled says that the platform may have the order.
func TestPlacingMeetsFaults(t *testing.T) {
	w := newWorld(t)
	for effect, part := range map[string]string{"drop-reply": "No answer came.", "garbage": "is none of the platform's", "status": "with HTTP status 500"} {
		w.sub(effect, func(t *testing.T) {
			fault := api.NewFault{At: "accept", Effect: effect}
			if effect == "status" {
				fault.Value = "500"
			}
			if _, err := w.control.AddFault(t.Context(), fault); err != nil {
				t.Fatal(err)
			}
			w.wantSaid(w.press(w.get(placePath), "/place/send", "f.no_order", "F-"+effect), part)
			if effect == "drop-reply" && w.newest().NoOrder != "F-drop-reply" {
				t.Error("the order is not there")
			}
		})
	}
}

// TestPlacingBesideThePlatform: with a console at its own address, in another sandbox, over TLS, the request reaches the platform and the
// browser is led to its cashier.
func TestPlacingBesideThePlatform(t *testing.T) {
	w := newWorld(t, func(o *simulator.Options) { o.ControlListen = "127.0.0.1:0" })
	if _, err := w.control.CreateSandbox(t.Context(), api.NewSandbox{ID: "night"}); err != nil {
		t.Fatal(err)
	}
	page := w.get("/console/night/place")
	if policy := page.header.Get("Content-Security-Policy"); !strings.Contains(policy, "form-action 'self' "+w.server.URL()) {
		t.Errorf("the browser may not be led to the cashier: %s", policy)
	}
	s := w.press(page, "/place/send", "product", "web")
	if !strings.HasPrefix(s.url.String(), w.server.URL()+"/s/night/pay/") || s.status != http.StatusOK {
		t.Errorf("the browser is at %s with %d", s.url, s.status)
	}
}
