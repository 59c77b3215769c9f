package simulator_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

const (
	production = "https://wallet.lianlianpay.com"
	number     = "201304121000001004"
)

// behindProxy is an HTTP client as an application has one: it trusts the authority, and its environment names the proxy.
func behindProxy(t *testing.T, s *simulator.Server, user string) *http.Client {
	t.Helper()
	proxy, err := url.Parse(s.ProxyURL())
	if err != nil {
		t.Fatal(err)
	}
	if user != "" {
		proxy.User = url.UserPassword(user, "any")
	}
	transport := &http.Transport{Proxy: http.ProxyURL(proxy), TLSClientConfig: &tls.Config{RootCAs: roots(s)}}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

func roots(s *simulator.Server) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(s.CA())
	return pool
}

// hardCoded is a merchant whose base URL is that of production.
func hardCoded(t *testing.T, s *simulator.Server, base string, c *http.Client) *client.Merchant {
	t.Helper()
	profile, err := s.Control().Merchant(t.Context(), number)
	if err != nil {
		t.Fatal(err)
	}
	m, err := client.MerchantOf(base, profile, client.WithHTTPClient(c))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestProxy(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{ProxyListen: "127.0.0.1:0"})
	now := api.At(noon)
	if _, err := s.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: "night", Clock: &api.SetClock{Mode: api.Manual, Now: &now}}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ user, base, sandbox, link string }{
		{"", production, "default", production + "/pay/"},
		{"default", "http://test.yintong.com.cn", "default", "http://test.yintong.com.cn/pay/"},
		{"night", production, "night", production + "/s/night/pay/"},
	} {
		t.Run("user "+test.user+" at "+test.base, func(t *testing.T) {
			shopper := behindProxy(t, s, test.user)
			answer, err := hardCoded(t, s, test.base, shopper).CreateOrder(t.Context(), order("P-"+test.user, "20260131120000", "49.90"))
			if err != nil || !answer.OK() {
				t.Errorf("%s %s %v", answer.Body, answer.Reason, err)
				return
			}
			link := answer.Fields.Get("payLoad")
			if !strings.HasPrefix(link, test.link) {
				t.Errorf("the link is %s, not below %s", link, test.link)
			}
			if _, err := s.Control().In(test.sandbox).Order(t.Context(), answer.Fields.Get("oid_paybill")); err != nil {
				t.Errorf("the order is not in sandbox %s: %v", test.sandbox, err)
			}
			res, err := shopper.Get(link)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if res.StatusCode != http.StatusOK {
				t.Errorf("the link answers %s", res.Status)
			}
		})
	}
}

// Clients that cannot give a user name get the sandbox that the proxy's address was given with.
func TestProxyOfSandbox(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{ProxyListen: "night@127.0.0.1:0"})
	_, err := hardCoded(t, s, production, behindProxy(t, s, "")).CreateOrder(t.Context(), order("P", "20260131120000", "49.90"))
	if err == nil {
		t.Error("there is a sandbox night")
	}
	if _, err := s.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: "night"}); err != nil {
		t.Fatal(err)
	}
	answer, err := hardCoded(t, s, production, behindProxy(t, s, "")).Query(t.Context(), order("P", "20260131120000", "49.90"))
	if err != nil || answer.RequestID == "" {
		t.Fatal(answer, err)
	}
	journal, err := s.Control().In("night").Journal(t.Context(), "", client.Page{})
	if err != nil || len(journal.Entries) == 0 {
		t.Errorf("sandbox night has seen nothing: %v", err)
	}
}

func TestCHK3SourceBehindProxy(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{ProxyListen: "127.0.0.1:0"})
	shop := hardCoded(t, s, production, behindProxy(t, s, ""))
	for ip, want := range map[string]string{"127.0.0.1": "0000", "203.0.113.9": "1008"} {
		t.Run(ip, func(t *testing.T) {
			profile, err := s.Control().Merchant(t.Context(), number)
			if err != nil {
				t.Fatal(err)
			}
			profile.AllowedIPs = []string{ip}
			if _, err := s.Control().PutMerchant(t.Context(), profile); err != nil {
				t.Fatal(err)
			}
			answer, err := shop.CreateOrder(t.Context(), order("IP-"+want, "20260131120000", "49.90"))
			if err != nil || answer.Fields.Get("ret_code") != want {
				t.Errorf("allowed from %s: %s %v", ip, answer.Body, err)
			}
		})
	}
}

func TestProxyKeepsControlAPIApart(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{ProxyListen: "127.0.0.1:0"})
	c := behindProxy(t, s, "")
	for path, want := range map[string]string{
		"/_sim":                               s.ControlURL() + "/_sim/v1, without a proxy",
		"/_sim/":                              "not behind",
		"/_sim/v1/health":                     "not behind",
		"//_sim/v1/health":                    "not behind",
		"/x/../_sim/v1/health":                "not behind",
		"/%5fsim/v1/health":                   "not behind",
		"/s/../_sim/v1/health":                "not behind",
		"/s/default/../../_sim/v1/health":     "not behind",
		"/s/default/_sim/v1/health":           "There is nothing at",
		"/s/default/%2e%2e/../_sim/v1/ca.pem": "not behind",
	} {
		t.Run(path, func(t *testing.T) {
			res, err := c.Get(production + path)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(res.Body)
			res.Body.Close()
			if err != nil || res.StatusCode != http.StatusNotFound || !strings.Contains(string(body), want) {
				t.Errorf("%s %s %v", res.Status, body, err)
			}
		})
	}
}

