package examples

import (
	"testing"
	"time"

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
