package node_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
)

func TestTheShopKeepsItsObligations(t *testing.T) {
	checked.NeedNode(t)
	checked.Merchant(t, "merchant.yaml", 53)
}

func TestThePageQuotesTheShop(t *testing.T) {
	checked.Page(t, "../../docs/integrate/node.md")
}
