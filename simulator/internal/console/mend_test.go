package console

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/purchase"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestARefusedFieldIsMended: what was meant, written as it should be; an example where nothing was written; nothing where a value helps nobody.
func TestARefusedFieldIsMended(t *testing.T) {
	t.Parallel()
	now := clockAt(t, "2026-11-20 23:50:00")
	for _, tc := range []struct{ product, field, value, want string }{
		{purchase.Direct, "money_order", "49.9元", "49.90"},
		{purchase.Direct, "money_order", "1,234.5", "1234.50"},
		{purchase.Direct, "money_order", "¥4,90", "4.90"},
		{purchase.Direct, "money_order", "-5", "0.01"},
		{purchase.Direct, "money_order", "1e999", "49.90"},
		{purchase.Direct, "money_order", "4.999", "5.00"},
		{purchase.Direct, "money_order", "", "49.90"},
		{purchase.Direct, "dt_order", "2026-11-20 23:49:00", "20261120234900"},
		{purchase.Direct, "dt_order", "20261120", "20261120000000"},
		{purchase.Direct, "dt_order", "202611202349", "20261120234900"},
		{purchase.Direct, "dt_order", "20261131000000", "20261120235000"},
		{purchase.Direct, "dt_order", "now", "20261120235000"},
		{purchase.Direct, "no_order", "", "T20261120235000"},
		{purchase.Direct, "no_order", strings.Repeat("x", 40), strings.Repeat("x", 32)},
		{purchase.Direct, "name_goods", "月饼\x07", "月饼"},
		{purchase.Direct, "name_goods", strings.Repeat("饼", 41), strings.Repeat("饼", 40)},
		{purchase.Direct, "pay_type", "i", "I"},
		{purchase.Direct, "pay_type", "WeChat", "L"},
		{purchase.Direct, "busi_partner", "1", "101001"},
		{purchase.Direct, "notify_url", "shop.example/notify", "http://shop.example/notify"},
		{purchase.Direct, "risk_item", "none", purchase.Order{Product: purchase.Direct}.Fields().Get("risk_item")},
		{purchase.Direct, "valid_order", "30m", "30"},
		{purchase.Direct, "col_oidpartner", "unknown", ""},
		{purchase.Redirect, "timestamp", "20200101000000", "20261120235000"},
		{purchase.Redirect, "userreq_ip", "localhost", "127_0_0_1"},
		{purchase.Redirect, "version", "2", "1.1"},
	} {
		t.Run(tc.product+" "+tc.field+" "+tc.value, func(t *testing.T) {
			t.Parallel()
			o := purchase.Order{Product: tc.product, NoOrder: "N", DtOrder: wire.FormatDateTime(now), NotifyURL: "http://127.0.0.1/notify", Now: now}
			e, f := o.Endpoint(), o.Fields().Set(tc.field, tc.value)
			got, ok := mend(&e, f, wire.Options{Now: now}, exampleOf(&e, f, "http://127.0.0.1/inbox", now))
			if !ok || got.Get(tc.field) != tc.want {
				t.Errorf("%t %q, want %q", ok, got.Get(tc.field), tc.want)
			}
			for _, x := range o.Fields() {
				if x.Name != tc.field && got.Get(x.Name) != x.Value {
					t.Errorf("%s has become %q", x.Name, got.Get(x.Name))
				}
			}
		})
	}
	t.Run("all at once", func(t *testing.T) {
		t.Parallel()
		got, ok := mend(&wire.Direct, nil, wire.Options{Now: now}, exampleOf(&wire.Direct, nil, "http://127.0.0.1/inbox", now))
		if bad := wire.Direct.Fields.Check(got, wire.Options{Now: now}); !ok || bad != nil {
			t.Errorf("%t %v %v", ok, bad, got)
		}
	})
	t.Run("nobody knows the amount of a refund", func(t *testing.T) {
		t.Parallel()
		if got, ok := mend(&wire.Refund, wire.FieldsOf("no_refund", "R", "no_order", "N"), wire.Options{Now: now}, exampleOf(&wire.Refund, nil, "http://127.0.0.1/inbox", now)); ok {
			t.Errorf("it became %v", got)
		}
	})
}
