package node_test

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
)

// oldest is the first major version of Node that the shop runs on.
const oldest = 20

func TestTheShopKeepsItsObligations(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "node", "--version").Output() // v20.20.2
	if err != nil {
		t.Skipf("the shop needs Node %d or newer, install it: %v", oldest, err)
	}
	major, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(string(out)), "v"), ".")
	if n, err := strconv.Atoi(major); err != nil || n < oldest {
		t.Skipf("the shop needs Node %d or newer, this is %s", oldest, out)
	}
	checked.Merchant(t, "merchant.yaml", 52)
}

func TestThePageQuotesTheShop(t *testing.T) {
	checked.Page(t, "../../docs/integrate/node.md")
}
