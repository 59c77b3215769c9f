package examples

import (
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/simulatortest"
)

func TestTheShopIsToldOnce(t *testing.T) {
	platform := simulatortest.New(t, simulatortest.At("2026-01-31 23:59:00"))
	order := platform.Order("A-1", "49.90")

	platform.Advance(2 * time.Minute) // it is February now
	order.Pay()
	platform.Advance(24 * time.Hour) // nothing more is sent

	told := platform.Notifications()
	if len(told) != 1 || told[0].Get("settle_date") != "20260201" {
		t.Errorf("the shop was told %v, want one payment of 1 February", told)
	}
}

func TestTheRetryFindsTheOrder(t *testing.T) {
	platform := simulatortest.New(t)
	platform.AddFault(api.NewFault{At: "accept", Effect: "drop-reply"})
	request := platform.OrderFields("A-1", "49.90") // here in place of your shop
	if _, err := platform.Client().CreateOrder(t.Context(), request); err == nil {
		t.Error("the answer arrives")
	}
	retry := platform.TryOrder("A-1", "49.90")
	if retry.Fields.Get("oid_paybill") != platform.Find("A-1").OidPaybill {
		t.Errorf("the retry is answered %v", retry.Fields)
	}
}
