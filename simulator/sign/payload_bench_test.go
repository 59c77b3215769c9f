package sign_test

import (
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// BenchmarkOpenPayload opens a pay_load for the platform, and for an ordinary key of the same size. What crypto/rsa takes for one of the two
// RSA segments with the platform's sixteen primes is beside it.
func BenchmarkOpenPayload(b *testing.B) {
	for name, text := range map[string]string{"platform": builtin.PlatformPrivatePEM(), "two-primes-1024": merchantKeys(b, merchant1024).PrivatePEM} {
		key := privateKey(b, text)
		payload := seal(b, key.Public(), payloadText)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := sign.OpenPayload(key, payload); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("crypto-rsa-one-segment", func(b *testing.B) {
		block, _ := pem.Decode([]byte(builtin.PlatformPrivatePEM()))
		key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
		if err != nil {
			b.Fatal(err)
		}
		payload := seal(b, publicKey(b, builtin.PlatformPublicPEM()), payloadText)
		raw, err := base64.StdEncoding.DecodeString(strings.Split(payload, "$")[1])
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := key.Decrypt(nil, raw, &rsa.OAEPOptions{Hash: crypto.SHA1}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkSealPayload(b *testing.B) {
	public, stream := publicKey(b, builtin.PlatformPublicPEM()), random()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := sign.SealPayload(public, []byte(payloadText), stream); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDiagnosePayload is the dearest case for the HMAC and for AES: no known mistake fits.
func BenchmarkDiagnosePayload(b *testing.B) {
	private := privateKey(b, builtin.PlatformPrivatePEM())
	text := `{"a":"` + strings.Repeat("x", 8_000) + `"}`
	for name, r := range map[string]recipe{
		"HMAC": {mac: func(string, string) []byte { return make([]byte, 32) }},
		"AES":  {encrypt: ctr("another key of thirty-two bytes.", strings.Repeat("x", 16))},
	} {
		r.key, r.text = private.Public(), text
		payload := r.make(b)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := sign.OpenPayload(private, payload); err == nil {
					b.Fatal("it opens")
				}
			}
		})
	}
}
