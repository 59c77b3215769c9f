package check_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

const threeOrders = `Feature: Orders
  @IDN-1
  Scenario: One
    Given the platform time is 2026-01-31 23:59:50
    And an order "A1" of 1.00 yuan
    And 20 seconds pass
    When the order is paid
    Then the last notification has:
      | settle_date | 20260201 |
  @PAY-1
  Scenario: Two
    Given an order "A1" of 2.00 yuan
    When the order is paid
    Then the order is WAITING
    And there is 1 order
  Scenario: Three
    Given an order "A1" of 3.00 yuan
    Then there is 1 order
`

// running is a server that a run does not start or stop.
type running struct{ *simulator.Server }

func (running) Close() error { return nil }

// onServer returns options that run on a server that stays, and a function that lists its sandboxes.
func onServer(t *testing.T, s *check.Selection) (check.Options, func() []string) {
	t.Helper()
	server, err := simulator.Start(t.Context(), simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	o := check.Options{Selection: s, Workers: 2, Running: true, Unrated: true,
		Platform: func(context.Context, string) (check.Platform, error) { return running{server}, nil }}
	return o, func() (ids []string) {
		all, err := server.Control().Sandboxes(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range all {
			if one.ID != "default" {
				ids = append(ids, one.ID)
			}
		}
		return ids
	}
}

// Without a merchant each scenario has a sandbox of its own, which goes; a failure is what the scenario found, with its rule and story.
func TestScenariosWithoutAMerchant(t *testing.T) {
	o, sandboxes := onServer(t, selected(t, "", threeOrders))
	found, err := check.Run(t.Context(), o)
	if err != nil || found.Passed != 2 || found.Failed != 1 || found.OK(true) {
		t.Fatalf("%+v, %v", found, err)
	}
	if left := sandboxes(); len(left) > 0 {
		t.Errorf("there are still the sandboxes %v", left)
	}
	failed := found.Results[1]
	if failed.Level != "" || !slices.Equal(failed.Rules, []string{"PAY-1"}) || !strings.HasPrefix(failed.Rule, "PAY-1: ") ||
		!strings.Contains(failed.Reason, "is SUCCESS, not WAITING") {
		t.Errorf("found: %+v", failed)
	}
	var statuses []contract.Verdict
	for _, step := range failed.Steps {
		statuses = append(statuses, step.Status)
	}
	if !slices.Equal(statuses, []contract.Verdict{contract.Passed, contract.Passed, contract.Failed, contract.Skipped}) || failed.Steps[3].Keyword != "And" {
		t.Errorf("the steps are %+v", failed.Steps)
	}
	var story []string
	for _, h := range failed.Story {
		story = append(story, h.Text)
	}
	told := strings.Join(story, "\n")
	for _, part := range []string{"direct no_order=A1", "money_order=2.00: 0000 by IDN-1", "order A1: SUCCESS: attempt 1 paid 2.00", "notification of order A1: attempt 1"} {
		if !strings.Contains(told, part) {
			t.Errorf("the story has no %q:\n%s", part, told)
		}
	}
	if len(failed.Evidence) == 0 || failed.PlatformTime == "" {
		t.Errorf("%d exchanges, platform time %q", len(failed.Evidence), failed.PlatformTime)
	}
}

// What failed is kept, all of it, and nothing else.
func TestSandboxesOfFailuresAreKept(t *testing.T) {
	o, sandboxes := onServer(t, selected(t, "", threeOrders, strings.ReplaceAll(threeOrders, "Orders", "More orders")))
	var left []string
	o.Keep = func(found check.Summary, all []check.Kept) {
		if len(found.Results) != 6 {
			t.Errorf("found: %+v", found)
		}
		for _, k := range all {
			left = append(left, k.Seat.Control.ID())
			orders, err := k.Seat.Control.Orders(t.Context(), client.OrderFilter{})
			if err != nil || k.Result.Name != "Two" || len(orders.Orders) != 1 || orders.Orders[0].MoneyOrder != "2.00" {
				t.Errorf("%s: %+v, %v", k.Result.Name, orders, err)
			}
		}
	}
	if _, err := check.Run(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	slices.Sort(left)
	if there := sandboxes(); len(left) != 2 || !slices.Equal(left, slices.Sorted(slices.Values(there))) {
		t.Errorf("kept %v, and there are %v", left, there)
	}
}

// A mistake in a feature file is the error of a run that keeps what it left, too.
func TestAMistakeIsKept(t *testing.T) {
	o, sandboxes := onServer(t, selected(t, "", threeOrders, "Feature: Own\n  Scenario: Four\n    When the order is paid\n"))
	o.Keep = func(_ check.Summary, all []check.Kept) {
		if len(all) != 2 {
			t.Errorf("kept: %+v", all)
		}
	}
	_, err := check.Run(t.Context(), o)
	if wrong, ok := errors.AsType[*check.FeatureError](err); !ok || !strings.Contains(wrong.Reason.String(), ":3: the scenario has no order yet") {
		t.Errorf("the error is %v", err)
	}
	if left := sandboxes(); len(left) != 2 {
		t.Errorf("there are the sandboxes %v", left)
	}
}

// An interrupted run leaves nothing on a server that goes on.
func TestAnInterruptedRunTidiesUp(t *testing.T) {
	o, sandboxes := onServer(t, selected(t, "", threeOrders))
	o.Workers = 1
	ctx, interrupt := context.WithCancel(t.Context())
	var ended atomic.Int32
	o.OnResult = func(contract.Result) { ended.Add(1); interrupt() }
	if _, err := check.Run(ctx, o); !errors.Is(err, check.ErrInterrupted) {
		t.Errorf("the error is %v", err)
	}
	if left := sandboxes(); len(left) > 0 || ended.Load() != 1 {
		t.Errorf("%d scenarios ended; there are the sandboxes %v", ended.Load(), left)
	}
}

// A server that answers no more ends the run; so does what the feature file asks for and the platform does not have, as its mistake.
func TestWhatEndsARun(t *testing.T) {
	t.Run("a platform that is gone", func(t *testing.T) {
		o, _ := onServer(t, selected(t, "", threeOrders))
		o.Platform = func(ctx context.Context, _ string) (check.Platform, error) {
			server, err := simulator.Start(ctx, simulator.Options{})
			if err != nil {
				return nil, err
			}
			return running{server}, server.Close()
		}
		_, err := check.Run(t.Context(), o)
		if broken, ok := errors.AsType[*harness.EnvironmentError](err); !ok || !strings.Contains(broken.Reason.String(), "sandbox cannot be made ready") {
			t.Errorf("the error is %v", err)
		}
	})
	t.Run("a window that is none", func(t *testing.T) {
		o, _ := onServer(t, selected(t, "", "Feature: Own\n  Scenario: One\n    Given the platform's bank cut-over is from 22:00 to 22:00\n"))
		_, err := check.Run(t.Context(), o)
		if wrong, ok := errors.AsType[*check.FeatureError](err); !ok || !strings.Contains(wrong.Reason.String(), ":3: bank_cutover: it begins and ends at 22:00") {
			t.Errorf("the error is %v", err)
		}
	})
}

const bothVocabularies = `Feature: Both vocabularies
  Scenario: The order of the 31st clears on the 1st
    Given the platform time is "2026-01-31 23:59:50"
    And the platform's clearing cut-off is 23:00
    When a shopper checks out for 49.90 yuan
    Then dt_order of the request is the time in UTC+8
    When 20 seconds pass
    And the order is paid
    Then the order is SUCCESS
    And the merchant has received 1 notification
    And the last notification has:
      | settle_date | 20260201 |
    And the order is fulfilled
    When the platform time comes to 2026-02-02 09:00:00
    Then the clearing file of 2026-02-01 has the order
    And the merchant finds no difference about the order when it reconciles
  Scenario: Time goes back for the next scenario
    Given the platform time is 2024-02-29 23:59:50
    When a shopper checks out for 5.00 yuan
    Then dt_order of the request is the time in UTC+8
    When the order is paid
    Then the last notification has:
      | settle_date | 20240229 |
    And the order is fulfilled
  Scenario: Without a time the clock shows real time, which goes on by steps alone
    Given a shopper has checked out the dear order for 80.00 yuan
    And a shopper has checked out the cheap order for 8.00 yuan
    When the dear order is paid
    Then the dear order is SUCCESS
    And the cheap order is WAITING
    And the dear order is fulfilled once
    And nothing is fulfilled for the cheap order
    When the merchant refunds 5.00 yuan of the dear order
    Then the platform has paid back 5.00 yuan of the dear order
  Scenario: Orders in the merchant's name are orders of the same sandbox
    Given an order "B1" of 3.00 yuan
    When order "B1" is paid
    Then the order is SUCCESS
  Scenario: A merchant's program answers notifications itself
    Given the merchant never answers notifications
`

// With a merchant the steps of both vocabularies act on one sandbox: orders of shoppers are known by name, and the merchant's clock follows.
func TestBothVocabulariesInOneScenario(t *testing.T) {
	o, sandboxes := onServer(t, selected(t, "", bothVocabularies))
	o.File, o.Workers = refshop(t, ""), 1
	found, err := check.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range found.Results[:4] {
		if r.Verdict != contract.Passed {
			t.Errorf("%s: %s %s", r.Name, r.Verdict, r.Reason)
		}
	}
	if last := found.Results[4]; last.Verdict != contract.Failed || !strings.Contains(last.Reason, "answers notifications itself") {
		t.Errorf("%s: %s %s", last.Name, last.Verdict, last.Reason)
	}
	if left := sandboxes(); len(left) > 0 {
		t.Errorf("there are still the sandboxes %v", left)
	}
}

// A step about a merchant, without one, is named by its line before anything starts.
func TestAMerchantIsNeeded(t *testing.T) {
	s := selected(t, "", bothVocabularies)
	_, err := check.Run(t.Context(), check.Options{Selection: s, Platform: func(context.Context, string) (check.Platform, error) {
		t.Error("a platform is started")
		return nil, errors.ErrUnsupported
	}})
	if wrong, ok := errors.AsType[*check.FeatureError](err); !ok ||
		!strings.HasPrefix(wrong.Reason.String(), s.Scenarios[0].File+":5: \"a shopper checks out for 49.90 yuan\" needs a merchant; name its file with -c\n") {
		t.Errorf("the error is %v", err)
	}
}
