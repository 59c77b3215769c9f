package python_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
)

// fewest is how many obligations the contract has for a merchant of the Direct API.
const fewest = 53

// needed is a Python program that fails where the shop would not run.
const needed = `
import sqlite3, sys
from cryptography.hazmat.primitives.hashes import MD5
sys.exit(sys.version_info < (3, 9))`

// needPython puts a python3 first on the path that has what the shop needs. The one of the system may have it where another, such as
// that of pyenv, hides it.
func needPython(t *testing.T) {
	t.Helper()
	path := os.Getenv("PATH")
	for _, dir := range append(filepath.SplitList(path), "/usr/bin") {
		if exec.CommandContext(t.Context(), filepath.Join(dir, "python3"), "-c", needed).Run() == nil {
			t.Setenv("PATH", dir+string(filepath.ListSeparator)+path)
			return
		}
	}
	t.Skip("the shop needs Python 3.9 or newer with sqlite3 and the package cryptography (Debian packages python3 and python3-cryptography)")
}

func TestTheShopKeepsEveryObligation(t *testing.T) {
	needPython(t)
	checked.Merchant(t, "merchant.yaml", fewest)
}

func TestMain(m *testing.M) { os.Exit(checked.Main(m)) }

func TestThePage(t *testing.T) {
	needPython(t)
	checked.Run(t, "../../docs/integrate/python.md")
}
