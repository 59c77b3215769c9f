package proxy_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/engine"
)

func TestWhatThePlatformSees(t *testing.T) {
	w := newWorld(t, echo)
	for _, test := range []struct{ user, address, want string }{
		{"", wallet, "POST https://wallet.lianlianpay.com/llwalletapi/combinepay.htm from 127.0.0.1:"},
		{"default", wallet, "POST https://wallet.lianlianpay.com/llwalletapi/combinepay.htm from"},
		{"night", wallet, "POST https://wallet.lianlianpay.com/s/night/llwalletapi/combinepay.htm from"},
		{"night", "https://wallet.lianlianpay.com/s/default/pay/1?lang=en", "POST https://wallet.lianlianpay.com/s/default/pay/1?lang=en from"},
		{"nobody", "https://wallet.lianlianpay.com/s/night/pay/1", "POST https://wallet.lianlianpay.com/s/night/pay/1 from"},
		{"night", "https://test.yintong.com.cn/a%2Fb?c=%20", "POST https://test.yintong.com.cn/s/night/a%2Fb?c=%20 from"},
		{"", "http://yintong.com.cn/traderapi/refund.htm", "POST http://yintong.com.cn/traderapi/refund.htm from 127.0.0.1:"},
		{"night", "http://TEST.lianlianpay-inc.com:80/refund.htm", "POST http://TEST.lianlianpay-inc.com:80/s/night/refund.htm from"},
	} {
		t.Run(test.user+" "+test.address, func(t *testing.T) {
			status, body := w.post(w.client(test.user), test.address)
			if status != http.StatusOK || !strings.HasPrefix(body, test.want) || !strings.HasSuffix(body, ": {}") {
				t.Errorf("%q at %s: %d %s; want %s", test.user, test.address, status, body, test.want)
			}
		})
	}
}

// axios sends the address of an https request to the proxy as it is, without a tunnel.
func TestHTTPSWithoutTunnel(t *testing.T) {
	w := newWorld(t, echo)
	res, body := w.raw(w.dial(), "POST "+wallet+" HTTP/1.1\r\nHost: wallet.lianlianpay.com\r\n"+basic("night")+"Content-Length: 2\r\n\r\n{}")
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(body, "POST https://wallet.lianlianpay.com/s/night/llwalletapi/combinepay.htm from") {
		t.Errorf("%s %s", res.Status, body)
	}
}

func TestTunnelIsKeptAlive(t *testing.T) {
	w := newWorld(t, echo)
	inner := w.tunnel(basic("night"))
	if p := inner.ConnectionState().NegotiatedProtocol; p != "" && p != "http/1.1" {
		t.Errorf("it speaks %s", p)
	}
	sender := regexp.MustCompile(`from (\S+):`)
	senders := map[string]bool{}
	for range 3 {
		res, body := w.raw(inner, "POST /refund.htm HTTP/1.1\r\nHost: wallet.lianlianpay.com\r\nContent-Length: 2\r\n\r\n{}")
		if res.StatusCode != http.StatusOK || !strings.Contains(body, "/s/night/refund.htm") {
			t.Fatalf("%s %s", res.Status, body)
		}
		senders[sender.FindString(body)] = true
	}
	if len(senders) != 1 {
		t.Errorf("one connection has the addresses %v", senders)
	}
}

// Java's HttpURLConnection sends a Proxy-Authorization that the program sets inside the tunnel.
func TestUserNameInsideTunnel(t *testing.T) {
	w := newWorld(t, echo)
	res, body := w.raw(w.tunnel(""), "GET /old HTTP/1.1\r\nHost: wallet.lianlianpay.com\r\n"+basic("night")+"\r\n")
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(body, "GET https://wallet.lianlianpay.com/s/night/old") || strings.Contains(body, "with Proxy") {
		t.Errorf("%s %s", res.Status, body)
	}
}

