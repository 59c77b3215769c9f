package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
	"github.com/lianlian-sim/llsim/fixtures/build"
)

func TestTheShopKeepsItsObligations(t *testing.T) {
	checked.Merchant(t, "merchant.yaml", 53)
}

func TestMain(m *testing.M) { os.Exit(checked.Main(m)) }

func TestThePage(t *testing.T) {
	shop, err := build.Program(t.TempDir(), "examples/go")
	if err != nil {
		t.Fatal(err)
	}
	checked.Run(t, "../../docs/integrate/go.md", "go run ./examples/go", shop)
}

// TestTheShopAtLianLiansAddresses checks the shop as it runs in production, with the addresses it has hard-coded: they lead
// through the platform's proxy.
func TestTheShopAtLianLiansAddresses(t *testing.T) {
	text, err := os.ReadFile("merchant.yaml")
	if err != nil {
		t.Fatal(err)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "merchant.yaml")
	changed := strings.NewReplacer("LLPAY_BASE_URL: ${platform.base_url}", "HTTPS_PROXY: ${platform.proxy_url}\n    SSL_CERT_FILE: ${platform.ca_file}",
		"dir: .", "dir: "+here).Replace(string(text))
	if err := os.WriteFile(path, []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	checked.Tagged(t, path, "M-ORD-1 or M-NTF-1 or M-QRY-2 or M-RFD-1", 4)
}
