package proxy_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/lianlian-sim/llsim/simulator/internal/authority"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/gate"
	"github.com/lianlian-sim/llsim/simulator/internal/proxy"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const wallet = "https://wallet.lianlianpay.com/llwalletapi/combinepay.htm"

// world is a proxy on a real listener, in front of a platform that says what it got.
type world struct {
	*testing.T
	proxy     *proxy.Proxy
	address   string
	sandboxes *sandbox.Manager
	roots     *x509.CertPool
	refused   chan string
	stop      func(context.Context)
}

// echo answers with what a platform's handler sees of a request.
func echo(w http.ResponseWriter, r *http.Request) {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	for name := range r.Header {
		if strings.HasPrefix(name, "Proxy-") {
			body = append(body, " with "+name...)
		}
	}
	fmt.Fprintf(w, "%s %s://%s%s from %s: %s", r.Method, scheme, r.Host, r.RequestURI, r.RemoteAddr, body)
}

func newWorld(t *testing.T, platform http.HandlerFunc) *world {
	t.Helper()
	guard, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	sandboxes := sandbox.NewManager(delivery.New(guard))
	t.Cleanup(func() { _ = sandboxes.Close(t.Context()) })
	for _, id := range []string{sandbox.Default, "night"} {
		if _, err := sandboxes.Create(id, engine.Config{}); err != nil {
			t.Fatal(err)
		}
	}
	ca, err := authority.New()
	if err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, address: socket.Addr().String(), sandboxes: sandboxes, roots: x509.NewCertPool(), refused: make(chan string, 8)}
	w.roots.AppendCertsFromPEM(ca.PEM())
	w.proxy = proxy.New(context.Background(), proxy.Options{
		Gate:     gate.New(gate.Default()),
		Platform: platform, PlatformURL: "http://127.0.0.1:8900", Sandboxes: sandboxes, Sandbox: sandbox.Default, Authority: ca,
		ErrorLog: log.New(io.Discard, "", 0), Refused: func(host, _ string) { w.refused <- host },
	})
	ended := make(chan error, 1)
	go func() { ended <- w.proxy.Serve(socket) }()
	stopped := false
	w.stop = func(ctx context.Context) {
		if stopped {
			return
		}
		stopped = true
		w.proxy.Close(ctx)
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			t.Errorf("it stopped with %v", err)
		}
	}
	t.Cleanup(func() { w.stop(context.Background()) })
	return w
}

// client is one that has a proxy configured, with a user name or without.
func (w *world) client(user string) *http.Client {
	u := &url.URL{Scheme: "http", Host: w.address}
	if user != "" {
		u.User = url.User(user)
	}
	transport := &http.Transport{Proxy: http.ProxyURL(u), TLSClientConfig: &tls.Config{RootCAs: w.roots}}
	w.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// post sends a body through the proxy and returns the answer.
func (w *world) post(c *http.Client, address string) (int, string) {
	w.Helper()
	res, err := c.Post(address, "application/json", strings.NewReader("{}"))
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// dial opens a connection to the proxy's port.
func (w *world) dial() net.Conn {
	w.Helper()
	conn, err := net.Dial("tcp", w.address)
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { conn.Close() })
	return conn
}

// raw sends bytes and returns the answer to them, and its status line's text.
func (w *world) raw(conn io.ReadWriter, text string) (*http.Response, string) {
	w.Helper()
	if _, err := io.WriteString(conn, text); err != nil {
		w.Fatal(err)
	}
	method, _, _ := strings.Cut(text, " ")
	res, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	if err != nil {
		w.Fatal(err)
	}
	if method == http.MethodConnect && res.StatusCode == http.StatusOK {
		return res, ""
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	return res, string(body)
}

// tunnel is a connection to a host, as the client believes.
func (w *world) tunnel(header string) *tls.Conn {
	w.Helper()
	conn := w.dial()
	if res, body := w.raw(conn, "CONNECT wallet.lianlianpay.com:443 HTTP/1.1\r\nHost: wallet.lianlianpay.com:443\r\n"+header+"\r\n"); res.StatusCode != http.StatusOK {
		w.Fatal(res.Status, body)
	}
	inner := tls.Client(conn, &tls.Config{ServerName: "wallet.lianlianpay.com", RootCAs: w.roots})
	if err := inner.Handshake(); err != nil {
		w.Fatal(err)
	}
	return inner
}

func basic(user string) string {
	return "Proxy-Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(user+":any")) + "\r\n"
}

// prefixed is a connection on which something goes out together with the first write, and the answer to it is left out.
type prefixed struct {
	net.Conn
	first string
	read  *bufio.Reader
}

func (p *prefixed) Write(b []byte) (int, error) {
	first := p.first
	p.first = ""
	n, err := p.Conn.Write(append([]byte(first), b...))
	return n - len(first), err
}

func (p *prefixed) Read(b []byte) (int, error) {
	if p.read == nil {
		p.read = bufio.NewReader(p.Conn)
		for line := ""; line != "\r\n"; {
			var err error
			if line, err = p.read.ReadString('\n'); err != nil {
				return 0, err
			}
		}
	}
	return p.read.Read(b)
}
