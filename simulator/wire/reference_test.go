package wire

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/docs/reference"
)

func TestEndpointsPage(t *testing.T) {
	names := map[EndpointKind]string{
		KindRedirect: "Redirect API", KindDirect: "Direct API", KindQuery: "payment query", KindRefund: "refund", KindRefundQuery: "refund query", KindCardBIN: "card BIN query",
	}
	var rows [][]string
	for _, e := range Endpoints() {
		rows = append(rows, []string{names[e.Kind], "`" + e.Product + "`", "`" + strings.Join(e.Paths, "`, `") + "`"})
	}
	reference.Part(t, *update, "platform-api.md", "the endpoints", reference.Table([]string{"", "product", "paths"}, rows...))
}
