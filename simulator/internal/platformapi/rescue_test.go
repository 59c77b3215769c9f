package platformapi_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestARequestThatPanicsIsAnswered sends orders at the same time, of which some make the platform panic inside the transaction that
// they share with others. Those are answered 9999, signed, and not stored; all others are answered as if alone, and stored. Where the
// platform panics after the transaction, the order is stored and nobody is told that it is not.
func TestARequestThatPanicsIsAnswered(t *testing.T) {
	guard, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	manager := sandbox.NewManager(delivery.New(guard))
	t.Cleanup(func() { _ = manager.Close(context.Background()) })
	s, err := manager.Create(sandbox.Default, engine.Config{ClockMode: clock.Manual, Merchants: builtin.Merchants(), Platform: builtin.PlatformKey()})
	if err != nil {
		t.Fatal(err)
	}
	decide := func(r *platformapi.Request) platformapi.Verdict {
		m := r.Merchant
		if strings.HasPrefix(r.Fields.Get("no_order"), "BAD") {
			m = nil // without which the transaction panics
		}
		created := s.Create(r.Journal.Request, m, domain.Create{API: domain.Direct, NoOrder: r.Fields.Get("no_order"), DtOrder: r.Fields.Get("dt_order"), MoneyOrder: "49.90", Fen: 4990,
			NotifyURL: r.Fields.Get("notify_url"), PayType: "I", SignType: "RSA"})
		v := platformapi.Verdict{Decision: created.Decision, Noted: true, Order: created.Order}
		if v.OK() {
			if strings.HasPrefix(v.Order.NoOrder, "LATE") {
				panic("no answer for " + v.Order.NoOrder)
			}
			v.Answer = wire.FieldsOf("no_order", v.Order.NoOrder, "oid_paybill", v.Order.OidPaybill)
		}
		return v
	}
	platform := mux.NewRouter()
	platformapi.New(manager, "", nil, []platformapi.Endpoint{{Endpoint: wire.Direct, Source: platformapi.AllowedIPs, FaultPoint: "accept",
		Decide: decide, Answer: platformapi.SignedJSON, Echoed: []string{"no_order"}}}).Register(platform)
	var mu sync.Mutex
	panics := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // as the server does, which also logs it
		defer func() {
			if value := recover(); value != nil {
				mu.Lock()
				defer mu.Unlock()
				panics++
			}
		}()
		platform.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)

	merchant := builtin.Keys()[0]
	private, err := sign.ParsePrivateKey(merchant.PrivatePEM)
	if err != nil {
		t.Fatal(err)
	}
	const requests, bad = 120, 12
	var all sync.WaitGroup
	for i := range requests {
		all.Go(func() {
			no, want := fmt.Sprint("GOOD", i), wire.CodeSuccess
			if i%(requests/bad) == 0 {
				no, want = fmt.Sprint("BAD", i), wire.CodeSystemError
			} else if i%(requests/bad) == 1 {
				no, want = fmt.Sprint("LATE", i), wire.CodeSystemError
			}
			lost := strings.HasPrefix(no, "BAD")
			signed, err := sign.Signer{Private: private}.Sign(directOrder(merchant.OidPartner, no, wire.FormatDateTime(s.Now())), "RSA")
			if err != nil {
				t.Error(err)
				return
			}
			res, err := http.Post(server.URL+direct, "application/json", strings.NewReader(string(wire.EncodeJSON(signed))))
			if err != nil {
				t.Error(err)
				return
			}
			defer res.Body.Close()
			body, _ := io.ReadAll(res.Body)
			answer, err := wire.DecodeJSON(body)
			if err != nil || res.StatusCode != http.StatusOK || answer.Get("ret_code") != string(want) || answer.Get("no_order") != no {
				t.Errorf("%s was answered %s %s, want %s", no, res.Status, body, want)
			}
			if err := sign.Verify(answer, sign.Keys{Public: builtin.PlatformKey().Public()}); err != nil {
				t.Errorf("the answer to %s: %v", no, err)
			}
			if strings.Contains(res.Header.Get("X-Sim-Reason"), "nothing of it was stored") != lost {
				t.Errorf("X-Sim-Reason of %s is %q", no, res.Header.Get("X-Sim-Reason"))
			}
			if stored := len(s.OrdersByNumber(merchant.OidPartner, no)); stored != 1 && !lost || stored != 0 && lost {
				t.Errorf("%s was answered %s, and %d orders are stored", no, want, stored)
			}
		})
	}
	all.Wait()
	if panics != 2*bad {
		t.Errorf("the server learnt of %d panics, want %d", panics, 2*bad)
	}

	// A payment that is stored is notified, though its request fails.
	notified := make(chan struct{}, 1)
	shop := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { notified <- struct{}{} }))
	t.Cleanup(shop.Close)
	pays := *s.Merchant(merchant.OidPartner)
	pays.AutomaticPayments = []domain.AutomaticPayment{{Match: map[string]string{"no_order": "LATE-PAID"}, Outcome: domain.OutcomeSuccess}}
	s.PutMerchant(&pays)
	signed, err := sign.Signer{Private: private}.Sign(directOrder(merchant.OidPartner, "LATE-PAID", wire.FormatDateTime(s.Now())).Set("notify_url", shop.URL), "RSA")
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.Post(server.URL+direct, "application/json", strings.NewReader(string(wire.EncodeJSON(signed))))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	<-notified
}

func directOrder(oidPartner, no, dt string) wire.Fields {
	return wire.Fields{
		{Name: "oid_partner", Value: oidPartner}, {Name: "user_id", Value: "u-1"}, {Name: "busi_partner", Value: "101001"},
		{Name: "no_order", Value: no}, {Name: "dt_order", Value: dt}, {Name: "name_goods", Value: "tea"}, {Name: "money_order", Value: "49.90"},
		{Name: "notify_url", Value: "http://127.0.0.1:9/notify"}, {Name: "pay_type", Value: "I"},
		{Name: "risk_item", Value: `{"frms_ware_category":"4007","user_info_mercht_userno":"u-1","user_info_dt_register":"20200101120000","goods_name":"tea"}`},
	}
}
