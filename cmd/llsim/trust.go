package main

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"net/netip"
	"net/url"
	"os"

	"github.com/lianlian-sim/llsim/simulator"
)

// httpClient returns a client for a server at a URL. Beside the system's certificate authorities it trusts the one that llsim serve --tls
// keeps with the user's configuration. On loopback it accepts any certificate: nobody can be in between, and the authority may be kept
// elsewhere (--data).
func httpClient(server string) *http.Client {
	u, err := url.Parse(server)
	if err != nil || u.Scheme != "https" {
		return &http.Client{}
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if dir, err := caDir(""); err == nil {
		if kept, err := os.ReadFile(simulator.CAFile(dir)); err == nil {
			roots.AppendCertsFromPEM(kept)
		}
	}
	return &http.Client{Transport: &http.Transport{
		Proxy:           http.ProxyFromEnvironment,
		TLSClientConfig: &tls.Config{RootCAs: roots, InsecureSkipVerify: onLoopback(u.Hostname())},
	}}
}

// onLoopback reports whether a host is localhost or a loopback address.
func onLoopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.IsLoopback()
}
