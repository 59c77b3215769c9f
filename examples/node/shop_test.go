package node_test

import (
	"os"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
)

func TestTheShopKeepsItsObligations(t *testing.T) {
	checked.NeedNode(t)
	checked.Merchant(t, "merchant.yaml", 53)
}

func TestMain(m *testing.M) { os.Exit(checked.Main(m)) }

func TestThePage(t *testing.T) {
	checked.NeedNode(t)
	checked.Run(t, "../../docs/integrate/node.md")
}
