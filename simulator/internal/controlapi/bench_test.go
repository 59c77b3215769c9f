package controlapi_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/controlapi"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/guard"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// BenchmarkListOrders reads a page of orders for each filter, where all pass, one, or none. What is read out of the store for it, among
// 1,000,000 orders too, BenchmarkFindOrders of the store tells.
func BenchmarkListOrders(b *testing.B) {
	for _, size := range []int{1_000, 100_000} {
		served := withOrders(b, size, merchant)
		list(b, served, "limit=1") // the first look after a start makes what the others need
		for name, query := range map[string]string{
			"page": "limit=100&after=2018011200000500", "newest": "newest=100", "number": "no_order=700", "merchant": "oid_partner=" + merchant,
			"state": "result_pay=WAITING", "no state": "result_pay=SUCCESS", "business date": "business_date=20180112", "settle date": "settle_date=20180112",
			"all four": "oid_partner=" + merchant + "&result_pay=WAITING&business_date=20180112&settle_date=20180112",
		} {
			b.Run(name+"/"+strconv.Itoa(size), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					list(b, served, query)
				}
			})
		}
	}
}

// TestOrdersOfANumberHavePages asks page by page for the orders that two merchants have under one number.
func TestOrdersOfANumberHavePages(t *testing.T) {
	served := withOrders(t, 3, merchant, "201408071000001539")
	for query, want := range map[string]struct {
		orders  []string
		next    string
		omitted int
	}{
		"no_order=1":         {[]string{"2018011200000003", "2018011200000004"}, "", 0},
		"no_order=1&limit=1": {[]string{"2018011200000003"}, "2018011200000003", 0},
		"no_order=1&limit=1&after=2018011200000003": {[]string{"2018011200000004"}, "", 0},
		"no_order=1&newest=1":                       {[]string{"2018011200000004"}, "", 1},
		"no_order=1&after=2018011200000004":         {nil, "", 0},
		"no_order=1&oid_partner=201408071000001539": {[]string{"2018011200000004"}, "", 0},
		"no_order=1&result_pay=SUCCESS":             {nil, "", 0},
		"no_order=10":                               {nil, "", 0},
		"no_order=&limit=1&after=2018011200000005":  {[]string{"2018011200000006"}, "", 0},
	} {
		t.Run(query, func(t *testing.T) {
			t.Parallel()
			got := list(t, served, query)
			var orders []string
			for _, o := range got.Orders {
				orders = append(orders, o.OidPaybill)
			}
			if !slices.Equal(orders, want.orders) || got.Next != want.next || got.Omitted != want.omitted {
				t.Errorf("got %v, next %q, omitted %d; want %+v", orders, got.Next, got.Omitted, want)
			}
		})
	}
}

// list reads a page of orders.
func list(tb testing.TB, served http.Handler, query string) (page api.Orders) {
	w := httptest.NewRecorder()
	served.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/_sim/v1/sandboxes/default/orders?"+query, nil))
	if err := json.Unmarshal(w.Body.Bytes(), &page); w.Code != http.StatusOK || err != nil {
		tb.Fatal(w.Code, w.Body, err)
	}
	return page
}

// withOrders serves a sandbox with the orders 0 to n-1 of each merchant.
func withOrders(tb testing.TB, n int, merchants ...string) http.Handler {
	allowed, err := delivery.NewGuard(nil)
	if err != nil {
		tb.Fatal(err)
	}
	manager := sandbox.NewManager(delivery.New(allowed))
	tb.Cleanup(func() { _ = manager.Close(context.Background()) })
	config, err := operator.Sandbox(api.Config{Clock: &api.SetClock{Mode: api.Manual, Now: &api.Time{Time: start}}})
	if err != nil {
		tb.Fatal(err)
	}
	s, err := manager.Create(sandbox.Default, config)
	if err != nil {
		tb.Fatal(err)
	}
	for i := range n {
		for _, m := range merchants {
			s.Create(0, s.Merchant(m), domain.Create{API: domain.Direct, NoOrder: strconv.Itoa(i), DtOrder: "20180112235950", MoneyOrder: "49.90", Fen: 4990,
				UserID: "u1", SignType: "RSA"})
		}
	}
	return controlapi.New(controlapi.Options{Sandboxes: manager, Guard: guard.New(guard.Options{Now: clock.Real}), InboxURL: func(string) string { return "" }})
}
