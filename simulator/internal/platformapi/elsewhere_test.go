package platformapi_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// askElsewhere sends a request that no endpoint takes, and returns its answer and what the journal has of it.
func (p *platform) askElsewhere(t *testing.T, method, path, contentType, body string) (*http.Response, string, []journal.Entry) {
	t.Helper()
	before := p.sandbox.Journal().Last()
	req, err := http.NewRequestWithContext(t.Context(), method, p.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", contentType)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	entries, _ := p.sandbox.Journal().Read(before, 0, nil)
	return res, string(answer), entries
}

func TestCHK3AnotherProductIsNamed(t *testing.T) {
	p := start(t, nil)
	for _, product := range wire.Other() {
		t.Run(product.Name, func(t *testing.T) {
			for i, path := range product.Paths {
				path = strings.NewReplacer("*", "x", " ", "%20").Replace(path)
				base := []string{"", "/s/default"}[i%2]
				res, body, entries := p.askElsewhere(t, http.MethodPost, base+path, "application/json", `{"oid_partner":"201304121000001004","no_order":"P1"}`)
				reason := res.Header.Get("X-Sim-Reason")
				if res.StatusCode != http.StatusNotFound || res.Header.Get("X-Sim-Rule") != "CHK-3" || !strings.Contains(reason, product.Name) || !strings.Contains(reason, "/llwalletapi/combinepay.htm") {
					t.Errorf("%s: %s, %s", path, res.Status, reason)
				}
				if !strings.Contains(body, product.Chinese) && !strings.Contains(body, "unified cashier&#39;s page") {
					t.Errorf("%s: %s", path, body)
				}
				if len(entries) != 3 || entries[0].Kind != journal.KindRequest || entries[0].NoOrder != "P1" || entries[1].Code != "3010" || !strings.Contains(entries[1].Text.String(), product.Name) || entries[2].Kind != journal.KindAnswer {
					t.Errorf("%s: the journal has %+v", path, entries)
				}
				if isPage := strings.HasPrefix(res.Header.Get("Content-Type"), "text/html"); isPage != product.Page {
					t.Errorf("%s: answered with %s", path, res.Header.Get("Content-Type"))
				}
				if product.Page {
					continue
				}
				var answer map[string]string
				if err := json.Unmarshal([]byte(body), &answer); err != nil || answer["ret_code"] != "3010" || len(answer) != 2 || !strings.HasPrefix(answer["ret_msg"], "商户支付权限不足：") {
					t.Errorf("%s: %s, %v", path, body, err)
				}
			}
		})
	}
}

func TestAFormOfAnotherProduct(t *testing.T) {
	p := start(t, nil)
	const form = "req_data=%7B%22oid_partner%22%3A%22201304121000001004%22%2C%22no_order%22%3A%22H5-1%22%7D"
	res, body, entries := p.askElsewhere(t, http.MethodPost, "/travlepay.htm", "application/x-www-form-urlencoded", form)
	if res.StatusCode != http.StatusNotFound || !strings.Contains(body, "3010") || len(entries) != 3 || entries[0].NoOrder != "H5-1" {
		t.Errorf("%s %s %+v", res.Status, body, entries)
	}
	if res, _, entries = p.askElsewhere(t, http.MethodGet, "/llpayh5/travlepay.htm?"+form, "", ""); res.StatusCode != http.StatusNotFound || len(entries) != 3 || entries[0].NoOrder != "H5-1" {
		t.Errorf("GET: %s %+v", res.Status, entries)
	}
	if res, body, _ = p.askElsewhere(t, http.MethodPost, "/s/nowhere/travlepay.htm", "", ""); res.StatusCode != http.StatusNotFound || !strings.Contains(body, "no sandbox nowhere") {
		t.Errorf("%s %s", res.Status, body)
	}
}

func TestAMisspeltPathIsCorrected(t *testing.T) {
	p := start(t, nil)
	for path, want := range map[string]string{
		"/combinepay.htm":                     "POST /llwalletapi/combinepay.htm?",
		"/llwalletapi/combinepay.html":        "POST /llwalletapi/combinepay.htm?",
		"/llwalletapi/combinePay.htm":         "POST /llwalletapi/combinepay.htm?",
		"/s/default/llwalletapi/combinepay":   "POST /s/default/llwalletapi/combinepay.htm?",
		"/llwalletapi/combinpay.htm":          "POST /llwalletapi/combinepay.htm?",
		"/llwalletapi/orderquery.htm/":        "POST /llwalletapi/orderquery.htm?",
		"/llwalletapi/refund.htm":             "POST /traderapi/refund.htm?",
		"/traderapi/bankcardbin.htm":          "POST /queryapi/bankcardbin.htm?",
		"/aggregateweb/getway.htm":            "POST /aggregateweb/gateway.htm?",
		"/s/default/aggregateweb/gateway.jsp": "POST /s/default/aggregateweb/gateway.htm?",
	} {
		t.Run(path, func(t *testing.T) {
			res, body, entries := p.askElsewhere(t, http.MethodPost, path, "application/json", `{"no_order":"P1"}`)
			if res.StatusCode != http.StatusNotFound || !strings.Contains(body, "did you mean "+want) || res.Header.Get("X-Sim-Reason")+"\n" != body {
				t.Errorf("%s: %s %s", path, res.Status, body)
			}
			if len(entries) != 2 || entries[0].Text.String() != "POST "+path || entries[1].Text.String()+"\n" != "404 "+body {
				t.Errorf("%s: the journal has %+v", path, entries)
			}
		})
	}
	for _, path := range []string{"/", "/favicon.ico", "/robots.txt", "/index.php", "/s/default", "/.env", "/orders"} {
		t.Run(path, func(t *testing.T) {
			if res, body, entries := p.askElsewhere(t, http.MethodPost, path, "", ""); res.StatusCode != http.StatusNotFound || strings.Contains(body, "did you mean") || len(entries) > 0 {
				t.Errorf("%s: %s %s %+v", path, res.Status, body, entries)
			}
		})
	}
}
