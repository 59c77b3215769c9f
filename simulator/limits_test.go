package simulator_test

import (
	"bufio"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/internal/gate"
)

// limited starts a simulator with every listener, whose clients are held to limits.
func limited(t *testing.T, l gate.Limits, tls bool) *simulator.Server {
	t.Helper()
	o := simulator.Options{ControlListen: "127.0.0.1:0", ProxyListen: "127.0.0.1:0", TLS: tls}
	s, err := simulator.Start(t.Context(), o.WithLimits(l))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func addressOf(url string) string {
	_, address, _ := strings.Cut(url, "://")
	return address
}

func connect(t *testing.T, address, send string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	io.WriteString(c, send)
	return c
}

// TestNoListenerKeepsASilentClient holds that each listener ends a connection that is silent, with TLS and inside tunnels too. A busy machine
// may be slower than the limits: then a connection ends early, and the tunnel is tried again with longer ones.
func TestNoListenerKeepsASilentClient(t *testing.T) {
	const tunnel = "CONNECT wallet.lianlianpay.com:443 HTTP/1.1\r\nHost: wallet.lianlianpay.com:443\r\n\r\n"
	within := func(d time.Duration) gate.Limits {
		l := gate.Default()
		l.Header, l.Body, l.Idle = d, d, d
		return l
	}
	for _, encrypted := range []bool{false, true} {
		t.Run(fmt.Sprintf("TLS %t", encrypted), func(t *testing.T) {
			s := limited(t, within(50*time.Millisecond), encrypted)
			for where, address := range map[string]string{"platform": addressOf(s.URL()), "control": addressOf(s.ControlURL()), "proxy": addressOf(s.ProxyURL())} {
				for _, send := range []string{"", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345", tunnel} {
					if _, err := io.ReadAll(connect(t, address, send)); err != nil && !errors.Is(err, syscall.ECONNRESET) { // reset where it has not read all
						t.Errorf("%s, TLS %t, after %q: %v", where, encrypted, send, err)
					}
				}
			}
			d := 50 * time.Millisecond
			err := idleTunnel(t, limited(t, within(d), encrypted), tunnel)
			for ; err != nil && d < time.Minute; err = idleTunnel(t, limited(t, within(d), encrypted), tunnel) {
				d *= 2
			}
			if err != nil {
				t.Errorf("an idle tunnel, with limits of %s: %v", d, err)
			}
		})
	}
}

// idleTunnel asks once inside a tunnel, and returns when the tunnel ends; the error is what came of it where there was no answer.
func idleTunnel(t *testing.T, s *simulator.Server, tunnel string) error {
	c := connect(t, addressOf(s.ProxyURL()), tunnel)
	in := bufio.NewReader(c)
	switch answer, err := http.ReadResponse(in, &http.Request{Method: http.MethodConnect}); {
	case err != nil:
		return err
	case answer.StatusCode != http.StatusOK:
		return fmt.Errorf("CONNECT is answered %s", answer.Status)
	}
	inside := tls.Client(c, &tls.Config{InsecureSkipVerify: true}) // the test looks at the end of the connection alone
	if _, err := io.WriteString(inside, "GET / HTTP/1.1\r\nHost: wallet.lianlianpay.com\r\n\r\n"); err != nil {
		return err
	}
	in = bufio.NewReader(inside)
	if _, err := http.ReadResponse(in, nil); err != nil {
		return err
	}
	_, err := io.ReadAll(in)
	return err
}

// TestListenersShareTheBoundOfConnections holds that silent clients of one listener do not take the descriptors of the others, and that
// who comes beyond the bound is answered, over TLS too.
func TestListenersShareTheBoundOfConnections(t *testing.T) {
	l := gate.Default()
	l.Connections = 3
	for _, encrypted := range []bool{false, true} {
		t.Run(fmt.Sprintf("TLS %t", encrypted), func(t *testing.T) {
			s := limited(t, l, encrypted)
			for range l.Connections {
				connect(t, addressOf(s.ProxyURL()), "")
			}
			ask := func() *http.Response {
				c := connect(t, addressOf(s.ControlURL()), "")
				defer c.Close()
				if encrypted {
					c = tls.Client(c, &tls.Config{InsecureSkipVerify: true}) // the test looks at the answer alone
				}
				io.WriteString(c, "GET /_sim/v1/clock HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
				answer, err := http.ReadResponse(bufio.NewReader(c), nil)
				if err != nil {
					t.Fatal(err)
				}
				return answer
			}
			answer := ask()
			for answer.StatusCode == http.StatusNotFound { // the silent clients count once the proxy has accepted them
				answer = ask()
			}
			if answer.StatusCode != http.StatusServiceUnavailable || !strings.Contains(answer.Header.Get("X-Sim-Reason"), "3 connections") {
				t.Errorf("TLS %t: answered %s, %q", encrypted, answer.Status, answer.Header.Get("X-Sim-Reason"))
			}
		})
	}
}
