package authority

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

const (
	day        = 24 * time.Hour
	lifetime   = 10 * 365 * day
	leafBefore = 7 * day // clocks of containers and of merchants under test may be behind
	leafAfter  = 390 * day
)

// Authority makes certificates for servers. It is safe for concurrent use.
type Authority struct {
	pem     []byte
	cert    *x509.Certificate
	key     *ecdsa.PrivateKey
	leafKey *ecdsa.PrivateKey // of all certificates it makes: they are one server's
}

// New makes an authority that is kept nowhere. It can vouch for LianLian's hosts, localhost, loopback addresses, and the given
// names and addresses.
func New(hosts ...string) (*Authority, error) {
	cert, key, err := create(clock.Real(), hosts)
	if err != nil {
		return nil, err
	}
	return load(cert, key)
}

// PEM returns the authority's certificate.
func (a *Authority) PEM() []byte { return bytes.Clone(a.pem) }

// Permits reports whether the authority may vouch for a name or an address.
func (a *Authority) Permits(host string) bool {
	if ip := net.ParseIP(host); ip != nil {
		return slices.ContainsFunc(a.cert.PermittedIPRanges, func(block *net.IPNet) bool { return block.Contains(ip) })
	}
	return slices.ContainsFunc(a.cert.PermittedDNSDomains, func(domain string) bool {
		return host == domain || strings.HasSuffix(host, "."+domain)
	})
}

// leaf makes a certificate for names and addresses, each of which the authority must permit. That takes 50 microseconds, so that none
// is kept.
func (a *Authority) leaf(now time.Time, hosts []string) (*tls.Certificate, error) {
	template := &x509.Certificate{
		Subject:     pkix.Name{Organization: []string{"llsim, for tests"}},
		NotBefore:   now.Add(-leafBefore),
		NotAfter:    slices.MinFunc([]time.Time{now.Add(leafAfter), a.cert.NotAfter}, time.Time.Compare),
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, host := range hosts {
		if !a.Permits(host) {
			return nil, fmt.Errorf("%s may not vouch for %s", a.cert.Subject.CommonName, host)
		}
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, a.leafKey.Public(), a.key)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: a.leafKey}, nil
}

// create makes an authority's certificate and key, in PEM.
func create(now time.Time, hosts []string) (cert, private []byte, err error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	template := &x509.Certificate{
		Subject:               pkix.Name{CommonName: name(now), Organization: []string{"llsim, for tests"}},
		NotBefore:             now.Add(-leafBefore),
		NotAfter:              now.Add(lifetime),
		KeyUsage:              x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		IsCA:                  true,
		MaxPathLenZero:        true,
	}
	constrain(template, hosts)
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, nil, fmt.Errorf("no certificate can be made for %s: %w", strings.Join(hosts, ", "), err)
	}
	text, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: text}), nil
}

// constrain limits what an authority may vouch for (RFC 5280, section 4.2.1.10). Addresses need a constraint beside that of names,
// which does not apply to them.
func constrain(template *x509.Certificate, hosts []string) {
	domains := []string{"localhost"}
	for _, host := range wire.Hosts() {
		domains = append(domains, strings.TrimPrefix(host, "*."))
	}
	blocks := []*net.IPNet{
		{IP: net.IPv4(127, 0, 0, 0).To4(), Mask: net.CIDRMask(8, 32)},
		{IP: net.IPv6loopback, Mask: net.CIDRMask(128, 128)},
	}
	for _, host := range hosts {
		ip := net.ParseIP(host)
		switch v4 := ip.To4(); {
		case v4 != nil:
			blocks = append(blocks, &net.IPNet{IP: v4, Mask: net.CIDRMask(32, 32)})
		case ip != nil:
			blocks = append(blocks, &net.IPNet{IP: ip, Mask: net.CIDRMask(128, 128)})
		default:
			domains = append(domains, host)
		}
	}
	slices.Sort(domains)
	template.PermittedDNSDomainsCritical = true
	template.PermittedDNSDomains = slices.Compact(domains)
	template.PermittedIPRanges = blocks
}

// name returns an authority's common name, by which people recognize it in a trust store. It has at most 64 characters.
func name(now time.Time) string {
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	return fmt.Sprintf("llsim test CA, made on %.21s at %s", host, now.UTC().Format("2006-01-02 15:04"))
}
