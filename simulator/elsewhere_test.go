package simulator_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// TestAnotherProductThroughTheProxy: an application calls the hosts of products that are not simulated, in a sandbox of its own.
func TestAnotherProductThroughTheProxy(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{ProxyListen: "127.0.0.1:0"})
	if _, err := s.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: "night"}); err != nil {
		t.Fatal(err)
	}
	night := client.NewControl(s.ControlURL(), "night")
	c := behindProxy(t, s, "night")
	for url, want := range map[string]string{
		"https://traderapi.lianlianpay.com/easypayverify.htm":                 "EasyPay",
		"https://instantpay.lianlianpay.com/paymentapi/payment.htm":           "instant payment (payout)",
		"https://traderapi.lianlianpay.com/preauthComplete.htm":               "pre-authorisation",
		"https://wap.lianlianpay.com/signApply.htm":                           "instalment signing",
		"https://accpapi.lianlianpay.com/v1/txn/tradecreate":                  "account payment (ACCP)",
		"https://wallet.lianlianpay.com/s/night/llwalletapi/bankcardpay.htm":  "wallet",
		"https://wallet.lianlianpay.com/llwalletapi/combinepay":               "did you mean POST /s/night/llwalletapi/combinepay.htm?",
		"https://traderapi.lianlianpay.com/queryapi/supportbankquery.htm?a=1": "cards and agreements",
	} {
		t.Run(url, func(t *testing.T) {
			res, err := c.Post(url, "application/json", strings.NewReader(`{"oid_partner":"`+number+`"}`))
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(res.Body)
			res.Body.Close()
			if reason := res.Header.Get("X-Sim-Reason"); err != nil || res.StatusCode != http.StatusNotFound || !strings.Contains(reason, want) {
				t.Errorf("%s %s %s %v", res.Status, reason, body, err)
			}
			if res.Header.Get("X-Sim-Request") == "" {
				t.Error("no journal entry")
			}
		})
	}
	journal, err := night.Journal(t.Context(), "decision", client.Page{})
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, e := range journal.Entries {
		if e.OidPartner == number && strings.Contains(e.Text, "another LianLian product") {
			named++
		}
	}
	if named != 7 {
		t.Errorf("the journal of the sandbox names %d products: %+v", named, journal)
	}
}

// TestGatewayURLThroughTheProxy: a shopper's browser behind the proxy opens the unified cashier's page at LianLian's host.
func TestGatewayURLThroughTheProxy(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{ProxyListen: "127.0.0.1:0"})
	c := behindProxy(t, s, "default")
	page := bill(t, s, "A-1", "0")
	for address, rule := range map[string]string{
		"https://paymentweb.lianlianpay.com" + page:                         "UNI-1",
		"https://paymentweb.lianlianpay.com/paymentweb/payinit?token=other": "UNI-10",
	} {
		res, err := c.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusOK || res.Header.Get("X-Sim-Rule") != rule {
			t.Errorf("%s: %s by %s", address, res.Status, res.Header.Get("X-Sim-Rule"))
		}
	}
}
