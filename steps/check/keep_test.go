package check_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/check"
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
	o.Keep = func(found check.Summary, left []check.Kept) {
		seat := left[0].Seat
		kept++
		if len(found.Results) != 1 || found.ShouldFailed != 1 || found.Ended.Before(found.Started) || found.Started.IsZero() {
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

// What a file does not cover is counted before as it is skipped afterwards, examples one by one.
func TestSkippedIsCountedBefore(t *testing.T) {
	text, err := os.ReadFile(refshop(t, "").Path)
	if err != nil {
		t.Fatal(err)
	}
	less := regexp.MustCompile(`(?m)^  (poll|closed|fail_store):.*\n`).ReplaceAllString(string(text), "")
	o := check.Options{File: load(t, less), Selection: selected(t, "M-NTF-1 or M-NTF-16 or M-NTF-22 or M-RET-5 or M-QRY-* or M-ORD-5"), Workers: 2, Platform: embedded}
	reasons, before := o.Selection.Skipped(o.File, message.English), 0
	for _, n := range reasons {
		before += n
	}
	found, err := check.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if found.Skipped != before || len(reasons) < 4 || len(found.Results) != o.Selection.Total() {
		t.Errorf("%d of %d skipped; before there were %d of %d: %v", found.Skipped, len(found.Results), before, o.Selection.Total(), reasons)
	}
}

func TestNothingIsKeptWhereAllGoesWell(t *testing.T) {
	o := check.Options{File: refshop(t, ""), Selection: selected(t, "M-NTF-1"), Workers: 1, Platform: embedded}
	o.Keep = func(check.Summary, []check.Kept) { t.Error("kept") }
	if found, err := check.Run(t.Context(), o); err != nil || !found.OK(true) {
		t.Errorf("%+v, %v", found, err)
	}
}
