package client_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// encrypted is an endpoint that takes a pay_load.
var encrypted = wire.Endpoint{Paths: []string{"/v1/encrypted"}, Body: wire.PayLoad}

// platformThatOpens answers like the platform: it opens the pay_load, checks the signature inside and repeats no_order.
func platformThatOpens(t *testing.T, platform, merchant party) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		outer, err := encrypted.Body.Decode(r.Header.Get("Content-Type"), body)
		if err != nil || r.URL.Path != "/v1/encrypted" || len(outer) != 2 || outer.Get("oid_partner") != "201304121000001004" {
			t.Errorf("%s %s: %v", r.URL, body, err)
		}
		answer := fields("ret_code", "4007", "ret_msg", "敏感信息解密异常", "oid_partner", outer.Get("oid_partner"))
		text, err := sign.OpenPayload(platform.Private, outer.Get("pay_load"))
		if err == nil {
			inner, err := wire.DecodeJSON(text)
			if err != nil || sign.Verify(inner, merchant.Keys) != nil {
				t.Errorf("%s: %v", text, err)
			}
			answer = fields("ret_code", "0000", "ret_msg", "交易成功", "no_order", inner.Get("no_order"), "info_order", inner.Get("info_order"))
		}
		w.Write(wire.EncodeJSON(platform.sign(t, answer, "RSA")))
	}))
	t.Cleanup(server.Close)
	return server
}

func TestMerchantSealsWhereThePlatformTakesAPayLoad(t *testing.T) {
	t.Parallel()
	platform, merchant := parties(t)
	m := client.NewMerchant(platformThatOpens(t, platform, merchant).URL, "201304121000001004", merchant.Signer, platform.Keys)
	for _, info := range []string{"plain", `中 &=+%"/<`, strings.Repeat("长", 5_000)} {
		a, err := m.PostTo(t.Context(), encrypted, fields("no_order", "1", "info_order", info))
		if err != nil || !a.OK() || !a.Signed || a.Fields.Get("info_order") != info {
			t.Errorf("%.20s: %.200s, %v", info, a.Body, err)
		}
	}
}

func TestMerchantSendsAPayLoadAsItIs(t *testing.T) {
	t.Parallel()
	platform, merchant := parties(t)
	m := client.NewMerchant(platformThatOpens(t, platform, merchant).URL, "201304121000001004", merchant.Signer, platform.Keys)
	signed, err := m.Sign(fields("no_order", "1"))
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := m.Seal(signed)
	if err != nil || len(sealed) != 2 {
		t.Fatalf("%v, %v", sealed, err)
	}
	if a, err := m.SendTo(t.Context(), encrypted, sealed); err != nil || !a.OK() {
		t.Errorf("%s, %v", a.Body, err)
	}
	damaged := sealed.Set("pay_load", strings.ReplaceAll(sealed.Get("pay_load"), "$", "|"))
	if a, err := m.SendTo(t.Context(), encrypted, damaged); err != nil || a.Code() != "4007" {
		t.Errorf("%s, %v", a.Body, err)
	}
}

func TestMerchantNeedsThePlatformsKeyToSeal(t *testing.T) {
	t.Parallel()
	_, merchant := parties(t)
	m := client.NewMerchant("http://127.0.0.1:1", "201304121000001004", merchant.Signer, sign.Keys{MD5: "x"})
	_, err := m.PostTo(t.Context(), encrypted, fields("no_order", "1"))
	if err == nil || errors.Is(err, client.ErrSignature) || !strings.Contains(err.Error(), "the platform's public key is not known") {
		t.Error(err)
	}
}
