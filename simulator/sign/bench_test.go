package sign_test

import (
	"crypto"
	"crypto/md5"
	"crypto/rsa"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

const benchSource = "dt_order=20180112105432&money_order=0.01&no_order=SO1801110000000046&oid_partner=201304121000001004" +
	"&oid_paybill=2018011253201968&pay_type=D&result_pay=SUCCESS&settle_date=20180112&sign_type=RSA"

// BenchmarkSign signs with the platform's key, and with an ordinary key of the same size by crypto/rsa.
func BenchmarkSign(b *testing.B) {
	b.Run("platform", func(b *testing.B) {
		key := privateKey(b, builtin.PlatformPrivatePEM())
		b.ReportAllocs()
		for b.Loop() {
			key.Sign(benchSource)
		}
	})
	b.Run("crypto-rsa-1024", func(b *testing.B) {
		key := standardKey(b, merchantKeys(b, merchant1024).PrivatePEM)
		digest := md5.Sum([]byte(benchSource))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := rsa.SignPKCS1v15(nil, key, crypto.MD5, digest[:]); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkVerify1024(b *testing.B) { benchmarkVerify(b, merchant1024) }
func BenchmarkVerify2048(b *testing.B) { benchmarkVerify(b, merchant2048) }
func BenchmarkVerify4096(b *testing.B) { benchmarkVerify(b, merchant4096) }

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
	text := merchantKeys(b, merchant2048).PublicPEM
	for b.Loop() {
		if _, err := sign.ParsePublicKey(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParsePlatformKey(b *testing.B) {
	for b.Loop() {
		privateKey(b, builtin.PlatformPrivatePEM())
	}
}

// BenchmarkDiagnose is the dearest case for a usual message: no known mistake fits.
func BenchmarkDiagnose(b *testing.B) {
	key := privateKey(b, merchantKeys(b, merchant1024).PrivatePEM)
	keys := sign.Keys{Public: key.Public(), MD5: "secret"}
	for name, signature := range map[string]string{"RSA": key.Sign("another text"), "MD5": sign.MD5("another text", "secret")} {
		fields := order.Set("sign_type", name).Set("sign", signature)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				sign.Diagnose(fields, sign.Evidence{Keys: keys})
			}
		})
	}
}
