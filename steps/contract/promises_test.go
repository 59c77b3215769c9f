package contract_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// followed is the file of a shop whose clock follows the platform's.
var followed = strings.Replace(attached, "actions:\n", "actions:\n"+`  set_time: {request: {method: POST, url: "SHOP/drain"}}`+"\n", 1)

// twice asks for an order under two numbers.
func twice(f wire.Fields) []wire.Fields {
	return []wire.Fields{f, f.Set("no_order", f.Get("no_order")+"B")}
}

// incomplete leaves out what the platform demands.
func incomplete(f wire.Fields) []wire.Fields { return []wire.Fields{f.Without("risk_item")} }

// TestPromisesAreJudged plays one sequence against merchants of which each breaks one promise; INV-3 includes INV-1.
func TestPromisesAreJudged(t *testing.T) {
	t.Parallel()
	sequence := []string{
		"a shopper tries to check out the first order",
		"somebody tries to forge a notification of the first order: its signature is random",
		"a shopper tries to check out the second order",
		"the payer tries to pay the second order under each number that it was given",
		"the platform tries to send the notification of the second order 2 times at the same instant",
		"everything settles",
	}
	for name, one := range map[string]struct {
		breaks, reason string
		shop           *shop
		believes       bool
	}{
		"sound":  {shop: &shop{status: http.StatusOK, credit: once}},
		"INV-1":  {breaks: "INV-1", reason: "but it was never paid: its state at the platform is WAITING", shop: &shop{status: http.StatusOK, credit: once}, believes: true},
		"INV-2":  {breaks: "INV-2", reason: "The merchant fulfilled order T2 5 times", shop: &shop{status: http.StatusOK, credit: again}},
		"INV-3":  {breaks: "INV-3", reason: "Order T2 was paid (49.90 yuan), and in the end", shop: &shop{status: http.StatusOK, credit: never}},
		"INV-4":  {breaks: "INV-4", reason: "was charged 2 times, under the numbers T2, T2B", shop: &shop{status: http.StatusOK, credit: once, asks: twice}},
		"INV-7":  {breaks: "INV-7", reason: "The platform refused the merchant's request (direct) about order T1 with 1004, by rule CHK-5: ", shop: &shop{status: http.StatusOK, credit: once, asks: incomplete}},
		"INV-10": {breaks: "INV-10", reason: "A shopper checks out for 49.90 yuan: ", shop: &shop{status: http.StatusOK, credit: once, mute: true}},
		"INV-9":  {breaks: "INV-9", reason: "a valid notification of order T2 with status 500", shop: &shop{status: http.StatusInternalServerError, credit: once}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := one.shop
			if s.verify = genuine(s); one.believes {
				s.verify = gullible
			}
			p := playing(t, s.open(t, followed), sequence...)
			judged(t, p, one.breaks, one.reason, "INV-1", "INV-2", "INV-3", "INV-4", "INV-7", "INV-9", "INV-10") // of a file without refunds
		})
	}
}

// playing says sentences to the merchant of a seat.
func playing(t *testing.T, pool contract.Pool, sentences ...string) *contract.Player {
	t.Helper()
	p := contract.NewPlayer(pool, message.English)
	if err := p.Begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.End(context.Background()) })
	for _, text := range sentences {
		if err := p.Say(t.Context(), contract.Sentence{Text: text}); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	return p
}

// judged fails unless one of the promises is broken for a reason, and the others are kept.
func judged(t *testing.T, p *contract.Player, breaks, because string, promises ...string) {
	t.Helper()
	for _, id := range promises {
		verdict, reason := p.Verdict(p.Say(t.Context(), contract.Sentence{Text: rulebook.PromiseIn("en", id).Sentence}))
		broken := id == breaks || id == "INV-3" && breaks == "INV-1" // which INV-3 includes
		if want := map[bool]contract.Verdict{true: contract.Failed, false: contract.Passed}[broken]; verdict != want {
			t.Errorf("%s is %s: %s", id, verdict, reason)
		}
		if id == breaks && !strings.Contains(reason, because) {
			t.Errorf("%s is told as %q", id, reason)
		}
	}
}

// TestWaitingPaymentIsToldAsThePlatformTellsIt: what the platform knows of a paid order alone does not stand in a notification of one that
// waits. A shop that takes settle_date for paid is right to.
func TestWaitingPaymentIsToldAsThePlatformTellsIt(t *testing.T) {
	t.Parallel()
	heard := make(chan wire.Fields, 9)
	s := &shop{status: http.StatusOK, credit: once}
	s.verify = func(f wire.Fields) bool {
		heard <- f
		return false
	}
	playing(t, s.open(t, followed), "a shopper tries to check out the first order", "somebody tries to forge a notification of the first order: it is the platform's own about a payment that waits")
	if len(heard) != 1 {
		t.Fatalf("%d notifications came", len(heard))
	}
	if f := <-heard; f.Get("result_pay") != "WAITING" || f.Has("settle_date") || f.Has("bank_code") {
		t.Errorf("the notification is %v", f)
	}
}
