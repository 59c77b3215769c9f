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
		{Name: "risk_item", Value: `{"frms_ware_category":"4007","user_info_mercht_userno":"shopper-1","user_info_dt_register":"20200101120000","goods_name":"月饼","frms_client_chnl":"13","frms_ip_addr":"127.0.0.1"}`},
	}
}

// An order of the 31st that is paid after midnight clears on the 1st. A test says the same in a few lines with package simulatortest.
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
