package check_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
)

const paidTwice = `Feature: Kept
  Scenario Outline: Nothing comes of a payment <n>
    Given a shopper has checked out
    When the order is paid
    Then nothing is fulfilled for the order
    Examples:
      | n |
      | 1 |
      | 2 |
      | 3 |
`

// The first failure ends the check. Its platform and its copy of the merchant show what it left, until Keep returns.
func TestAFailureIsKept(t *testing.T) {
	kept := 0
	o := check.Options{File: refshop(t, ""), Selection: selected(t, "", paidTwice), Workers: 1, Platform: embedded}
	o.Keep = func(found check.Summary, seat *contract.Seat) {
		kept++
		if len(found.Results) != 1 || found.Weak != 1 || found.Ended.Before(found.Started) || found.Started.IsZero() {
			t.Errorf("found until then: %+v", found)
		}
		orders, err := seat.Control.Orders(t.Context(), client.OrderFilter{})
		if err != nil || len(orders.Orders) == 0 || orders.Orders[0].ResultPay != "SUCCESS" {
			t.Fatalf("the platform has %+v, %v", orders, err)
		}
		seen, err := seat.Driver.Order(t.Context(), orders.Orders[0].NoOrder)
		if err != nil || seen.Paid == nil || !*seen.Paid {
			t.Errorf("the merchant shows %+v, %v", seen, err)
		}
		if where := seat.Driver.Where(); where.PID == 0 || where.URL == "" || where.WorkDir == "" {
			t.Errorf("the merchant is at %+v", where)
		}
	}
	found, err := check.Run(t.Context(), o)
	if err != nil || kept != 1 || len(found.Results) != 1 {
		t.Errorf("kept %d times, %+v, %v", kept, found, err)
	}
}

func TestNothingIsKeptWhereAllGoesWell(t *testing.T) {
	o := check.Options{File: refshop(t, ""), Selection: selected(t, "M-NTF-1"), Workers: 1, Platform: embedded}
	o.Keep = func(check.Summary, *contract.Seat) { t.Error("kept") }
	if found, err := check.Run(t.Context(), o); err != nil || !found.OK(true) {
		t.Errorf("%+v, %v", found, err)
	}
}
