package contract_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// try has a merchant's trial order placed on a pool's only seat.
func try(t *testing.T, pool seats) error {
	t.Helper()
	seat, err := pool.Lease(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Return(seat)
	return contract.Trial(t.Context(), seat)
}

// A merchant that answers no notification keeps the platform waiting for the trial order, and for nothing but M-NTF-1 after it.
func TestAnswersNoNotification(t *testing.T) {
	s := &shop{hangs: true, credit: once, verify: gullible, status: http.StatusOK}
	pool := s.open(t, attached)
	if err := try(t, pool); err != nil {
		t.Fatal(err)
	}
	found := classify(t, pool, "@M-ORD-2,@M-NTF-2,@M-NTF-5,@M-NTF-15,@M-NTF-19,@M-RET-4,@M-SYN-4")
	all(t, found, "M-ORD-2", contract.Passed)
	for _, id := range []string{"M-NTF-2", "M-NTF-5", "M-NTF-15", "M-NTF-19", "M-SYN-4"} {
		for _, r := range all(t, found, id, contract.NotJudged) {
			if !strings.Contains(r.Reason, "t depends on M-NTF-1, which the merchant breaks: the merchant did not answer the notification of order T1 in time") {
				t.Error(tell(r))
			}
		}
	}
	if s.heard != 1 {
		t.Errorf("the merchant was notified %d times", s.heard)
	}
}

// A merchant that acknowledges and fulfils nothing is waited for once. What asks whether an order is fulfilled is judged, and what must
// see a good order fulfilled first is not.
func TestFulfilsNothing(t *testing.T) {
	for name, books := range map[string]bool{"and shows nothing": false, "and shows the order as paid": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fulfilsNothing(t, books)
		})
	}
}

func fulfilsNothing(t *testing.T, books bool) {
	t.Helper()
	s, file := &shop{credit: never, verify: gullible, status: http.StatusOK, books: books}, undrained
	if books {
		file = strings.Replace(undrained, "paid: body.deliveries > 0", "paid: body.paid", 1)
	}
	pool := s.open(t, file)
	if err := try(t, pool); err != nil {
		t.Fatal(err)
	}
	found := classify(t, pool, "@M-NTF-1,@M-NTF-2,@M-NTF-3,@M-NTF-4,@M-NTF-9,@M-NTF-11,@M-NTF-12,@M-NTF-13,@M-SYN-4")
	all(t, found, "M-NTF-1", contract.Passed)
	for _, id := range []string{"M-NTF-11", "M-NTF-12", "M-NTF-13", "M-SYN-4"} {
		all(t, found, id, contract.Failed)
	}
	for _, id := range []string{"M-NTF-2", "M-NTF-3", "M-NTF-4", "M-NTF-9"} {
		for _, r := range all(t, found, id, contract.NotJudged) {
			if !strings.Contains(r.Reason, "it depends on M-SYN-4, which the merchant breaks: order T1 was paid and not fulfilled in time, and no other order has been fulfilled so far") {
				t.Error(tell(r))
			}
		}
	}
	if s.looks > 700 { // one wait of 5 seconds looks 250 times at most; 28 scenarios would look 7000 times
		t.Errorf("its orders were looked at %d times", s.looks)
	}
}

// A merchant that takes its time and misses one kind of notification is waited for once in vain, and not blamed for what it does later.
func TestSlowIsNotBroken(t *testing.T) {
	s := &shop{credit: once, status: http.StatusOK, lag: 14}
	s.verify = func(f wire.Fields) bool {
		return !f.Has("pay_channel_no") && !f.Has("paychannel") && !f.Has("payChannel") && sign.Verify(f, s.keys) == nil
	}
	pool := s.open(t, undrained)
	if err := try(t, pool); err != nil {
		t.Fatal(err)
	}
	found := classify(t, pool, "@M-NTF-11,@M-NTF-12,@M-NTF-17,@M-SYN-4")
	all(t, found, "M-NTF-11", contract.Failed)
	for _, id := range []string{"M-NTF-12", "M-NTF-17", "M-SYN-4"} {
		all(t, found, id, contract.Passed)
	}
}

// A return address at which there is nothing is a mistake in the file, and a merchant that does not run is no verdict on it.
func TestTrialOfAMerchantThatRuns(t *testing.T) {
	s := &shop{credit: once, verify: gullible, status: http.StatusOK}
	err := try(t, s.open(t, attached+`return: {url: "SHOP/back", shown: status < 400}`+"\n"))
	if problems, ok := errors.AsType[*harness.FileError](err); !ok || problems.Problems[0].Key != "return.url" || problems.Problems[0].Line != 11 || !strings.Contains(err.Error(), "which answers status 404 404 page not found to a good return") {
		t.Errorf("the error is %v", err)
	}
	err = try(t, (&shop{}).open(t, attached))
	if broken, ok := errors.AsType[*harness.EnvironmentError](err); !ok || broken.Reason.String() != "the merchant does not run: nothing listens at http://127.0.0.1:1/checkout" {
		t.Errorf("the error is %v", err)
	}
	for name, s := range map[string]*shop{
		"refuses to sell": {closed: true, status: http.StatusOK}, "acknowledges nothing": {credit: never, verify: gullible, status: http.StatusInternalServerError},
	} {
		t.Run(name, func(t *testing.T) {
			if err := try(t, s.open(t, attached)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
}
