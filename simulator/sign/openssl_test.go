package sign_test

import (
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

const opensslSource = "name_goods=奶茶 & more&oid_partner=201304121000001004&sign_type=RSA"

// TestOpenSSLVerifies has openssl verify what this package signs, with every built-in key.
func TestOpenSSLVerifies(t *testing.T) {
	dir := opensslDir(t)
	texts := map[string]string{"platform": builtin.PlatformPrivatePEM()}
	for _, m := range builtin.Keys() {
		texts[m.OidPartner] = m.PrivatePEM
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			key := privateKey(t, text)
			signature, err := base64.StdEncoding.DecodeString(key.Sign(opensslSource))
			if err != nil {
				t.Fatal(err)
			}
			public := write(t, dir, name+".pub.pem", key.Public().PEM())
			file := write(t, dir, name+".sig", string(signature))
			run(t, opensslSource, "dgst", "-md5", "-verify", public, "-signature", file)
		})
	}
}

// TestOpenSSLSigns verifies what openssl signs, with every built-in key of two primes in both private forms. openssl
// takes no keys of sixteen primes.
func TestOpenSSLSigns(t *testing.T) {
	dir := opensslDir(t)
	for _, m := range builtin.Keys() {
		key := privateKey(t, m.PrivatePEM)
		public, err := sign.ParsePublicKey(m.PublicPEM)
		if err != nil {
			t.Fatal(err)
		}
		for form, text := range map[string]string{"pkcs1": key.PKCS1PEM(), "pkcs8": key.PKCS8PEM()} {
			t.Run(m.OidPartner+"/"+form, func(t *testing.T) {
				private := write(t, dir, m.OidPartner+"."+form, text)
				signature := base64.StdEncoding.EncodeToString(run(t, opensslSource, "dgst", "-md5", "-sign", private))
				if err := public.Verify(opensslSource, signature); err != nil {
					t.Error(err)
				}
				if signature != key.Sign(opensslSource) {
					t.Error("openssl makes another signature")
				}
			})
		}
	}
}

func opensslDir(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("no openssl program on this machine to compare with")
	}
	return t.TempDir()
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func run(t *testing.T, input string, arguments ...string) []byte {
	t.Helper()
	command := exec.Command("openssl", arguments...)
	command.Stdin = strings.NewReader(input)
	out, err := command.Output()
	if err != nil {
		t.Fatalf("openssl %s: %v: %s", strings.Join(arguments, " "), err, out)
	}
	return out
}
