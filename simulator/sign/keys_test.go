package sign_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

func TestEveryBuiltInKeyVerifiesItsSignatures(t *testing.T) {
	pairs := map[string][2]string{"platform": {builtin.PlatformPrivatePEM(), builtin.PlatformPublicPEM()}}
	for _, m := range builtin.Keys() {
		pairs[m.OidPartner] = [2]string{m.PrivatePEM, m.PublicPEM}
	}
	for name, pair := range pairs {
		t.Run(name, func(t *testing.T) {
			private := privateKey(t, pair[0])
			public, err := sign.ParsePublicKey(pair[1])
			if err != nil {
				t.Fatal(err)
			}
			if !public.Equal(private.Public()) || public.Bits() != private.Public().Bits() {
				t.Error("public and private key are no pair")
			}
			const source = "a=1&b=奶茶"
			if err := public.Verify(source, private.Sign(source)); err != nil {
				t.Error(err)
			}
			if public.Verify(source+" ", private.Sign(source)) == nil {
				t.Error("verifies another text")
			}
		})
	}
}

func TestKeyForms(t *testing.T) {
	texts := map[string]string{"platform": builtin.PlatformPrivatePEM()}
	for _, m := range builtin.Keys() {
		texts[m.OidPartner] = m.PrivatePEM
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			key := privateKey(t, text)
			want := key.Sign("probe")
			for form, text := range map[string]string{
				"PKCS#1 PEM":           key.PKCS1PEM(),
				"PKCS#8 PEM":           key.PKCS8PEM(),
				"PKCS#1 Base64":        key.PKCS1Base64(),
				"PKCS#8 Base64":        key.PKCS8Base64(),
				"PEM on one line":      strings.ReplaceAll(key.PKCS8PEM(), "\n", ""),
				`PEM with \n spelled`:  strings.ReplaceAll(key.PKCS8PEM(), "\n", `\n`),
				"Base64 in lines":      "\ufeff" + strings.ReplaceAll(key.PKCS1Base64(), "A", "A\r\n") + "\n",
				"PEM after other text": "Bag Attributes\n" + key.PKCS1PEM(),
			} {
				again, err := sign.ParsePrivateKey(text)
				if err != nil {
					t.Errorf("%s: %v", form, err)
				} else if again.Sign("probe") != want {
					t.Errorf("%s: another signature", form)
				}
			}
			public := key.Public()
			for form, text := range map[string]string{
				"PEM": public.PEM(), "Base64": public.Base64(), "Base64 in lines": strings.ReplaceAll(public.Base64(), "M", "M\n"),
				"PKCS#1 PEM": publicPKCS1(t, public),
			} {
				again, err := sign.ParsePublicKey(text)
				if err != nil {
					t.Errorf("%s: %v", form, err)
				} else if !again.Equal(public) {
					t.Errorf("%s: another key", form)
				}
			}
		})
	}
}

// publicPKCS1 writes a key the old way, by the standard library.
func publicPKCS1(t *testing.T, key *sign.PublicKey) string {
	t.Helper()
	block, _ := pem.Decode([]byte(key.PEM()))
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	der := x509.MarshalPKCS1PublicKey(parsed.(*rsa.PublicKey))
	return string(pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: der}))
}

func TestWrittenKeysAreStandard(t *testing.T) {
	for _, m := range builtin.Keys() {
		key := privateKey(t, m.PrivatePEM)
		if key.PKCS8PEM() != m.PrivatePEM {
			t.Errorf("%s: PKCS#8 differs from what crypto/x509 writes", m.OidPartner)
		}
		block, _ := pem.Decode([]byte(key.PKCS1PEM()))
		if parsed, err := x509.ParsePKCS1PrivateKey(block.Bytes); err != nil || parsed.Validate() != nil {
			t.Errorf("%s: PKCS#1: %v", m.OidPartner, err)
		}
		if key.Public().PEM() != m.PublicPEM {
			t.Errorf("%s: public key differs from what crypto/x509 writes", m.OidPartner)
		}
	}
	if key := privateKey(t, builtin.PlatformPrivatePEM()); key.PKCS1PEM() != builtin.PlatformPrivatePEM() {
		t.Error("the platform's key changes when it is written again")
	}
}

