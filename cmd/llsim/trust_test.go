package main

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
)

// Beyond loopback a certificate must be good: by the authority that is kept on this machine, or by one of the system's.
func TestTrust(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", home)
	dir, err := caDir("")
	if err != nil {
		t.Fatal(err)
	}
	kept, err := simulator.Start(t.Context(), simulator.Options{TLS: true, CADir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = kept.Close() })
	other, err := simulator.Start(t.Context(), simulator.Options{TLS: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	for _, test := range []struct {
		name, url string
		server    *simulator.Server
		trusted   bool
	}{
		{"the kept authority", "https://wallet.lianlianpay.com", kept, true},
		{"another one", "https://wallet.lianlianpay.com", other, false},
		{"another one on loopback", "https://localhost", other, true},
		{"another name", "https://example.com", kept, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := httpClient(test.url)
			transport, ok := c.Transport.(*http.Transport)
			if !ok {
				t.Fatalf("%T", c.Transport)
			}
			transport.Proxy = nil
			transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
				return (&net.Dialer{}).DialContext(ctx, network, strings.TrimPrefix(test.server.URL(), "https://"))
			}
			res, err := c.Get(test.url)
			if err == nil {
				res.Body.Close()
			}
			transport.CloseIdleConnections()
			if _, refused := errors.AsType[*tls.CertificateVerificationError](err); (err == nil) != test.trusted || err != nil && !refused {
				t.Error(err)
			}
			if err != nil && !strings.Contains(sentence{err}.String(), "/_sim/v1/ca.pem") {
				t.Errorf("it does not say what to do: %s", sentence{err}.String())
			}
		})
	}
}
