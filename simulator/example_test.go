package simulator_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// lastMinute is a platform a minute before the month ends, on a clock that only moves when it is told to.
func lastMinute(ctx context.Context) *simulator.Server {
	now := api.At(time.Date(2026, 1, 31, 23, 59, 0, 0, wire.Zone))
	server, err := simulator.Start(ctx, simulator.Options{Sandbox: api.Config{Clock: &api.SetClock{Mode: api.Manual, Now: &now}}})
	if err != nil {
		log.Fatal(err)
	}
	return server
}

// order is a request of the Direct API without what the client fills in: merchant number and signature.
func order(noOrder, dtOrder, money string) wire.Fields {
	return wire.Fields{
		{Name: "user_id", Value: "shopper-1"},
		{Name: "busi_partner", Value: "101001"},
		{Name: "no_order", Value: noOrder},
		{Name: "dt_order", Value: dtOrder},
		{Name: "name_goods", Value: "月饼"},
		{Name: "money_order", Value: money},
		{Name: "notify_url", Value: "http://127.0.0.1:9/notify"},
		{Name: "pay_type", Value: "L"},
		{Name: "risk_item", Value: `{"frms_ware_category":"4007","user_info_mercht_userno":"shopper-1","user_info_dt_register":"20200101120000","goods_name":"月饼"}`},
	}
}

// An order of the 31st that is paid after midnight clears on the 1st.
func Example() {
	ctx := context.Background()
	server := lastMinute(ctx)
	defer server.Close()
	shop, control := server.Client(), server.Control()

	placed, err := shop.CreateOrder(ctx, order("A-1", "20260131235900", "49.90"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(placed.Fields.Get("ret_code"), placed.Fields.Get("ret_msg"), "by rule", placed.Rule)

	if _, err := control.Advance(ctx, 2*time.Minute); err != nil {
		log.Fatal(err)
	}
	if _, err := control.Pay(ctx, placed.Fields.Get("oid_paybill"), api.Pay{Outcome: wire.OutcomeSuccess}); err != nil {
		log.Fatal(err)
	}
	found, err := shop.Query(ctx, wire.Fields{{Name: "no_order", Value: "A-1"}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(found.Fields.Get("dt_order"), found.Fields.Get("result_pay"), found.Fields.Get("settle_date"))

	// Output:
	// 0000 交易成功 by rule IDN-1
	// 20260131235900 SUCCESS 20260201
}

// A notification nobody takes is sent 30 times, two minutes apart.
func ExampleServer_Control() {
	ctx := context.Background()
	server := lastMinute(ctx)
	defer server.Close()
	control := server.Control()

	placed, err := server.Client().CreateOrder(ctx, order("A-1", "20260131235900", "49.90"))
	if err != nil {
		log.Fatal(err)
	}
	if _, err := control.Pay(ctx, placed.Fields.Get("oid_paybill"), api.Pay{Outcome: wire.OutcomeSuccess}); err != nil {
		log.Fatal(err)
	}
	if _, err := control.Advance(ctx, 24*time.Hour); err != nil {
		log.Fatal(err)
	}
	paid, err := control.Order(ctx, placed.Fields.Get("oid_paybill"))
	if err != nil {
		log.Fatal(err)
	}
	last := paid.Notifications[len(paid.Notifications)-1]
	fmt.Println(last.Number, last.Verdict, last.At.Format("2006-01-02 15:04:05"))

	// Output:
	// 30 unreachable 2026-02-01 00:57:00
}

// A merchant whose clock is a day wrong hears it from the platform, with the reason in a sentence.
func ExampleServer_Client() {
	ctx := context.Background()
	server := lastMinute(ctx)
	defer server.Close()

	refused, err := server.Client().CreateOrder(ctx, order("A-1", "20260202080000", "49.90"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(refused.Fields.Get("ret_code"), refused.Fields.Get("ret_msg"), "by rule", refused.Rule)
	fmt.Println(refused.Reason)

	// Output:
	// 1004 商户请求参数校验错误（dt_order） by rule DAT-1
	// business date 20260202 of dt_order is more than one day from the platform date 20260131: 20260130 to 20260201 are taken (DAT-1)
}
