package authority

import (
	"crypto/x509"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Every name that counts as LianLian's gets a certificate that a client believes.
func FuzzHostsGetCertificates(f *testing.F) {
	for _, name := range []string{"wallet.lianlianpay.com", "A.b-c.LIANLIANPAY.com.", "_x.yintong.com.cn", "-.lianlianpay.com", "xn--a.lianlianpay.com", "1.2.3.4", "yintong.com.cn"} {
		f.Add(name)
	}
	cert, key, err := create(now, nil)
	if err != nil {
		f.Fatal(err)
	}
	a, err := load(cert, key)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name string) {
		host, ok := wire.Host(name)
		if !ok {
			return
		}
		if again, ok := wire.Host(host); !ok || again != host {
			t.Errorf("%q is %q, which is %q", name, host, again)
		}
		pair, err := a.leaf(now, []string{host})
		if err != nil {
			t.Fatal(err)
		}
		leaf, err := x509.ParseCertificate(pair.Certificate[0])
		if err != nil {
			t.Fatal(err)
		}
		if err := a.verify(leaf, host, now); err != nil {
			t.Errorf("%q: %v", host, err)
		}
	})
}
