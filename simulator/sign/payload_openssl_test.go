package sign_test

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// TestOpenSSLSealsPayload opens what openssl encrypts for the platform and for a merchant, in one line and wrapped as openssl wraps.
func TestOpenSSLSealsPayload(t *testing.T) {
	dir := opensslDir(t)
	keys := map[string]string{"platform": builtin.PlatformPrivatePEM(), "2048 bits": merchantKeys(t, merchant2048).PrivatePEM}
	for name, text := range keys {
		private := privateKey(t, text)
		public := write(t, dir, name+".pub.pem", private.Public().PEM())
		for wrapping, encode := range map[string][]string{"one line": {"base64", "-A"}, "wrapped": {"base64"}} {
			t.Run(name+"/"+wrapping, func(t *testing.T) {
				inBase64 := func(raw []byte) string { return string(run(t, string(raw), encode...)) }
				segments := []string{sign.PayloadVersion}
				for _, key := range []string{recipeHMACKey, recipeAESKey} {
					segments = append(segments, inBase64(run(t, key, "pkeyutl", "-encrypt", "-pubin", "-inkey", public, "-pkeyopt", "rsa_padding_mode:oaep")))
				}
				first := hex.EncodeToString([]byte(recipeNonce)) + "0000000000000001"
				segments = append(segments, inBase64([]byte(recipeNonce)),
					inBase64(run(t, payloadText, "enc", "-aes-256-ctr", "-K", hex.EncodeToString([]byte(recipeAESKey)), "-iv", first)))
				authenticated := segments[3] + "$" + segments[4]
				payload := strings.Join(append(segments, inBase64(opensslHMAC(t, recipeHMACKey, authenticated))), "$")
				if text, err := sign.OpenPayload(private, payload); err != nil || string(text) != payloadText {
					t.Errorf("%s, %v", text, err)
				}
			})
		}
	}
}

// TestOpenSSLOpensPayload has openssl decrypt and check what SealPayload makes. openssl takes no private keys of sixteen primes.
func TestOpenSSLOpensPayload(t *testing.T) {
	dir := opensslDir(t)
	for _, m := range builtin.Keys() {
		t.Run(m.OidPartner, func(t *testing.T) {
			file := write(t, dir, m.OidPartner+".pem", m.PrivatePEM)
			segments := strings.Split(seal(t, publicKey(t, m.PublicPEM), payloadText), "$")
			raw := func(n int) []byte {
				out, err := base64.StdEncoding.DecodeString(segments[n-1])
				if err != nil {
					t.Fatal(err)
				}
				return out
			}
			open := func(n int) string {
				return string(run(t, string(raw(n)), "pkeyutl", "-decrypt", "-inkey", file, "-pkeyopt", "rsa_padding_mode:oaep"))
			}
			hmacKey, aesKey := open(2), open(3)
			first := hex.EncodeToString(raw(4)) + "0000000000000001"
			if text := run(t, string(raw(5)), "enc", "-d", "-aes-256-ctr", "-K", hex.EncodeToString([]byte(aesKey)), "-iv", first); string(text) != payloadText {
				t.Errorf("openssl decrypts %q", text)
			}
			if got := opensslHMAC(t, hmacKey, segments[3]+"$"+segments[4]); string(got) != string(raw(6)) {
				t.Errorf("openssl makes the HMAC %x, it is %x", got, raw(6))
			}
		})
	}
}

func opensslHMAC(t *testing.T, key, text string) []byte {
	t.Helper()
	return run(t, text, "dgst", "-sha256", "-mac", "HMAC", "-macopt", "hexkey:"+hex.EncodeToString([]byte(key)), "-binary")
}
