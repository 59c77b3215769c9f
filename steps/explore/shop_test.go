package explore

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// shop is a merchant of a few lines in this process, which fulfils each copy of a notification where twice says so.
type shop struct {
	twice   func(playing int) bool
	handler http.Handler // of notifications
	url     string

	mu       sync.Mutex
	platform *client.Merchant
	playing  int // platforms that were started
	now      time.Time
	newest   int
	orders   map[string]int // fulfilments
}

const shopFile = `
platform: {listen: "127.0.0.1:8900"}
merchant: {oid_partner: "201304121000001004", api: direct}
actions:
  checkout: {request: {method: POST, url: "SHOP/checkout", json: {amount: "${amount}", goods: "${goods}"}}, order_number: body.orderNo, accepted: status == 200}
  set_time: {request: {method: POST, url: "SHOP/clock", json: {now: "${now}"}}}
  poll: {request: {method: POST, url: "SHOP/poll"}}
  drain: {request: {method: POST, url: "SHOP/drain"}}
  reset: {request: {method: POST, url: "SHOP/reset"}}
order:
  request: {method: GET, url: "SHOP/orders/${no_order}"}
  paid: body.deliveries > 0
  fulfilments: body.deliveries
`

// openShop starts a shop and returns options to explore it.
func openShop(t *testing.T, twice func(playing int) bool) Options {
	t.Helper()
	return openShopWithReset(t, twice, func(http.ResponseWriter, *http.Request) {}) // numbers go on, and nobody asks for old ones
}

func openShopWithReset(t *testing.T, twice func(playing int) bool, reset http.HandlerFunc) Options {
	t.Helper()
	s := &shop{twice: twice, orders: map[string]int{}}
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	s.url = server.URL
	nothing := func(http.ResponseWriter, *http.Request) {}
	mux.HandleFunc("POST /checkout", s.checkout)
	mux.HandleFunc("POST /clock", s.setTime)
	mux.HandleFunc("POST /poll", nothing)
	mux.HandleFunc("POST /drain", nothing)
	mux.HandleFunc("POST /reset", reset)
	mux.HandleFunc("GET /orders/{no}", s.order)
	mux.HandleFunc("POST /notify", func(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) })
	path := filepath.Join(t.TempDir(), "merchant.yaml")
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(shopFile, "SHOP", s.url)), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := harness.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return Options{File: file, Platform: s.open, Workers: 1, Seed: 3, Runs: 4, Orders: DefaultOrders, Length: 8, Version: "1.2.3",
		Only: []string{"checkout", "payment", "notification-again"}}
}

// open starts a platform for the shop.
func (s *shop) open(ctx context.Context, _ string) (check.Platform, error) {
	server, err := simulator.Start(ctx, simulator.Options{})
	if err != nil {
		return nil, err
	}
	profile, err := server.Control().Merchant(ctx, "201304121000001004")
	if err != nil {
		return nil, err
	}
	keys := sign.Keys{}
	if keys.Public, err = sign.ParsePublicKey(profile.Keys.PlatformPublicPEM); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.playing++
	s.handler = client.NotificationHandler(keys, s.notified)
	s.platform, err = server.Merchant(profile.OidPartner)
	return server, err
}

func (s *shop) checkout(w http.ResponseWriter, r *http.Request) {
	var c struct{ Amount, Goods string }
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	s.newest++
	no, now := fmt.Sprintf("T%d", s.newest), wire.FormatDateTime(s.now)
	s.orders[no] = 0
	s.mu.Unlock()
	answer, err := s.platform.CreateOrder(r.Context(), wire.Fields{
		{Name: "user_id", Value: "u1"}, {Name: "busi_partner", Value: "101001"}, {Name: "no_order", Value: no}, {Name: "dt_order", Value: now},
		{Name: "name_goods", Value: c.Goods}, {Name: "money_order", Value: c.Amount}, {Name: "notify_url", Value: s.url + "/notify"}, {Name: "pay_type", Value: "I"},
		{Name: "risk_item", Value: `{"frms_ware_category":"1999","user_info_mercht_userno":"u1","user_info_dt_register":"20170101000000","goods_name":"tea"}`},
	})
	if err != nil || !answer.OK() {
		http.Error(w, fmt.Sprint(err, answer.Reason), http.StatusBadGateway)
		return
	}
	fmt.Fprintf(w, `{"orderNo":%q}`, no)
}

func (s *shop) setTime(w http.ResponseWriter, r *http.Request) {
	var c struct{ Now time.Time }
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = c.Now
}

func (s *shop) notified(f wire.Fields) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if no := f.Get("no_order"); f.Get("result_pay") == "SUCCESS" && (s.orders[no] == 0 || s.twice(s.playing)) {
		s.orders[no]++
	}
	return nil
}

func (s *shop) order(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fmt.Fprintf(w, `{"deliveries":%d}`, s.orders[r.PathValue("no")])
}
