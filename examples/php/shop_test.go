package php_test

import (
	"os"
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

func needPHP(t *testing.T) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "php", "-r", lacking).Output()
	if err != nil {
		t.Skipf("the shop needs PHP 8.1 or newer (Debian packages php-cli, php-curl and php-sqlite3): %v", err)
	}
	if len(out) > 0 {
		t.Skipf("the shop needs %s", out)
	}
}

func TestMain(m *testing.M) { os.Exit(checked.Main(m)) }

func TestTheShopKeepsEveryObligation(t *testing.T) {
	needPHP(t)
	checked.Merchant(t, "merchant.yaml", fewest)
}

func TestThePage(t *testing.T) {
	needPHP(t)
	checked.Run(t, "../../docs/integrate/php.md")
}
