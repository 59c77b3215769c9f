package wire

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/docs/reference"
)

func TestEndpointsPage(t *testing.T) {
	names := map[EndpointKind]string{
		KindRedirect: "Redirect API", KindDirect: "Direct API", KindQuery: "payment query", KindRefund: "refund", KindRefundQuery: "refund query", KindCardBIN: "card BIN query",
		KindWebPay: "web cashier", KindWebVerified: "web cashier, verified payment", KindWapPay: "H5 cashier", KindWapVerified: "H5 cashier, verified payment",
		KindPayBill: "unified cashier, bill", KindSignBill: "unified cashier, signing",
		KindCardPrepay: "card payment", KindCardPay: "card payment, code", KindCardBind: "card binding", KindCardBindVerify: "card binding, code",
	}
	takes := map[Codec]string{JSON: "JSON", JSONOrForm: "JSON or form", BrowserForm: "form, page", ReqData: "form with `req_data`, page", PayLoad: "JSON with `pay_load`"}
	var rows [][]string
	for _, e := range Endpoints() {
		if names[e.Kind] == "" || takes[e.Body] == "" {
			t.Errorf("endpoint %s has no name, or no word for what it takes", e.Kind)
		}
		rows = append(rows, []string{names[e.Kind], "`" + e.Product + "`", takes[e.Body], "`" + strings.Join(e.Paths, "`, `") + "`"})
	}
	reference.Part(t, *update, "platform-api.md", "the endpoints", reference.Table([]string{"", "product", "takes", "paths"}, rows...))
}
