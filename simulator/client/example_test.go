package client_test

import (
	"context"
	"fmt"
	"log"
	"net/http/httptest"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// A merchant places an order, its shopper pays, and the notification arrives.
func Example() {
	ctx := context.Background()
	midnight := time.Date(2018, 1, 12, 23, 59, 50, 0, wire.Zone)
	server, err := simulator.Start(ctx, simulator.Options{Sandbox: api.Config{Clock: &api.SetClock{Mode: api.Manual, Now: &api.Time{Time: midnight}}}})
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	control := server.Control()

	// A client of your own would be made like this.
	profile, err := control.Merchant(ctx, "201304121000001004")
	if err != nil {
		log.Fatal(err)
	}
	merchant, err := client.MerchantOf(server.URL(), profile)
	if err != nil {
		log.Fatal(err)
	}
	platformKey, err := sign.ParsePublicKey(profile.Keys.PlatformPublicPEM)
	if err != nil {
		log.Fatal(err)
	}
	shop := httptest.NewServer(client.NotificationHandler(sign.Keys{Public: platformKey}, func(f wire.Fields) error {
		fmt.Println("notified of", f.Get("no_order"), f.Get("result_pay"), f.Get("settle_date"))
		return nil
	}))
	defer shop.Close()

	answer, err := merchant.CreateOrder(ctx, wire.FromMap(map[string]string{
		"user_id": "u1", "busi_partner": "109001", "no_order": "1", "dt_order": "20180112235950", "name_goods": "茶",
		"money_order": "49.90", "notify_url": shop.URL, "pay_type": "I",
		"risk_item": `{"frms_ware_category":"4001","user_info_mercht_userno":"u1","user_info_dt_register":"20170101000000","goods_name":"茶"}`,
	}))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("ordered:", answer.Code(), answer.Rule, answer.Fields.Get("oid_paybill"))

	if _, err := control.Pay(ctx, answer.Fields.Get("oid_paybill"), api.Pay{Outcome: "success"}); err != nil {
		log.Fatal(err)
	}
	if _, err := control.Advance(ctx, 0); err != nil { // waits for the notification
		log.Fatal(err)
	}
	order, err := control.Order(ctx, answer.Fields.Get("oid_paybill"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("delivered:", order.Notifications[0].Verdict)

	found, err := merchant.Query(ctx, wire.Fields{{Name: "no_order", Value: "1"}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("queried:", found.Fields.Get("result_pay"), found.Signed)
	// Output:
	// ordered: 0000 IDN-1 2018011200000001
	// notified of 1 SUCCESS 20180112
	// delivered: acknowledged
	// queried: SUCCESS true
}