// A stop ends what waits inside a tunnel, and lets its answer out.
func TestCloseEndsTunnels(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{ProxyListen: "127.0.0.1:0"})
	shop := hardCoded(t, s, production, behindProxy(t, s, ""))
	if _, err := s.Control().AddFault(t.Context(), api.NewFault{At: "accept", Effect: "delay", Value: "10m"}); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		_, err := shop.CreateOrder(context.Background(), order("SLOW", "20260131120000", "49.90"))
		ended <- err
	}()
	for entry, err := range s.Control().Follow(t.Context(), 0, "decision") {
		if err != nil {
			t.Fatal(err)
		}
		if entry.NoOrder == "SLOW" {
			break
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := <-ended; err != nil {
		t.Errorf("the delay ends with the server, and the answer is out before the tunnel does: %v", err)
	}
}

func TestFaultBehindProxy(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{ProxyListen: "127.0.0.1:0"})
	shop := hardCoded(t, s, production, behindProxy(t, s, ""))
	if _, err := s.Control().AddFault(t.Context(), api.NewFault{At: "accept", Effect: "drop-reply"}); err != nil {
		t.Fatal(err)
	}
	if answer, err := shop.CreateOrder(t.Context(), order("LOST", "20260131120000", "49.90")); err == nil {
		t.Errorf("an answer came: %s", answer.Body)
	}
	answer, err := shop.CreateOrder(t.Context(), order("LOST", "20260131120000", "49.90"))
	if err != nil || answer.Rule != "IDN-2" {
		t.Errorf("the retry: %s by %s, %v", answer.Body, answer.Rule, err)
	}
}

func TestTLS(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{TLS: true, ControlListen: "127.0.0.1:0", PublicURL: "https://pay.example.com:8900"})
	if !strings.HasPrefix(s.URL(), "https://127.0.0.1:") || !strings.HasPrefix(s.ControlURL(), "https://127.0.0.1:") {
		t.Fatalf("platform at %s, control API at %s", s.URL(), s.ControlURL())
	}
	placed(t, s.Client(), order("TLS", "20260131120000", "49.90")) // the library's clients trust it
	address := strings.TrimPrefix(s.URL(), "https://")
	for _, host := range []string{"localhost", "127.0.0.1", "::1", "pay.example.com", "wallet.lianlianpay.com", "queryapi.lianlianpay.com", "test.lianlianpay-inc.com", "yintong.com.cn"} {
		t.Run(host, func(t *testing.T) {
			if err := shake(address, host, s); err != nil {
				t.Error(err)
			}
		})
	}
	if err := shake(address, "example.com", s); err == nil {
		t.Error("it has a certificate for example.com")
	}
}

func shake(address, host string, s *simulator.Server) error {
	conn, err := tls.Dial("tcp", address, &tls.Config{ServerName: host, RootCAs: roots(s)})
	if err != nil {
		return err
	}
	return conn.Close()
}

// With a line in the hosts file, LianLian's hosts lead to the listener; the control API answers for this machine's names alone.
func TestTLSByHostsEntry(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{TLS: true})
	address := strings.TrimPrefix(s.URL(), "https://")
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots(s)}}
	transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	t.Cleanup(transport.CloseIdleConnections)
	c := &http.Client{Transport: transport}
	answer, err := hardCoded(t, s, production, c).CreateOrder(t.Context(), order("HOSTS", "20260131120000", "49.90"))
	if err != nil || !answer.OK() || !strings.HasPrefix(answer.Fields.Get("payLoad"), production+"/pay/") {
		t.Errorf("%s %v", answer.Body, err)
	}
	res, err := c.Get(production + "/_sim/v1/sandboxes")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusForbidden {
		t.Errorf("the control API answers %s", res.Status)
	}
}

func TestCA(t *testing.T) {
	t.Parallel()
	if s := started(t, simulator.Options{}); s.CA() != nil || s.ProxyURL() != "" {
		t.Errorf("a server without TLS and proxy has an authority, or a proxy at %q", s.ProxyURL())
	}
	dir := t.TempDir()
	s := started(t, simulator.Options{TLS: true, CADir: dir})
	again := started(t, simulator.Options{ProxyListen: "127.0.0.1:0", CADir: dir})
	kept, err := simulator.OpenCA(dir)
	if err != nil || string(kept) != string(s.CA()) || string(kept) != string(again.CA()) {
		t.Errorf("there are several authorities, %v", err)
	}
	res, err := http.Get(again.URL() + "/_sim/v1/ca.pem")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if served, err := io.ReadAll(res.Body); err != nil || string(served) != string(kept) {
		t.Errorf("the control API serves %q, %v", served, err)
	}
	_, err = simulator.Start(t.Context(), simulator.Options{TLS: true, CADir: dir, PublicURL: "https://pay.example.com"})
	if problem.CodeOf(err) != problem.Invalid || !strings.Contains(err.Error(), "pay.example.com") {
		t.Errorf("an authority that may not vouch for a host: %v", err)
	}
}

func TestProxyListenIsChecked(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"8901", "@127.0.0.1:0", "night@"} {
		t.Run(address, func(t *testing.T) {
			_, err := simulator.Start(t.Context(), simulator.Options{ProxyListen: address})
			if problem.CodeOf(err) != problem.Invalid || !strings.Contains(err.Error(), "Options.ProxyListen") {
				t.Error(err)
			}
		})
	}
	taken := started(t, simulator.Options{})
	address := strings.TrimPrefix(taken.URL(), "http://")
	if _, err := simulator.Start(t.Context(), simulator.Options{ProxyListen: address}); err == nil || !strings.Contains(err.Error(), "(Options.ProxyListen)") {
		t.Errorf("an address that is taken: %v", err)
	}
}
