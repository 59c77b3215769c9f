package sign_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// The built-in merchants by the size of their keys.
const (
	merchant1024 = "201408071000001539"
	merchant2048 = "201304121000001004"
	merchant4096 = "201306081000001016"
)

func privateKey(t testing.TB, text string) *sign.PrivateKey {
	t.Helper()
	key, err := sign.ParsePrivateKey(text)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func merchantKeys(t testing.TB, oidPartner string) builtin.MerchantKeys {
	t.Helper()
	for _, m := range builtin.Keys() {
		if m.OidPartner == oidPartner {
			return m
		}
	}
	t.Fatalf("no built-in merchant %s", oidPartner)
	return builtin.MerchantKeys{}
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
