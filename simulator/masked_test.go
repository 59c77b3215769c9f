package simulator_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestRealCardNumbersAreNotKept holds that a card number that a merchant sends, in any field and any form of a body, is in no journal, no line of
// the log and no page of console and cashier, that a test card stays readable, and that the merchant gets back what it sent.
func TestRealCardNumbersAreNotKept(t *testing.T) {
	t.Parallel()
	const card, groups, test = "6217000010012345677", "4111 1111 1111 1111", "6222020000000007"
	var log logBuffer
	s := started(t, simulator.Options{Logger: log.logger()})
	var received string
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		received = string(body)
		io.WriteString(w, `{"ret_code":"0000","echo":"`+card+`"}`)
	}))
	defer receiver.Close()
	shop, control := s.Client(), s.Control()
	answer, err := shop.CreateOrder(t.Context(), order("C-1", "20260131120000", "49.90").Set("notify_url", receiver.URL).
		Set("name_goods", "张三"+card+"的月饼").Set("info_order", "卡 "+groups+" 测试卡 "+test).Set("user_id", card))
	if err != nil || !answer.OK() {
		t.Fatalf("%s, %v", answer.Body, err)
	}
	bill := answer.Fields.Get("oid_paybill")
	for _, f := range []wire.Fields{order("C-2", "20260131120000", "x"+card), order("C-1", "20260131120000", "1.00").Set("name_goods", card), order("C-3", "20260131120000", "1.00").Set("pay_type", card)} {
		if _, err := shop.CreateOrder(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	for _, no := range []string{card, test} {
		if _, err := shop.CardBIN(t.Context(), no); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := control.Pay(t.Context(), bill, api.Pay{Outcome: "success"}); err != nil {
		t.Fatal(err)
	}
	if _, err := control.Advance(t.Context(), 5*time.Second); err != nil {
		t.Fatal(err)
	}
	for contentType, body := range map[string]string{
		"application/x-www-form-urlencoded": "oid_partner=1&acct_name=%E5%BC%A0%E4%B8%89" + card,
		"application/json":                  `{"oid_partner":"1","acct_name":"\u5f20\u4e09` + card + `"}`,
		"text/plain":                        "no format " + card,
	} {
		for _, path := range []string{"/llwalletapi/combinepay.htm", "/nowhere/" + card, "/paymentapi/bankcardprepay.htm"} {
			res, err := http.Post(s.URL()+path, contentType, strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
		}
	}

	var forms []string // what a shopper's browser is shown
	for _, f := range []wire.Fields{
		{{Name: "oid_partner", Value: "201304121000001004"}, {Name: "sign_type", Value: "RSA"}, {Name: "sign", Value: "d3Jvbmc="}, {Name: "name_goods", Value: "张三" + card}, {Name: "no_order", Value: "F-1"}},
		{{Name: "oid_partner", Value: "no merchant " + card}, {Name: "sign_type", Value: "RSA"}, {Name: "sign", Value: "d3Jvbmc="}},
		{{Name: "oid_partner", Value: "201304121000001004"}, {Name: "sign_type", Value: card}, {Name: "sign", Value: "x"}},
	} {
		res, err := http.PostForm(s.URL()+wire.Redirect.Paths[0], url.Values{"req_data": {string(wire.EncodeJSON(f))}})
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.Header.Get("X-Sim-Reason") == "" || !strings.Contains(string(body), "<html") {
			t.Errorf("no page of a refusal: %.200s", body)
		}
		forms = append(forms, string(body))
	}

	if !strings.Contains(received, groups) {
		t.Errorf("the notification does not carry what the merchant sent: %s", received)
	}
	entries, err := control.WholeJournal(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	journal, err := json.Marshal(entries)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{"journal": string(journal), "log": log.buf.String(), "refusals": strings.Join(forms, "\n")}
	for _, path := range []string{"/", "/console/default/orders", "/console/default/orders/" + bill, "/console/default/journal", "/console/default/search?q=C-1", "/pay/" + bill, "/console/default/entries/1", "/console/default/entries/1/sent"} {
		_, seen[path], _ = get(t, s, path, "")
	}
	for where, text := range seen {
		for _, secret := range []string{card, groups, strings.ReplaceAll(groups, " ", "+")} {
			if i := strings.Index(text, secret); i >= 0 {
				t.Errorf("%s shows %q: …%s…", where, secret, text[max(0, i-120):min(len(text), i+60)])
			}
		}
	}
	for _, want := range []string{"621700*********5677", "4111 11** **** 1111", test} {
		if !strings.Contains(seen["journal"], want) {
			t.Errorf("the journal does not show %q", want)
		}
	}
	if !strings.Contains(seen["/console/default/orders/"+bill], "621700*********5677") {
		t.Error("the order's page does not show the masked number")
	}
}