// Clients of before 1999 send no Host, older ones no SNI, and hasty ones their greeting together with CONNECT.
func TestOldAndHastyClients(t *testing.T) {
	w := newWorld(t, echo)
	res, body := w.raw(w.tunnel(""), "GET /old HTTP/1.0\r\n\r\n")
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(body, "GET https://wallet.lianlianpay.com/old") {
		t.Errorf("HTTP/1.0: %s %s", res.Status, body)
	}
	conn := w.dial()
	if res, _ := w.raw(conn, "CONNECT queryapi.lianlianpay.com:443 HTTP/1.1\r\nHost: x\r\n\r\n"); res.StatusCode != http.StatusOK {
		t.Fatal(res.Status)
	}
	inner := tls.Client(conn, &tls.Config{InsecureSkipVerify: true})
	if err := inner.Handshake(); err != nil {
		t.Fatal(err)
	}
	if err := inner.ConnectionState().PeerCertificates[0].VerifyHostname("queryapi.lianlianpay.com"); err != nil {
		t.Errorf("without SNI: %v", err)
	}
	hasty := tls.Client(&prefixed{Conn: w.dial(), first: "CONNECT wallet.lianlianpay.com:443 HTTP/1.1\r\nHost: x\r\n\r\n"}, &tls.Config{ServerName: "wallet.lianlianpay.com", RootCAs: w.roots})
	if err := hasty.Handshake(); err != nil {
		t.Errorf("greeting together with CONNECT: %v", err)
	}
}

// A client that does not trust the authority fails by itself; so does one that asks for a name of somebody else.
func TestForeignNameInTunnel(t *testing.T) {
	w := newWorld(t, echo)
	conn := w.dial()
	if res, _ := w.raw(conn, "CONNECT wallet.lianlianpay.com:443 HTTP/1.1\r\nHost: x\r\n\r\n"); res.StatusCode != http.StatusOK {
		t.Fatal(res.Status)
	}
	err := tls.Client(conn, &tls.Config{ServerName: "example.com", RootCAs: w.roots}).Handshake()
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); !ok {
		t.Errorf("the certificate is good for example.com too: %v", err)
	}
}

