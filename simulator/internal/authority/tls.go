package authority

import (
	"crypto/tls"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
)

// Server is the configuration of a TLS server whose certificate is for what choose says of a client's greeting. It speaks
// HTTP/1.1 alone: HTTP/2 multiplexes what a fault such as close has to end one by one.
func (a *Authority) Server(choose func(*tls.ClientHelloInfo) []string) *tls.Config {
	return &tls.Config{
		NextProtos:     []string{"http/1.1"},
		GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) { return a.leaf(clock.Real(), choose(hello)) },
	}
}
