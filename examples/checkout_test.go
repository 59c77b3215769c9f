package examples

import (
	"net/http/httptest"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestTheShopIsToldOnce(t *testing.T) {
	now := api.At(time.Date(2026, 1, 31, 23, 59, 0, 0, wire.Zone))
	server, err := simulator.Start(t.Context(), simulator.Options{Sandbox: api.Config{Clock: &api.SetClock{Mode: api.Manual, Now: &now}}})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	control := server.Control()

	// The shop. Yours would be configured with server.URL() and the keys of this profile.
	profile, err := control.Merchant(t.Context(), "201304121000001004")
	if err != nil {
		t.Fatal(err)
	}
	platform, err := sign.ParsePublicKey(profile.Keys.PlatformPublicPEM)
	if err != nil {
		t.Fatal(err)
	}
	told := make(chan string, 2)
	shop := httptest.NewServer(client.NotificationHandler(sign.Keys{Public: platform}, func(f wire.Fields) error {
		told <- f.Get("no_order") + " " + f.Get("settle_date")
		return nil
	}))
	defer shop.Close()

	answer, err := server.Client().CreateOrder(t.Context(), wire.Fields{
		{Name: "no_order", Value: "A-1"}, {Name: "dt_order", Value: "20260131235900"}, {Name: "money_order", Value: "49.90"},
		{Name: "user_id", Value: "shopper-1"}, {Name: "busi_partner", Value: "101001"}, {Name: "name_goods", Value: "月饼"},
		{Name: "pay_type", Value: "L"}, {Name: "notify_url", Value: shop.URL},
		{Name: "risk_item", Value: `{"frms_ware_category":"4007","user_info_mercht_userno":"shopper-1","user_info_dt_register":"20200101120000","goods_name":"月饼"}`},
	})
	if err != nil || !answer.OK() {
		t.Fatal(answer.Reason, err)
	}

	// Two minutes later, after midnight, the shopper pays. A day later nothing more has been sent.
	if _, err := control.Advance(t.Context(), 2*time.Minute); err != nil {
		t.Fatal(err)
	}
	if _, err := control.Pay(t.Context(), answer.Fields.Get("oid_paybill"), api.Pay{Outcome: "success"}); err != nil {
		t.Fatal(err)
	}
	if _, err := control.Advance(t.Context(), 24*time.Hour); err != nil {
		t.Fatal(err)
	}
	if n := len(told); n != 1 || <-told != "A-1 20260201" {
		t.Errorf("the shop was told %d times, or not of the payment of 1 February", n)
	}
}
