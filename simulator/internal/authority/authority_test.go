package authority

import (
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

var now = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func newAt(t *testing.T, hosts ...string) *Authority {
	t.Helper()
	cert, key, err := create(now, hosts)
	if err != nil {
		t.Fatal(err)
	}
	a, err := load(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// verify is what a client does that trusts the authority.
func (a *Authority) verify(leaf *x509.Certificate, host string, at time.Time) error {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(a.PEM())
	_, err := leaf.Verify(x509.VerifyOptions{DNSName: host, Roots: roots, CurrentTime: at})
	return err
}

func leafOf(t *testing.T, a *Authority, hosts ...string) *x509.Certificate {
	t.Helper()
	pair, err := a.leaf(now, hosts)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return leaf
}

func TestVouchesForItsHosts(t *testing.T) {
	a := newAt(t, "llsim", "pay.example.com", "192.168.1.7", "fd00::7")
	for _, host := range []string{"wallet.lianlianpay.com", "a.b.lianlianpay.com", "test.lianlianpay-inc.com", "yintong.com.cn", "test.yintong.com.cn",
		"localhost", "127.0.0.1", "127.3.2.1", "::1", "llsim", "pay.example.com", "192.168.1.7", "fd00::7"} {
		t.Run(host, func(t *testing.T) {
			if err := a.verify(leafOf(t, a, host), host, now); err != nil {
				t.Error(err)
			}
		})
	}
	several := leafOf(t, a, "localhost", "127.0.0.1", "::1")
	for _, host := range []string{"localhost", "127.0.0.1", "::1"} {
		t.Run(host, func(t *testing.T) {
			if err := a.verify(several, host, now); err != nil {
				t.Errorf("one of several, %s: %v", host, err)
			}
		})
	}
	if a.verify(several, "wallet.lianlianpay.com", now) == nil {
		t.Error("a certificate serves for another name")
	}
}

func TestVouchesForNothingElse(t *testing.T) {
	a := newAt(t)
	for _, host := range []string{"example.com", "lianlianpay.com.example.com", "notlianlianpay.com", "lianlianpay-inc.com", "localhost.example.com",
		"llsim", "128.0.0.1", "192.168.1.7", "::2", ""} {
		t.Run(host, func(t *testing.T) {
			if _, err := a.leaf(now, []string{"localhost", host}); err == nil {
				t.Errorf("it made a certificate for %q", host)
			}
		})
	}
}

// Whoever gets hold of the key is bound by the constraints too, where the client keeps to RFC 5280.
func TestConstraintsBindTheKey(t *testing.T) {
	a := newAt(t)
	for _, host := range []string{"example.com", "192.168.1.7"} {
		t.Run(host, func(t *testing.T) {
			wrong, ok := errors.AsType[x509.CertificateInvalidError](a.verify(forge(t, a, host), host, now))
			if !ok || wrong.Reason != x509.CANotAuthorizedForThisName {
				t.Errorf("%v", wrong)
			}
		})
	}
}

// forge makes a certificate with the authority's key, past all that leaf looks at.
func forge(t *testing.T, a *Authority, host string) *x509.Certificate {
	t.Helper()
	template := &x509.Certificate{SerialNumber: a.cert.SerialNumber, NotBefore: a.cert.NotBefore, NotAfter: a.cert.NotAfter}
	if ip := net.ParseIP(host); ip != nil {
		template.IPAddresses = append(template.IPAddresses, ip)
	} else {
		template.DNSNames = append(template.DNSNames, host)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, a.leafKey.Public(), a.key)
	if err != nil {
		t.Fatal(err)
	}
	forged, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return forged
}

func TestTimes(t *testing.T) {
	a := newAt(t)
	leaf := leafOf(t, a, "localhost")
	if d := leaf.NotAfter.Sub(leaf.NotBefore); d > 397*day {
		t.Errorf("a certificate is valid for %v: browsers take 397 days", d)
	}
	if err := a.verify(leaf, "localhost", now.Add(-6*day)); err != nil {
		t.Errorf("for a clock that is behind: %v", err)
	}
	late, err := a.leaf(a.cert.NotAfter.Add(-day), []string{"localhost"})
	if err != nil {
		t.Fatal(err)
	}
	if leaf, err := x509.ParseCertificate(late.Certificate[0]); err != nil || leaf.NotAfter.After(a.cert.NotAfter) {
		t.Errorf("a certificate outlives its authority: %v, %v", leaf.NotAfter, err)
	}
}

func TestNameSaysWhatItIs(t *testing.T) {
	a := newAt(t)
	name := a.cert.Subject.CommonName
	if !strings.HasPrefix(name, "llsim test CA, made on ") || !strings.HasSuffix(name, " at 2026-11-23 10:00") || len(name) > 64 {
		t.Errorf("it is called %q", name)
	}
	if block, rest := pem.Decode(a.PEM()); block == nil || block.Type != "CERTIFICATE" || len(rest) > 0 {
		t.Errorf("PEM is %q", a.PEM())
	}
}

func TestOpenKeeps(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made", "here")
	first, err := open(now, dir, []string{"llsim"})
	if err != nil {
		t.Fatal(err)
	}
	again, err := open(now.Add(day), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.verify(leafOf(t, again, "llsim"), "llsim", now); err != nil {
		t.Errorf("the next run has another authority: %v", err)
	}
	if kept, err := os.ReadFile(File(dir)); err != nil || string(kept) != string(first.PEM()) {
		t.Errorf("%s holds %q, %v", File(dir), kept, err)
	}
	key, err := os.Stat(filepath.Join(dir, folder, keyFile))
	if err != nil || runtime.GOOS != "windows" && key.Mode().Perm() != 0o600 {
		t.Errorf("the key has mode %v, %v", key.Mode(), err)
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) != 1 {
		t.Errorf("%s holds %v, %v", dir, names, err)
	}
}

func TestOpenAtTheSameTime(t *testing.T) {
	dir := t.TempDir()
	var wait sync.WaitGroup
	made := make([]*Authority, 8)
	for i := range made {
		wait.Go(func() {
			var err error
			if made[i], err = Open(dir); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	for _, a := range made {
		if a == nil || string(a.PEM()) != string(made[0].PEM()) {
			t.Fatal("there are several authorities")
		}
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) != 1 {
		t.Errorf("%s holds %v, %v", dir, names, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	other := newAt(t)
	for name, test := range map[string]struct {
		spoil func(t *testing.T, dir string)
		at    time.Time
		hosts []string
		want  string
	}{
		"a host it was made without": {hosts: []string{"localhost", "llsim"}, want: "without llsim"},
		"its end":                    {at: now.Add(lifetime + day), want: "ended on 2036"},
		"no key": {want: "key.pem", spoil: func(t *testing.T, dir string) {
			if err := os.Remove(filepath.Join(dir, folder, keyFile)); err != nil {
				t.Fatal(err)
			}
		}},
		"another one's certificate": {want: "private key does not match", spoil: func(t *testing.T, dir string) {
			if err := os.WriteFile(File(dir), other.PEM(), 0o600); err != nil {
				t.Fatal(err)
			}
		}},
		"no certificate": {want: "failed to find any PEM data", spoil: func(t *testing.T, dir string) {
			if err := os.WriteFile(File(dir), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if _, err := open(now, dir, nil); err != nil {
				t.Fatal(err)
			}
			if test.spoil != nil {
				test.spoil(t, dir)
			}
			if test.at.IsZero() {
				test.at = now
			}
			_, err := open(test.at, dir, test.hosts)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "delete that folder") {
				t.Errorf("it says %v; want %q and what to do", err, test.want)
			}
		})
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(file, "dir")); err == nil || !strings.Contains(err.Error(), "cannot be kept") {
		t.Errorf("a directory that cannot be made: %v", err)
	}
	if _, err := New("连连.example"); err == nil {
		t.Error("it takes a name that is not ASCII")
	}
}