func TestRefusals(t *testing.T) {
	for name, test := range map[string]struct {
		send   string
		status int
		want   []string // in the status line's text or the body
	}{
		"another host":             {"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n", 403, []string{"does not serve example.com", "*.lianlianpay.com, test.lianlianpay-inc.com, yintong.com.cn and *.yintong.com.cn", "NO_PROXY=example.com"}},
		"a host that looks alike":  {"CONNECT lianlianpay.com.example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n", 403, []string{"does not serve lianlianpay.com.example.com"}},
		"a wildcard":               {"CONNECT *.lianlianpay.com:443 HTTP/1.1\r\nHost: x\r\n\r\n", 403, []string{"does not serve"}},
		"port 22":                  {"CONNECT wallet.lianlianpay.com:22 HTTP/1.1\r\nHost: x\r\n\r\n", 403, []string{"does not serve port 22 of wallet.lianlianpay.com, only 443"}},
		"a tunnel to port 80":      {"CONNECT wallet.lianlianpay.com:80 HTTP/1.1\r\nHost: x\r\n\r\n", 403, []string{"does not serve port 80"}},
		"no port":                  {"CONNECT wallet.lianlianpay.com HTTP/1.1\r\nHost: x\r\n\r\n", 400, []string{"CONNECT wants HOST:PORT, not wallet.lianlianpay.com"}},
		"no host":                  {"CONNECT :443 HTTP/1.1\r\nHost: x\r\n\r\n", 400, []string{"CONNECT wants HOST:PORT, not :443"}},
		"a path":                   {"CONNECT /x HTTP/1.1\r\nHost: x\r\n\r\n", 400, []string{"CONNECT wants HOST:PORT, not /x"}},
		"no number":                {"CONNECT a:b HTTP/1.1\r\nHost: x\r\n\r\n", 400, nil},
		"itself":                   {"CONNECT 127.0.0.1:8901 HTTP/1.1\r\nHost: x\r\n\r\n", 403, []string{"does not serve 127.0.0.1, which is this machine", "at http://127.0.0.1:8900, without a proxy"}},
		"itself, plain":            {"GET http://localhost:8901/ HTTP/1.1\r\nHost: localhost:8901\r\n\r\n", 403, []string{"does not serve localhost, which is this machine"}},
		"plain, another host":      {"GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n", 403, []string{"does not serve example.com", "*.lianlianpay.com"}},
		"plain, another port":      {"GET http://wallet.lianlianpay.com:8080/ HTTP/1.1\r\nHost: x\r\n\r\n", 403, []string{"does not serve port 8080", "only 80"}},
		"another scheme":           {"GET ftp://wallet.lianlianpay.com/ HTTP/1.1\r\nHost: x\r\n\r\n", 403, []string{"does not serve ftp addresses"}},
		"no proxy request":         {"GET /llwalletapi/combinepay.htm HTTP/1.1\r\nHost: 127.0.0.1:8901\r\n\r\n", 400, []string{"this is the port of llsim's proxy", "HTTPS_PROXY=http://127.0.0.1:8901.", "at http://127.0.0.1:8900"}},
		"other credentials":        {"CONNECT wallet.lianlianpay.com:443 HTTP/1.1\r\nHost: x\r\nProxy-Authorization: Bearer x\r\n\r\n", 407, []string{"takes Basic credentials", "HTTPS_PROXY=http://night@"}},
		"other credentials, plain": {"GET http://wallet.lianlianpay.com/ HTTP/1.1\r\nHost: x\r\nProxy-Authorization: Bearer x\r\n\r\n", 407, []string{"takes Basic credentials"}},
		"no such sandbox, plain":   {"GET http://wallet.lianlianpay.com/ HTTP/1.1\r\nHost: x\r\n" + basic("nihgt") + "\r\n", 404, []string{"no sandbox nihgt", "There are: default, night.", "llsim sandbox create nihgt"}},
		"a path as sandbox":        {"GET http://wallet.lianlianpay.com/v1 HTTP/1.1\r\nHost: x\r\n" + basic("night/../../_sim") + "\r\n", 404, []string{"no sandbox night/../../_sim"}},
		"a Host that contradicts":  {"GET http://127.0.0.1:8900/ HTTP/1.1\r\nHost: wallet.lianlianpay.com\r\n\r\n", 403, []string{"does not serve 127.0.0.1"}},
		"HTTP/2":                   {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, []string{"this is the port of llsim's proxy"}},
		"an odd sandbox":           {"GET http://wallet.lianlianpay.com/ HTTP/1.1\r\nHost: x\r\n" + basic("<i>\r\n连") + "\r\n", 404, []string{`no sandbox "<i>\r\n\u8fde"`}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, echo)
			res, body := w.raw(w.dial(), test.send)
			said := res.Status + "\n" + res.Header.Get("X-Sim-Reason") + "\n" + body
			if res.StatusCode != test.status {
				t.Fatal(said)
			}
			for _, want := range test.want {
				if !strings.Contains(said, want) {
					t.Errorf("it does not say %q:\n%s", want, said)
				}
			}
			if test.want != nil && !strings.Contains(res.Header.Get("X-Sim-Reason"), test.want[0]) {
				t.Errorf("X-Sim-Reason is %q", res.Header.Get("X-Sim-Reason"))
			}
			if test.status == http.StatusProxyAuthRequired && !strings.HasPrefix(res.Header.Get("Proxy-Authenticate"), "Basic ") {
				t.Error("no challenge comes with 407")
			}
			if strings.HasPrefix(test.send, "CONNECT") && test.want != nil && !strings.Contains(res.Status, test.want[0]) {
				t.Errorf("the status line, all that some clients show, is %q", res.Status)
			}
		})
	}
}

func TestRefusalForBrowsers(t *testing.T) {
	w := newWorld(t, echo)
	res, body := w.raw(w.dial(), "GET http://wallet.lianlianpay.com/ HTTP/1.1\r\nHost: x\r\nAccept: text/html,*/*\r\n"+basic("<i>")+"\r\n")
	if res.StatusCode != http.StatusNotFound || strings.Contains(body, "<i>") || !strings.Contains(body, "&lt;i&gt;") {
		t.Errorf("%s, not escaped: %s", res.Status, body)
	}
	res, body = w.raw(w.dial(), "GET / HTTP/1.1\r\nHost: x\r\nAccept: text/html,*/*\r\n\r\n")
	if res.Header.Get("Content-Type") != "text/html; charset=utf-8" || !strings.Contains(body, "<h1>this is the port of llsim&#39;s proxy</h1>") {
		t.Errorf("%s: %s", res.Header.Get("Content-Type"), body)
	}
	if res.Header.Get("Content-Security-Policy") == "" {
		t.Error("it may be framed and load things")
	}
}

