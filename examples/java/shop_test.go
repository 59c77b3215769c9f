package java_test

import (
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
)

// oldest is the first version of the JDK that the shop compiles with.
const oldest = 17

// fewest is how many obligations the contract has for a merchant of the Direct API.
const fewest = 53

func needJDK(t *testing.T) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "javac", "-version").CombinedOutput() // javac 17.0.15
	if err != nil {
		t.Skipf("the shop needs a JDK %d or newer (Debian package openjdk-17-jdk-headless): %v", oldest, err)
	}
	found := regexp.MustCompile(`javac (\d+)`).FindSubmatch(out)
	if found == nil {
		t.Fatalf("javac -version says %q", out)
	}
	if version, err := strconv.Atoi(string(found[1])); err != nil || version < oldest {
		t.Skipf("the shop needs a JDK %d or newer, this is %s", oldest, out)
	}
}

func TestMain(m *testing.M) { os.Exit(checked.Main(m)) }

func TestTheShopKeepsEveryObligation(t *testing.T) {
	needJDK(t)
	checked.Merchant(t, "merchant.yaml", fewest)
}

func TestThePage(t *testing.T) {
	needJDK(t)
	checked.Run(t, "../../docs/integrate/java.md")
}
