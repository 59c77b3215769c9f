package console

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/purchase"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// examples are a value that a format takes, and one that it does not.
var examples = map[string][2]string{
	"moment": {"20261120235000", "2026-11-20"}, "amount": {"49.90", "49.905"}, "address": {"http://127.0.0.1:9/notify", "127.0.0.1"}, "ip": {"127_0_0_1", "localhost"},
	"minutes": {"15", "0"}, "bank": {"01020000", "ICBC"}, "merchant": {"201304121000001004", "1"}, "card": {"6222020000000000", "6222"}, "person": {"11010119900307123X", "X"},
	"json": {`{"a":"b"}`, "a=b"}, "sharing": {"", "someone"}, "colour": {"ff5001", "#ff5001"}, "mobile": {"13800138000", "138"}, "four": {"2812", "12/28"}, "three": {"123", "12"},
}

// TestFieldsAreDescribed: every field of every product's order has a meaning, and what the form says of its format is what the
// platform's table takes.
func TestFieldsAreDescribed(t *testing.T) {
	for _, product := range purchase.Products {
		for _, payType := range []string{"", "D"} {
			for _, row := range (purchase.Order{Product: product, PayType: payType}).Endpoint().Fields.Rows {
				if texts()["field."+row.Name] == (text{}) {
					t.Errorf("%s of %s has no meaning", row.Name, product)
				}
				shown := describeRow(page.English, row)
				for _, offer := range shown.Offers {
					if !row.Takes(offer.Value) {
						t.Errorf("%s of %s is offered %s, which is not taken", row.Name, product, offer.Value)
					}
				}
				form := fieldForms[row.Name]
				if form == "" || row.Takes("?") {
					if row.Max == 0 && len(shown.Offers) == 0 && shown.Format == "" && !row.Takes("anything") {
						t.Errorf("%s of %s has a format that is not described", row.Name, product)
					}
					if strings.HasPrefix(shown.Format, "one of") && row.Takes("?") {
						t.Errorf("%s of %s takes more than %s", row.Name, product, shown.Format)
					}
					continue
				}
				good, bad := examples[form][0], examples[form][1]
				if strings.HasPrefix(row.Name, "time") {
					continue // near platform time: DAT-3
				}
				if good != "" && !row.Takes(good) || row.Takes(bad) {
					t.Errorf("%s of %s: %q is said to be taken and %q is not", row.Name, product, good, bad)
				}
			}
		}
	}
	if wire.Direct.Fields.Rows[0].Takes(strings.Repeat("u", 33)) {
		t.Error("a value that is too long is taken")
	}
}
