package simulator_test

import (
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// productAddresses are the hosts and paths at which clients of the products beside aggregate payment look for LianLian, in production, in
// the test environment and in older clients (products-in section 1).
var productAddresses = []struct {
	host string
	path []string
	kind wire.EndpointKind
}{
	{"cashier.lianlianpay.com", []string{"/payment/bankgateway.htm"}, wire.KindWebPay},
	{"payment.lianlianpay.com", []string{"/payment/bankgateway.htm"}, wire.KindWebPay},
	{"yintong.com.cn", []string{"/payment/bankgateway.htm"}, wire.KindWebPay},
	{"test.yintong.com.cn", []string{"/payment/bankgateway.htm"}, wire.KindWebPay},
	{"cashier.lianlianpay.com", []string{"/payment/authpay.htm"}, wire.KindWebVerified},
	{"yintong.com.cn", []string{"/payment/authpay.htm"}, wire.KindWebVerified},
	{"wap.lianlianpay.com", []string{"/payment.htm"}, wire.KindWapPay},
	{"yintong.com.cn", []string{"/llpayh5/payment.htm"}, wire.KindWapPay},
	{"wap.lianlianpay.com", []string{"/authpay.htm"}, wire.KindWapVerified},
	{"yintong.com.cn", []string{"/llpayh5/authpay.htm"}, wire.KindWapVerified},
	{"payserverapi.lianlianpay.com", []string{"/v1/paycreatebill"}, wire.KindPayBill},
	{"test.lianlianpay-inc.com", []string{"/fourelementapi/v1/paycreatebill"}, wire.KindPayBill},
	{"fourelementapi.lianlianpay.com", []string{"/mock/paycreatebill", "/repay/paycreatebill"}, wire.KindPayBill},
	{"payserverapi.lianlianpay.com", []string{"/v1/signcreatebill", "/v1/tokensigncreatebill"}, wire.KindSignBill},
	{"test.lianlianpay-inc.com", []string{"/fourelementapi/v1/signcreatebill"}, wire.KindSignBill},
	{"fourelementapi.lianlianpay.com", []string{"/mock/signcreatebill", "/repay/signcreatebill"}, wire.KindSignBill},
	{"mpayapi.lianlianpay.com", []string{"/v1/bankcardprepay"}, wire.KindCardPrepay},
	{"test.lianlianpay-inc.com", []string{"/mpayapi/v1/bankcardprepay"}, wire.KindCardPrepay},
	{"mpayapi.lianlianpay.com", []string{"/v1/bankcardpay"}, wire.KindCardPay},
	{"test.lianlianpay-inc.com", []string{"/mpayapi/v1/bankcardpay"}, wire.KindCardPay},
	{"mpayapi.lianlianpay.com", []string{"/v1/bankcardbind"}, wire.KindCardBind},
	{"test.lianlianpay-inc.com", []string{"/mpayapi/v1/bankcardbind"}, wire.KindCardBind},
	{"mpayapi.lianlianpay.com", []string{"/v1/bankcardbindverfy"}, wire.KindCardBindVerify},
	{"test.lianlianpay-inc.com", []string{"/mpayapi/v1/bankcardbindverfy"}, wire.KindCardBindVerify},
}

// TestProxyReachesEveryProduct sends a request of an unknown merchant to each address, over TLS with the authority's certificate for the
// host and in plain HTTP: the endpoint answers 3001, in its product's own form.
func TestProxyReachesEveryProduct(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{ProxyListen: "127.0.0.1:0"})
	shopper := behindProxy(t, s, "")
	for _, address := range productAddresses {
		endpoint, err := wire.EndpointOf(address.kind)
		if err != nil {
			t.Fatal(err)
		}
		contentType, body := endpoint.Body.Encode(wire.FieldsOf("oid_partner", "201300000000000000"))
		for _, path := range address.path {
			for _, scheme := range []string{"https://", "http://"} {
				t.Run(scheme+address.host+path, func(t *testing.T) {
					res, err := shopper.Post(scheme+address.host+path, contentType, strings.NewReader(string(body)))
					if err != nil {
						t.Fatal(err)
					}
					answer, err := io.ReadAll(res.Body)
					res.Body.Close()
					page := strings.HasPrefix(res.Header.Get("Content-Type"), "text/html")
					if err != nil || res.StatusCode != http.StatusOK || res.Header.Get("X-Sim-Rule") != "CHK-2" || !strings.Contains(string(answer), "3001") || page != endpoint.Page {
						t.Fatalf("%s by %s: %s %v", res.Status, res.Header.Get("X-Sim-Rule"), answer, err)
					}
					reached := reachedBy(t, s, res.Header.Get("X-Sim-Request"))
					if reached == nil || reached.Kind != address.kind {
						t.Errorf("it reached %+v, expected %s", reached, address.kind)
					}
				})
			}
		}
	}
}

// reachedBy returns the endpoint that a request of the journal was for.
func reachedBy(t *testing.T, s *simulator.Server, request string) *wire.Endpoint {
	t.Helper()
	page, err := s.Control().Journal(t.Context(), "request", client.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range page.Entries {
		if path, post := strings.CutPrefix(e.Text, "POST "); post && request == strconv.FormatUint(e.ID, 10) {
			return wire.EndpointAt(path)
		}
	}
	return nil
}

// TestEveryPathHasAnAddress holds the addresses against the endpoints: none of their production paths is at no host.
func TestEveryPathHasAnAddress(t *testing.T) {
	t.Parallel()
	var known []string
	for _, address := range productAddresses {
		if _, ours := wire.Host(address.host); !ours {
			t.Errorf("the proxy does not take %s", address.host)
		}
		known = append(known, address.path...)
	}
	aggregate := []string{"redirect", "direct", "query", "refund", "cardbin"}
	for _, e := range wire.Endpoints() {
		if !slices.Contains(aggregate, e.Product) && !slices.Contains(known, e.Paths[0]) {
			t.Errorf("%s is at no host", e.Paths[0])
		}
	}
}