func TestRefusalsInsideTunnel(t *testing.T) {
	for name, test := range map[string]struct {
		send, want string
		status     int
	}{
		"another Host":    {"GET / HTTP/1.1\r\nHost: example.com\r\n\r\n", "does not serve example.com", http.StatusMisdirectedRequest},
		"another URL":     {"GET https://example.com/ HTTP/1.1\r\nHost: wallet.lianlianpay.com\r\n\r\n", "does not serve example.com", http.StatusMisdirectedRequest},
		"the control API": {"GET /_sim/v1/health HTTP/1.1\r\nHost: 127.0.0.1:8900\r\n\r\n", "does not serve 127.0.0.1", http.StatusMisdirectedRequest},
		"credentials":     {"GET / HTTP/1.1\r\nHost: wallet.lianlianpay.com\r\nProxy-Authorization: Digest x\r\n\r\n", "takes Basic credentials", http.StatusProxyAuthRequired},
		"another tunnel":  {"CONNECT wallet.lianlianpay.com:443 HTTP/1.1\r\nHost: wallet.lianlianpay.com:443\r\n\r\n", "no tunnel inside a tunnel", http.StatusForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, echo)
			if res, body := w.raw(w.tunnel(""), test.send); res.StatusCode != test.status || !strings.Contains(body, test.want) {
				t.Errorf("%s %s", res.Status, body)
			}
		})
	}
}

// The sandbox is looked for at each request: it may come and go while a tunnel stands.
func TestSandboxComesLater(t *testing.T) {
	w := newWorld(t, echo)
	c := w.client("later")
	if status, body := w.post(c, wallet); status != http.StatusNotFound || !strings.Contains(body, "llsim sandbox create later") {
		t.Errorf("before: %d %s", status, body)
	}
	if _, err := w.sandboxes.Create("later", engine.Config{}); err != nil {
		t.Fatal(err)
	}
	if status, body := w.post(c, wallet); status != http.StatusOK || !strings.Contains(body, "/s/later/") {
		t.Errorf("then: %d %s", status, body)
	}
}

func TestRefusedIsTold(t *testing.T) {
	w := newWorld(t, echo)
	w.raw(w.dial(), "CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n")
	if host := <-w.refused; host != "example.com:443" {
		t.Errorf("told of %q", host)
	}
}

// A fault ends the connection of a request, also inside a tunnel.
func TestPlatformHangsUp(t *testing.T) {
	w := newWorld(t, func(w http.ResponseWriter, _ *http.Request) {
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			conn.Close()
		}
	})
	for _, address := range []string{wallet, "http://wallet.lianlianpay.com/refund.htm"} {
		t.Run(address, func(t *testing.T) {
			if res, err := w.client("").Post(address, "application/json", strings.NewReader("{}")); err == nil {
				res.Body.Close()
				t.Errorf("it answers %s", res.Status)
			}
		})
	}
}

// A stop waits for requests in tunnels as long as it may, then cuts them off; idle tunnels end at once.
func TestClose(t *testing.T) {
	begun, release := make(chan struct{}), make(chan struct{})
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/slow" {
			return
		}
		begun <- struct{}{}
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	idle := w.tunnel("")
	w.raw(idle, "GET / HTTP/1.1\r\nHost: wallet.lianlianpay.com\r\nContent-Length: 0\r\n\r\n")
	greeting := w.dial() // a tunnel that never gets to TLS
	w.raw(greeting, "CONNECT wallet.lianlianpay.com:443 HTTP/1.1\r\nHost: x\r\n\r\n")
	ends := func(path string) <-chan error {
		failed := make(chan error, 1)
		go func() {
			res, err := w.client("").Get("https://wallet.lianlianpay.com" + path)
			if err == nil {
				res.Body.Close()
			}
			failed <- err
		}()
		return failed
	}
	served := ends("/slow")
	<-begun
	greeting.Close()
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		w.stop(context.Background())
	}()
	if _, err := idle.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Errorf("an idle tunnel ends with %v", err)
	}
	close(release)
	if err := <-served; err != nil {
		t.Errorf("a request that ends in time: %v", err)
	}
	<-stopped
}

func TestCloseCutsOff(t *testing.T) {
	begun := make(chan struct{})
	w := newWorld(t, func(_ http.ResponseWriter, r *http.Request) {
		begun <- struct{}{}
		<-r.Context().Done()
	})
	failed := make(chan error, 1)
	go func() {
		res, err := w.client("").Get(wallet)
		if err == nil {
			res.Body.Close()
		}
		failed <- err
	}()
	<-begun
	w.raw(w.dial(), "CONNECT wallet.lianlianpay.com:443 HTTP/1.1\r\nHost: x\r\n\r\n") // and never speaks
	over, cancel := context.WithCancel(context.Background())
	cancel()
	w.stop(over)
	if err := <-failed; err == nil {
		t.Error("a request outlives the stop")
	}
}
