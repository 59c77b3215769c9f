package purchase_test

import (
	"errors"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/purchase"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestOrdersAreValid holds the defaults of each product against its field table, risk_item included.
func TestOrdersAreValid(t *testing.T) {
	now := time.Date(2026, 11, 20, 23, 50, 0, 0, wire.Zone)
	for product, payTypes := range map[string][]string{
		purchase.Direct: {"", "L", "I", "Y", "W"}, purchase.Redirect: {"", "1", "8", "9"}, purchase.Web: {"", "1", "2", "D"}, purchase.Wap: {"", "2", "3", "D"},
		purchase.Unified: {"", "1", "9", "D", "P"}, purchase.Card: {"", "2", "3"}, purchase.SDK: {"", "2"},
	} {
		for _, payType := range payTypes {
			t.Run(product+" "+payType, func(t *testing.T) {
				t.Parallel()
				o := purchase.Order{Product: product, NoOrder: "T1", DtOrder: "20261120235000", PayType: payType, NotifyURL: "http://127.0.0.1:9/notify", Now: now}
				if purchase.OpensPage(product) {
					o.URLReturn = "http://127.0.0.1:9/return"
				}
				f := o.Fields()
				if v := o.Endpoint().Fields.Check(f, wire.Options{Now: now, RiskStrict: payType != "D" && payType != "P"}); v != nil {
					t.Errorf("%s: %s\n%s", v.Rule, v.Reason, wire.EncodeJSON(f))
				}
				if f.Get("money_order") != purchase.Amount || f.Get("name_goods") != purchase.Goods {
					t.Errorf("the defaults are not there: %s", wire.EncodeJSON(f))
				}
			})
		}
	}
}

func TestAnAgreementTakesThePlaceOfTheCard(t *testing.T) {
	f := purchase.Order{Product: purchase.Card, NoOrder: "T1", DtOrder: "20261120235000", NotifyURL: "http://127.0.0.1:9/notify", NoAgree: "2026112000000001"}.Fields()
	if f.Get("no_agree") != "2026112000000001" || f.Has("card_no") || f.Has("id_no") {
		t.Errorf("%s", wire.EncodeJSON(f))
	}
}

func TestFreeNumberIsTheFirstThatIsNotTaken(t *testing.T) {
	used := map[string]bool{"T20261120235000-1": true, "T20261120235000-2": true}
	got, err := purchase.FreeNumber("20261120235000", func(n string) (bool, error) { return used[n], nil })
	if got != "T20261120235000-3" || err != nil {
		t.Errorf("%s %v", got, err)
	}
	broken := errors.New("no connection")
	if _, err := purchase.FreeNumber("20261120235000", func(string) (bool, error) { return true, broken }); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}
