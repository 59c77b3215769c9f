package client_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// party is someone who signs: the platform, or the merchant of these tests.
type party struct {
	sign.Signer
	sign.Keys
}

func newParty(t *testing.T, privatePEM, md5 string) party {
	t.Helper()
	key, err := sign.ParsePrivateKey(privatePEM)
	if err != nil {
		t.Fatal(err)
	}
	return party{sign.Signer{Private: key, MD5: md5}, sign.Keys{Public: key.Public(), MD5: md5}}
}

func (p party) sign(t *testing.T, fields wire.Fields, signType string) wire.Fields {
	t.Helper()
	signed, err := p.Signer.Sign(fields, signType)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func parties(t *testing.T) (platform, merchant party) {
	m := builtin.Keys()[0]
	return newParty(t, builtin.PlatformPrivatePEM(), m.MD5Key), newParty(t, m.PrivatePEM, m.MD5Key)
}

func fields(pairs ...string) wire.Fields {
	var f wire.Fields
	for i := 0; i < len(pairs); i += 2 {
		f = f.Set(pairs[i], pairs[i+1])
	}
	return f
}

func TestMerchantSignsAndVerifies(t *testing.T) {
	t.Parallel()
	platform, merchant := parties(t)
	for _, c := range []struct {
		name    string
		kind    wire.EndpointKind
		answer  func() wire.Fields
		signed  bool
		forged  bool
		signMD5 bool
	}{
		{name: "a signed success", kind: wire.KindDirect, signed: true,
			answer: func() wire.Fields {
				return platform.sign(t, fields("ret_code", "0000", "ret_msg", "交易成功", "info_order", ""), "RSA")
			}},
		{name: "MD5", kind: wire.KindRefund, signed: true, signMD5: true,
			answer: func() wire.Fields {
				return platform.sign(t, fields("ret_code", "0000", "ret_msg", "交易成功"), "MD5")
			}},
		{name: "a signed refusal", kind: wire.KindDirect, signed: true,
			answer: func() wire.Fields {
				return platform.sign(t, fields("ret_code", "2007", "ret_msg", "x", "no_order", "1"), "RSA")
			}},
		{name: "a query's fields outside the signature", kind: wire.KindQuery, signed: true, answer: func() wire.Fields {
			return platform.sign(t, fields("ret_code", "0000", "ret_msg", "交易成功"), "RSA").Set("memo", "余额不足").Set("bank_name", "工商银行").Set("card_no", "622208*********0000")
		}},
		{name: "a bare refusal", kind: wire.KindQuery, answer: func() wire.Fields { return fields("ret_code", "8901", "ret_msg", "没有记录") }},
		{name: "a bare success", kind: wire.KindQuery, forged: true, answer: func() wire.Fields { return fields("ret_code", "0000", "ret_msg", "交易成功") }},
		{name: "an unsigned refusal with more in it", kind: wire.KindRefund, forged: true,
			answer: func() wire.Fields { return fields("ret_code", "9093", "ret_msg", "x", "no_refund", "R1") }},
		{name: "memo elsewhere is signed", kind: wire.KindDirect, forged: true, answer: func() wire.Fields {
			return platform.sign(t, fields("ret_code", "0000", "ret_msg", "交易成功"), "RSA").Set("memo", "x")
		}},
		{name: "another's signature", kind: wire.KindDirect, forged: true,
			answer: func() wire.Fields {
				return merchant.sign(t, fields("ret_code", "0000", "ret_msg", "交易成功"), "RSA")
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				got, err := wire.DecodeJSON(body)
				if err == nil {
					err = sign.Verify(got, merchant.Keys)
				}
				if err != nil || got.Get("oid_partner") != "201304121000001004" {
					t.Errorf("%s: %v", body, err)
				}
				w.Header().Set("X-Sim-Rule", "IDN-5")
				w.Header().Set("X-Sim-Request", "17")
				w.Header().Set("X-Sim-Reason", "order %E6%B5%8B is paid")
				w.Write(wire.EncodeJSON(c.answer()))
			}))
			defer server.Close()
			m := client.NewMerchant(server.URL+"/", "201304121000001004", merchant.Signer, platform.Keys)
			request := fields("no_order", "1", "info_order", "中 &=+%\"/<")
			if c.signMD5 {
				request = request.Set("sign_type", "MD5")
			}
			a, err := m.Post(t.Context(), c.kind, request)
			if c.forged != errors.Is(err, client.ErrSignature) || !c.forged && err != nil {
				t.Fatalf("error %v", err)
			}
			if a.Signed != c.signed || a.Rule != "IDN-5" || a.RequestID != "17" || a.Reason != "order 测 is paid" || a.Status != 200 {
				t.Errorf("answer %+v", a)
			}
		})
	}
}

