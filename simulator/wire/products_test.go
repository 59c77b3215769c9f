package wire_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestNoPathIsOfTwo holds the products that are not simulated against the endpoints and against each other.
func TestNoPathIsOfTwo(t *testing.T) {
	seen := map[string]string{}
	claim := func(p, who string) {
		key := strings.ToLower(strings.TrimSuffix(p, ".htm"))
		if seen[key] != "" {
			t.Errorf("%s is of %s and of %s", p, seen[key], who)
		}
		seen[key] = who
	}
	for _, e := range wire.Endpoints() {
		for _, p := range e.Paths {
			claim(p, string(e.Kind))
		}
	}
	claim(wire.UnifiedPage, "the unified cashier's page")
	for _, product := range wire.Other() {
		if product.Name == "" || product.Chinese == "" || len(product.Paths)+len(product.Hosts) == 0 {
			t.Errorf("%+v is not complete", product)
		}
		for _, p := range product.Paths {
			claim(p, product.Name)
		}
		for _, host := range product.Hosts {
			if _, known := wire.Host(host); !known {
				t.Errorf("the proxy does not know %s of %s", host, product.Name)
			}
		}
	}
}

func TestOtherProduct(t *testing.T) {
	for _, c := range []struct{ host, path, want string }{
		{"cashier.lianlianpay.com", "/payment/bankgateway.htm", ""},
		{"yintong.com.cn", "/payment/authpay.htm", ""},
		{"wap.lianlianpay.com", "/payment.htm", ""},
		{"yintong.com.cn", "/llpayh5/authpay.htm", ""},
		{"test.lianlianpay-inc.com", "/fourelementapi/v1/paycreatebill", ""},
		{"fourelementapi.lianlianpay.com", "/repay/signcreatebill", ""},
		{"paymentweb.lianlianpay.com", "/paymentweb/payinit", ""},
		{"127.0.0.1", "/v1/bankcardprepay", ""},
		{"test.lianlianpay-inc.com", "/mpayapi/v1/bankcardbindverfy", ""},
		{"payment.lianlianpay.com", "/payment/traveleasypay.htm", "EasyPay's pages"},
		{"wap.lianlianpay.com", "/travlepay.htm", "EasyPay's pages"},
		{"test.lianlianpay-inc.com", "/fourelementapi/v1/signverify", "signing by the merchant's server"},
		{"wallet.lianlianpay.com", "/llwalletapi/bankcardpay.htm", "wallet"},
		{"traderapi.lianlianpay.com", "/easypayverify.htm", "EasyPay"},
		{"traderapi.lianlianpay.com", "/preauthComplete.htm", "pre-authorisation"},
		{"queryapi.lianlianpay.com", "/preauthquery.htm", "pre-authorisation"},
		{"test.lianlianpay-inc.com", "/paymentapi/queryPayment.htm", "instant payment (payout)"},
		{"127.0.0.1", "/paymentapi/querypayment", "instant payment (payout)"},
		{"127.0.0.1", "//paymentapi//payment.htm", "instant payment (payout)"},
		{"traderapi.lianlianpay.com", "/traderAcctQuery.htm", "account balance"},
		{"yintong.com.cn", "/traderapi /userbankcard.htm", "cards and agreements"},
		{"queryapi.lianlianpay.com", "/prcptcdquery.htm", "cards and agreements"},
		{"wap.lianlianpay.com", "/signApply.htm", "instalment signing"},
		{"repaymentapi.lianlianpay.com", "/bankcardrepayment.htm", "instalments"},
		{"fe-pay.lianlianpay.com", "/exchange/v1/anything", "exchange payment"},
		{"accpapi.lianlianpay.com", "/v1/txn/tradecreate", "account payment (ACCP)"},
		{"MPAYAPI.lianlianpay.com.", "/v2/new", ""},
		{"wap.lianlianpay.com", "/refund.htm", ""},
		{"127.0.0.1", "/refund.html", ""},
		{"127.0.0.1", "/llwalletapi/combinepay", ""},
		{"127.0.0.1", "/favicon.ico", ""},
		{"", "", ""},
	} {
		t.Run(c.host+c.path, func(t *testing.T) {
			product, ok := wire.OtherProduct(c.host, c.path)
			if product.Name != c.want || ok != (c.want != "") {
				t.Errorf("%s%s is of %q, want %q", c.host, c.path, product.Name, c.want)
			}
		})
	}
}

func TestNearestPath(t *testing.T) {
	same := func(word string, known []string) string {
		if i := slices.Index(known, word); i >= 0 {
			return known[i]
		}
		return ""
	}
	for p, want := range map[string]string{
		"/combinepay.htm":              "/llwalletapi/combinepay.htm",
		"/llwalletapi/combinepay.html": "/llwalletapi/combinepay.htm",
		"/gateway":                     "/aggregateweb/gateway.htm",
		"/traderapi/bankcardbin.htm":   "/bankcardbin.htm",
		"/x/y/REFUNDQUERY.do":          "/refundquery.htm",
		"/aggregateweb/":               "",
		"/":                            "",
		"/index.php":                   "",
	} {
		t.Run(p, func(t *testing.T) {
			if got := wire.NearestPath(p, same); got != want {
				t.Errorf("%s leads to %q, want %q", p, got, want)
			}
		})
	}
}

// FuzzOtherProduct: any host and path may come, and none is of two worlds: what is served is of no other product.
func FuzzOtherProduct(f *testing.F) {
	f.Add("wap.lianlianpay.com", "/payment.htm")
	f.Add("accpapi.lianlianpay.com", "/s/../x")
	f.Add("", "//exchange/v1/*")
	f.Fuzz(func(t *testing.T, host, p string) {
		product, ok := wire.OtherProduct(host, p)
		if ok != (product.Name != "") {
			t.Errorf("%q %q: %+v, %t", host, p, product, ok)
		}
		for _, e := range wire.Endpoints() {
			if slices.Contains(e.Paths, p) && ok {
				t.Errorf("%q is served, and of %s", p, product.Name)
			}
		}
		if near := wire.NearestPath(p, func(string, []string) string { return "" }); near != "" && !strings.HasPrefix(near, "/") {
			t.Errorf("%q leads to %q", p, near)
		}
	})
}
