package proxy_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
)

func TestInAGoTest(t *testing.T) {
	server, err := simulator.Start(t.Context(), simulator.Options{ProxyListen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()

	proxy, err := url.Parse(server.ProxyURL())
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(server.CA())
	transport := &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: roots}}
	defer transport.CloseIdleConnections()
	shop := &http.Client{Transport: transport} // what the application under test is given

	answer, err := shop.Post("https://queryapi.lianlianpay.com/orderquery.htm", "application/json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.Header.Get("X-Sim-Rule") != "CHK-2" {
		t.Errorf("%s by %s, %v", body, answer.Header.Get("X-Sim-Rule"), err)
	}
}
