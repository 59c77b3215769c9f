package controlapi_test

import (
	"net/http"
	"net/http/httptest"
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

// One page of 100 orders from the middle of a thousand.
func BenchmarkListOrders(b *testing.B) {
	allowed, err := delivery.NewGuard(nil)
	if err != nil {
		b.Fatal(err)
	}
	manager := sandbox.NewManager(delivery.New(allowed))
	defer manager.Close(b.Context())
	config, err := operator.Sandbox(api.Config{Clock: &api.SetClock{Mode: api.Manual, Now: &api.Time{Time: start}}})
	if err != nil {
		b.Fatal(err)
	}
	s, err := manager.Create(sandbox.Default, config)
	if err != nil {
		b.Fatal(err)
	}
	for i := range 1000 {
		s.Create(0, s.Merchant(merchant), domain.Create{API: domain.Direct, NoOrder: strconv.Itoa(i), DtOrder: "20180112235950", MoneyOrder: "49.90", Fen: 4990,
			UserID: "u1", SignType: "RSA"})
	}
	served := controlapi.New(controlapi.Options{Sandboxes: manager, Guard: guard.New(guard.Options{Now: clock.Real})})
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		served.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/_sim/v1/sandboxes/default/orders?limit=100&after=2018011200000500", nil))
		if w.Code != http.StatusOK {
			b.Fatal(w.Body)
		}
	}
}
