package authority

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// The files of an authority, in the folder "ca" of where it is kept. Nobody but its owner may read the key.
const (
	folder   = "ca"
	certFile = "cert.pem"
	keyFile  = "key.pem"
)

// File returns the path of the certificate of the authority that is kept in dir.
func File(dir string) string { return filepath.Join(dir, folder, certFile) }

// Open returns the authority that is kept in dir, and makes it on first use. It must be able to vouch for the given hosts, beside those
// that every authority can vouch for; where it cannot the error is a problem.Invalid.
func Open(dir string, hosts ...string) (*Authority, error) { return open(clock.Real(), dir, hosts) }

func open(now time.Time, dir string, hosts []string) (*Authority, error) {
	if _, err := os.Stat(filepath.Join(dir, folder)); err != nil {
		if err := keep(now, dir, hosts); err != nil {
			return nil, fmt.Errorf("the certificate authority cannot be kept in %s: %w", dir, err)
		}
	}
	a, err := read(dir)
	if err != nil {
		return nil, fmt.Errorf("the certificate authority in %s cannot be used: %w; delete that folder, so that another one is made, and have it trusted anew", filepath.Join(dir, folder), err)
	}
	if now.After(a.cert.NotAfter) {
		return nil, fmt.Errorf("the certificate authority in %s ended on %s; delete that folder, so that another one is made, and have it trusted anew", filepath.Join(dir, folder), a.cert.NotAfter.Format(time.DateOnly))
	}
	for _, host := range hosts {
		if !a.Permits(host) {
			return nil, problem.Invalidf("the certificate authority in %s was made without %s and cannot vouch for it; delete that folder, so that one is made that can, and have it trusted anew", filepath.Join(dir, folder), host)
		}
	}
	return a, nil
}

// keep makes an authority in a new folder and then renames that folder. Of two programs that do so at the same time one is first, and
// both then read that one's.
func keep(now time.Time, dir string, hosts []string) error {
	cert, key, err := create(now, hosts)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	fresh, err := os.MkdirTemp(dir, folder+"-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(fresh) }() // it has another name by then, or was too late
	err = errors.Join(
		os.Chmod(fresh, 0o755),
		os.WriteFile(filepath.Join(fresh, certFile), cert, 0o644),
		os.WriteFile(filepath.Join(fresh, keyFile), key, 0o600))
	if err != nil {
		return err
	}
	err = os.Rename(fresh, filepath.Join(dir, folder))
	if _, statErr := os.Stat(File(dir)); statErr == nil {
		return nil // another program was first
	}
	return err
}

// read returns the authority that is kept in dir.
func read(dir string) (*Authority, error) {
	cert, err := os.ReadFile(File(dir))
	if err != nil {
		return nil, err
	}
	key, err := os.ReadFile(filepath.Join(dir, folder, keyFile))
	if err != nil {
		return nil, err
	}
	return load(cert, key)
}

// load makes an authority of its certificate and key, which must belong together.
func load(cert, private []byte) (*Authority, error) {
	pair, err := tls.X509KeyPair(cert, private)
	if err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "tls: "))
	}
	key, ok := pair.PrivateKey.(*ecdsa.PrivateKey)
	parsed, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil || !ok || !parsed.IsCA || !parsed.PermittedDNSDomainsCritical {
		return nil, errors.New("it was not made by llsim")
	}
	leafKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	return &Authority{pem: cert, cert: parsed, key: key, leafKey: leafKey}, nil
}