func TestParsePublicKeyRefuses(t *testing.T) {
	merchant := merchantKeys(t, merchant1024)
	const elliptical = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZCxLjNmqtTrhrhZ+MJe8MoqS" +
		"zeJ6IFjcnPFF5QhL3u9kwVTeatZgpyV1qfMSBCxfZOntOzRk25oi16iAFOSpvQ=="
	modulus := func(bits uint, low int64) *big.Int {
		return new(big.Int).Add(new(big.Int).Lsh(big.NewInt(1), bits-1), big.NewInt(low))
	}
	public := func(n *big.Int, e int) string {
		return base64.StdEncoding.EncodeToString(x509.MarshalPKCS1PublicKey(&rsa.PublicKey{N: n, E: e}))
	}
	for _, c := range []struct{ name, text, want string }{
		{"empty", " \n", "empty"},
		{"no Base64", "hello, world!", "neither PEM nor standard Base64"},
		{"Base64 twice", base64.StdEncoding.EncodeToString([]byte(privateKey(t, merchant.PrivatePEM).Public().Base64())), "the key is in Base64 twice: what it holds is Base64 text; decode it once"},
		{"Base64 twice in lines", base64.StdEncoding.EncodeToString([]byte("MIGf\r\n" + strings.Repeat("QUFB\r\n", 60))), "in Base64 twice"},
		{"Base64 of PEM", base64.StdEncoding.EncodeToString([]byte("\ufeff" + merchant.PublicPEM)), "the key is in Base64 twice: what it holds is PEM text"},
		{"PEM of Base64 of Base64", "-----BEGIN PUBLIC KEY-----\n" + base64.StdEncoding.EncodeToString([]byte(privateKey(t, merchant.PrivatePEM).Public().Base64())) + "\n-----END PUBLIC KEY-----\n", "in Base64 twice"},
		{"Base64 of something else", "aGVsbG8gd29ybGQ=", "no RSA public key"},
		{"half a header", "-----BEGIN PUBLIC KEY", "cut off"},
		{"no footer", strings.Split(merchant.PublicPEM, "-----END")[0], "-----END PUBLIC KEY-----"},
		{"private key", merchant.PrivatePEM, "this is a private key"},
		{"bare private key", privateKey(t, merchant.PrivatePEM).PKCS8Base64(), "this is a private key"},
		{"certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "certificate"},
		{"unknown PEM", "-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----", "DH PARAMETERS"},
		{"elliptic curve", elliptical, "no RSA key"},
		{"512 bits", public(modulus(512, 1), 65537), "512 bits: use 1024, 2048 or 4096"},
		{"8192 bits", public(modulus(8192, 1), 65537), "8192 bits"},
		{"even modulus", public(modulus(1024, 2), 65537), "must be odd"},
		{"exponent 1", public(modulus(1024, 1), 1), "must be odd"},
		{"too long", strings.Repeat("A", 1<<17), "too long"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := sign.ParsePublicKey(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestParsePrivateKeyRefuses(t *testing.T) {
	merchant := merchantKeys(t, merchant1024)
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "empty"},
		{"Base64 twice", base64.StdEncoding.EncodeToString([]byte(privateKey(t, merchant.PrivatePEM).PKCS8Base64())), "the key is in Base64 twice: what it holds is Base64 text"},
		{"Base64 of PEM", base64.StdEncoding.EncodeToString([]byte(merchant.PrivatePEM)), "the key is in Base64 twice: what it holds is PEM text"},
		{"public key", merchant.PublicPEM, `PEM of type "PUBLIC KEY"`},
		{"bare public key", privateKey(t, merchant.PrivatePEM).Public().Base64(), "no RSA private key"},
		{"encrypted", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----", "passphrase"},
		{"damaged exponent", withByte(t, 180), "do not belong together"},
		{"damaged prime", withByte(t, 300), "do not belong together"},
		{"cut off", "-----BEGIN PRIVATE KEY-----\nMIICdgIBADANBgkqhkiG\n-----END PRIVATE KEY-----", "no RSA private key"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := sign.ParsePrivateKey(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// withByte returns a key with one byte changed: 180 lies in the private exponent, 300 in the first prime.
func withByte(t *testing.T, at int) string {
	t.Helper()
	block, _ := pem.Decode([]byte(privateKey(t, merchantKeys(t, merchant1024).PrivatePEM).PKCS1PEM()))
	block.Bytes[at] ^= 0x10
	return string(pem.EncodeToMemory(block))
}