func TestMerchantReportsAnswersThatAreNone(t *testing.T) {
	t.Parallel()
	platform, merchant := parties(t)
	for name, handler := range map[string]http.HandlerFunc{
		"answered status 502":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502) },
		"answered no message":  func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") },
		"EOF":                  func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"at most 1048576 are ": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat(" ", 2<<20)) },
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(handler)
			m := client.NewMerchant(server.URL, "201304121000001004", merchant.Signer, platform.Keys)
			if _, err := m.CreateOrder(t.Context(), fields("no_order", "1")); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("got %v", err)
			}
			server.Close()
		})
	}
}

func TestMerchantPostsAFormToTheCashier(t *testing.T) {
	t.Parallel()
	platform, merchant := parties(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		f, err := wire.DecodeForm(body)
		if err != nil || sign.Verify(f, merchant.Keys) != nil || r.URL.Path != "/aggregateweb/gateway.htm" {
			t.Errorf("%s %s: %v", r.URL, body, err)
		}
		fmt.Fprint(w, "<html>收银台")
	}))
	defer server.Close()
	m := client.NewMerchant(server.URL, "201304121000001004", merchant.Signer, platform.Keys)
	a, err := m.Post(t.Context(), wire.KindRedirect, fields("name_goods", "中 &=+%"))
	if err != nil || string(a.Body) != "<html>收银台" {
		t.Errorf("%s, %v", a.Body, err)
	}
}

func TestNotificationHandler(t *testing.T) {
	t.Parallel()
	platform, merchant := parties(t)
	good := fields("no_order", "1", "result_pay", "SUCCESS")
	onlyRSA := sign.Keys{Public: platform.Public}
	for _, c := range []struct {
		name   string
		method string
		body   string
		fail   bool
		want   string
		status int
		calls  int
	}{
		{"good", "POST", string(wire.EncodeJSON(platform.sign(t, good, "RSA"))), false, `{"ret_code":"0000","ret_msg":"ok"}`, 200, 1},
		{"the merchant cannot", "POST", string(wire.EncodeJSON(platform.sign(t, good, "RSA"))), true, `"9999"`, 500, 1},
		{"changed", "POST", string(wire.EncodeJSON(platform.sign(t, good, "RSA").Set("no_order", "2"))), false, `"1001"`, 400, 0},
		{"another's key", "POST", string(wire.EncodeJSON(merchant.sign(t, good, "RSA"))), false, `"1001"`, 400, 0},
		{"a weaker algorithm", "POST", string(wire.EncodeJSON(platform.sign(t, good, "MD5"))), false, `"1001"`, 400, 0},
		{"not signed", "POST", string(wire.EncodeJSON(good)), false, `"1001"`, 400, 0},
		{"no message", "POST", "no_order=1", false, `"1012"`, 400, 0},
		{"too large", "POST", strings.Repeat(" ", wire.MaxBody+1), false, `"1012"`, 400, 0},
		{"looked at", "GET", "", false, `"1012"`, 405, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			calls := 0
			server := httptest.NewServer(client.NotificationHandler(onlyRSA, func(f wire.Fields) error {
				calls++
				if c.fail {
					return errors.New("the database is away")
				}
				return nil
			}))
			defer server.Close()
			req, err := http.NewRequestWithContext(t.Context(), c.method, server.URL, strings.NewReader(c.body))
			if err != nil {
				t.Fatal(err)
			}
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			body, _ := io.ReadAll(res.Body)
			if res.StatusCode != c.status || !strings.Contains(string(body), c.want) || calls != c.calls {
				t.Errorf("got %d %s after %d calls", res.StatusCode, body, calls)
			}
		})
	}
}

func TestMerchantOfNeedsKeysThatParse(t *testing.T) {
	t.Parallel()
	platform, _ := parties(t)
	for want, m := range map[string]api.Merchant{
		"comes without keys":      {OidPartner: "1"},
		"merchant 1: private key": {OidPartner: "1", Keys: &api.Keys{MerchantPrivatePEM: "x"}},
		"the platform's public":   {OidPartner: "1", Keys: &api.Keys{}},
	} {
		t.Run(want, func(t *testing.T) {
			if _, err := client.MerchantOf("http://127.0.0.1:1", m); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want %s", err, want)
			}
		})
	}
	m, err := client.MerchantOf("http://127.0.0.1:1", api.Merchant{OidPartner: "1", MD5Key: "secret", Keys: &api.Keys{PlatformPublicPEM: platform.Public.PEM()}})
	if err != nil {
		t.Fatal(err)
	}
	signed, err := m.Sign(fields("no_order", "1"))
	if err != nil || signed.Get("sign_type") != "MD5" || signed.Get("oid_partner") != "1" {
		t.Errorf("without a private key it signs with MD5: %v, %v", signed, err)
	}
	if _, err := m.Sign(fields("sign_type", "RSA")); err == nil {
		t.Error("RSA without a private key")
	}
	if _, err := m.Post(t.Context(), "nowhere", fields("no_order", "1")); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("an endpoint that is none: %v", err)
	}
}
