package php_test

import (
	"os/exec"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
)

// fewest is how many obligations the contract has for a merchant of the Direct API.
const fewest = 53

// lacking is a PHP program that says what the shop lacks, or nothing.
const lacking = `
if (PHP_VERSION_ID < 80100) exit('PHP 8.1 or newer: this is ' . PHP_VERSION);
foreach (['curl', 'iconv', 'openssl', 'pdo_sqlite'] as $name) if (!extension_loaded($name)) exit("PHP's extension $name");`

func TestTheShopKeepsEveryObligation(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "php", "-r", lacking).Output()
	if err != nil {
		t.Skipf("the shop needs PHP 8.1 or newer (Debian packages php-cli, php-curl and php-sqlite3): %v", err)
	}
	if len(out) > 0 {
		t.Skipf("the shop needs %s", out)
	}
	checked.Merchant(t, "merchant.yaml", fewest)
}

func TestThePageQuotesTheShop(t *testing.T) {
	checked.Page(t, "../../docs/integrate/php.md")
}
