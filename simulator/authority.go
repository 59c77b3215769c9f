package simulator

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"net/netip"
	"net/url"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/authority"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// OpenCA returns the certificate, in PEM, of the authority that is kept in a directory such as Options.CADir. It makes the authority on
// first use.
func OpenCA(dir string) ([]byte, error) {
	a, err := authority.Open(dir)
	if err != nil {
		return nil, err
	}
	return a.PEM(), nil
}

// CAFile returns the path of the file with the certificate of the authority that is kept in a directory.
func CAFile(dir string) string { return authority.File(dir) }

// CA returns the certificate, in PEM, of the authority behind TLS and proxy, which clients must trust; nil without TLS and proxy.
func (s *Server) CA() []byte {
	if s.authority == nil {
		return nil
	}
	return s.authority.PEM()
}

// openAuthority opens the certificate authority, if TLS or the proxy needs one.
func (s *Server) openAuthority() (err error) {
	var hosts []string
	switch o := s.options; {
	case o.TLS:
		hosts = o.certificateHosts()
	case o.ProxyListen == "":
		return nil
	}
	if s.options.CADir == "" {
		s.authority, err = authority.New(hosts...)
	} else {
		s.authority, err = authority.Open(s.options.CADir, hosts...)
	}
	return err
}

// certificateHosts returns the names and addresses that the listeners' certificate is for.
func (o *Options) certificateHosts() []string {
	hosts := []string{"localhost", "127.0.0.1", "::1"}
	for _, address := range []string{"//" + o.Listen, "//" + o.ControlListen, o.PublicURL} {
		u, err := url.Parse(address)
		if err != nil || u.Hostname() == "" || slices.Contains(hosts, u.Hostname()) {
			continue
		}
		if ip, err := netip.ParseAddr(u.Hostname()); err != nil || !ip.IsUnspecified() {
			hosts = append(hosts, u.Hostname())
		}
	}
	return hosts
}

// encrypt makes the listeners speak TLS. Their certificate is for LianLian's host where a client asks for one, since a hosts file may
// lead it here, else for certificateHosts.
func (s *Server) encrypt() {
	hosts := s.options.certificateHosts()
	config := s.authority.Server(func(hello *tls.ClientHelloInfo) []string {
		if host, ok := wire.Host(hello.ServerName); ok {
			return []string{host}
		}
		return hosts
	})
	for _, l := range s.listeners {
		l.socket, l.scheme = tls.NewListener(l.socket, config), "https"
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(s.authority.PEM())
	s.transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
}

// toItself returns a client for requests to the server's own listeners: it trusts their certificate, follows no redirect, and keeps no
// connection open that the server would wait for.
func (s *Server) toItself() *http.Client {
	transport := &http.Transport{DisableKeepAlives: true}
	if s.transport != nil {
		transport.TLSClientConfig = s.transport.TLSClientConfig
	}
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// trust returns the options that make a client of this package trust the server's certificate.
func (s *Server) trust() []client.Option {
	if s.transport == nil {
		return nil
	}
	return []client.Option{client.WithHTTPClient(&http.Client{Transport: s.transport})}
}
