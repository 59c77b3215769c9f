package sign_test

import (
	"crypto"
	"crypto/md5"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

const benchSource = "dt_order=20180112105432&money_order=0.01&no_order=SO1801110000000046&oid_partner=201304121000001004" +
	"&oid_paybill=2018011253201968&pay_type=D&result_pay=SUCCESS&settle_date=20180112&sign_type=RSA"

// BenchmarkSign signs with the platform's key, and with an ordinary key of the same size by crypto/rsa.
func BenchmarkSign(b *testing.B) {
	b.Run("platform", func(b *testing.B) {
		key := privateKey(b, fixtures.PlatformPrivatePEM())
		b.ReportAllocs()
		for b.Loop() {
			key.Sign(benchSource)
		}
	})
	b.Run("crypto-rsa-1024", func(b *testing.B) {
		key := standardKey(b, merchantKeys(b, "201408071000001539").PrivatePEM)
		digest := md5.Sum([]byte(benchSource))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := rsa.SignPKCS1v15(nil, key, crypto.MD5, digest[:]); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkVerify1024(b *testing.B) { benchmarkVerify(b, "201408071000001539") }
func BenchmarkVerify2048(b *testing.B) { benchmarkVerify(b, "201304121000001004") }
func BenchmarkVerify4096(b *testing.B) { benchmarkVerify(b, "201306081000001016") }

func benchmarkVerify(b *testing.B, oidPartner string) {
	key := privateKey(b, merchantKeys(b, oidPartner).PrivatePEM)
	signature := key.Sign(benchSource)
	b.ReportAllocs()
	for b.Loop() {
		if err := key.Public().Verify(benchSource, signature); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParsePublicKey(b *testing.B) {
	text := merchantKeys(b, "201304121000001004").PublicPEM
	for b.Loop() {
		if _, err := sign.ParsePublicKey(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParsePlatformKey(b *testing.B) {
	for b.Loop() {
		privateKey(b, fixtures.PlatformPrivatePEM())
	}
}

func privateKey(t testing.TB, text string) *sign.PrivateKey {
	t.Helper()
	key, err := sign.ParsePrivateKey(text)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func merchantKeys(t testing.TB, oidPartner string) fixtures.MerchantKeys {
	t.Helper()
	for _, m := range fixtures.Merchants() {
		if m.OidPartner == oidPartner {
			return m
		}
	}
	t.Fatalf("no built-in merchant %s", oidPartner)
	return fixtures.MerchantKeys{}
}

func standardKey(t testing.TB, text string) *rsa.PrivateKey {
	t.Helper()
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		t.Fatal("no PEM")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return key.(*rsa.PrivateKey)
}
