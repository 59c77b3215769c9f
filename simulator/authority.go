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

// OpenCA returns the certificate of the authority that is kept in a directory, as Options.CADir says, in PEM. The authority is made if
// it is not there yet.
func OpenCA(dir string) ([]byte, error) {
	a, err := authority.Open(dir)
	if err != nil {
		return nil, err
	}
	return a.PEM(), nil
}

// CAFile is the file with the certificate of the authority that is kept in a directory.
func CAFile(dir string) string { return authority.File(dir) }

// CA is the certificate of the authority behind TLS and proxy, in PEM, for those who are to trust it; nil where there is neither.
func (s *Server) CA() []byte {
	if s.authority == nil {
		return nil
	}
	return s.authority.PEM()
}

// openAuthority takes up the certificate authority, if anything needs one.
func (s *Server) openAuthority() (err error) {
	var hosts []string
	switch o := s.options; {
	case o.TLS:
		hosts = o.ownHosts()
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

// ownHosts are the names and addresses that the listeners' certificate is for.
func (o *Options) ownHosts() []string {
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

// encrypt lets the listeners speak TLS: in the name of one of LianLian's hosts where a client asks for it, as one does that a
// hosts file leads here, else in their own.
func (s *Server) encrypt() {
	own := s.options.ownHosts()
	config := s.authority.Server(func(hello *tls.ClientHelloInfo) []string {
		if host, ok := wire.Host(hello.ServerName); ok {
			return []string{host}
		}
		return own
	})
	for _, l := range s.listeners() {
		l.socket, l.scheme = tls.NewListener(l.socket, config), "https"
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(s.authority.PEM())
	s.transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
}

// trust is how the server's own clients come to believe its certificate.
func (s *Server) trust() []client.Option {
	if s.transport == nil {
		return nil
	}
	return []client.Option{client.WithHTTPClient(&http.Client{Transport: s.transport})}
}
