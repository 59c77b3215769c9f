package card_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/simulatortest"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var (
	noFilter client.AgreementFilter
	noOrders client.OrderFilter
)

func TestMPAY5TokensThatOpenNothing(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	s.want(s.pay("00000000000000000000000000000000", code), wire.CodeDeadToken, "MPAY-5")
	token := s.token()
	s.want(s.pay(token, code, "user_id", "shopper-2"), wire.CodeDeadToken, "MPAY-5")
	stranger, err := s.Merchant("201408071000001539")
	if err != nil {
		t.Fatal(err)
	}
	a, err := stranger.Post(t.Context(), wire.KindCardPay, wire.FieldsOf("no_order", "A-1", "money_order", "49.90", "token", token, "verify_code", code))
	if err != nil {
		t.Fatal(err)
	}
	s.want(a, wire.CodeDeadToken, "MPAY-5")
	binding := s.bind("card_no", other)
	s.want(s.pay(binding.Fields.Get("token"), code), wire.CodeDeadToken, "MPAY-5")
	s.want(s.pay(token, code, "user_id", "shopper-1"), wire.CodeSuccess, "MPAY-9")
}

func TestMPAY5TheTokensTerm(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		wait time.Duration
		code wire.Code
		rule string
	}{
		"its last instant":        {30*time.Minute - time.Nanosecond, wire.CodeOldSMS, "MPAY-7"},
		"when it is over":         {30 * time.Minute, wire.CodeDeadToken, "MPAY-5"},
		"the code's last instant": {5*time.Minute - time.Nanosecond, wire.CodeSuccess, "MPAY-9"},
		"when the code is over":   {5 * time.Minute, wire.CodeOldSMS, "MPAY-7"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := opened(t, nil)
			token := s.token()
			s.Advance(test.wait)
			s.want(s.pay(token, code), test.code, test.rule)
			if test.code != wire.CodeSuccess {
				s.wantState("A-1", "WAITING", 0)
				s.want(s.pay(s.token(), code), wire.CodeSuccess, "MPAY-9")
			}
		})
	}
}

func TestMPAY6SixWrongCodes(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	token := s.token()
	for range 5 {
		s.want(s.pay(token, wrong), wire.CodeBadSMS, "MPAY-6")
	}
	if o := s.state("A-1"); len(o.Tickets) != 1 || o.Tickets[0].Wrong != 5 {
		t.Errorf("%+v", o.Tickets)
	}
	s.want(s.pay(token, wrong), wire.CodeTooManyCodes, "MPAY-6")
	s.want(s.pay(token, code), wire.CodeDeadToken, "MPAY-5")
	s.wantState("A-1", "WAITING", 0)
	if o := s.state("A-1"); len(o.Tickets) != 0 {
		t.Errorf("%+v", o.Tickets)
	}
	token = s.token()
	s.want(s.pay(token, wrong), wire.CodeBadSMS, "MPAY-6")
	s.want(s.pay(token, code), wire.CodeSuccess, "MPAY-9")
	s.wantState("A-1", "SUCCESS", 1)
}

// A code that comes too late is not counted as a wrong one.
func TestMPAY7LateCodesDoNotCount(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	token := s.token()
	s.Advance(5 * time.Minute)
	for range 7 {
		s.want(s.pay(token, wrong), wire.CodeOldSMS, "MPAY-7")
	}
}

func TestMPAY8NumberAndAmountAreThoseOfPrepay(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	token := s.token()
	s.wantField(s.pay(token, wrong, "no_order", "A-2"), "no_order", "MPAY-8")
	s.wantField(s.pay(token, wrong, "money_order", "49.91"), "money_order", "MPAY-8")
	s.Advance(5 * time.Minute) // number and amount come before the code's term
	s.wantField(s.pay(token, code, "money_order", "49.91"), "money_order", "MPAY-8")
	s.Advance(25 * time.Minute) // and behind the token's
	s.want(s.pay(token, code, "money_order", "49.91"), wire.CodeDeadToken, "MPAY-5")
	for name, changes := range map[string][]string{"no_order": {"no_order", ""}, "money_order": {"money_order", ""}, "token": {"token", ""}, "verify_code": {"verify_code", ""}} {
		s.wantField(s.pay(token, code, changes...), name, "CHK-5")
	}
	s.want(s.pay(s.token(), code, "money_order", "49.9"), wire.CodeSuccess, "MPAY-9") // the same amount
}

func TestMPAY9TheBankDecides(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	a := s.paid("info_order", "备注")
	s.want(a, wire.CodeSuccess, "MPAY-9")
	o := s.state("A-1")
	has(t, a.Fields, "oid_partner", partner, "no_order", "A-1", "dt_order", "20260115100000", "oid_paybill", o.OidPaybill, "money_order", "49.90", "info_order", "备注",
		"settle_date", "20260115", "no_agree", o.NoAgree, "token", "")
	if o.ResultPay != "SUCCESS" || o.PayType != "2" || o.BankCode != "01020000" || o.NoAgree == "" {
		t.Errorf("%+v", o)
	}
	for _, card := range wire.Cards() {
		if !wire.FailureCode(card.Outcome) {
			continue
		}
		t.Run("refused with "+card.Outcome, func(t *testing.T) {
			number, changes := "B-"+card.Outcome, []string{"no_order", "B-" + card.Outcome, "card_no", card.Number, "pay_type", card.Type}
			token := s.token(changes...)
			s.want(s.pay(token, code, "no_order", number), wire.Code(card.Outcome), "MPAY-9")
			s.want(s.pay(token, code, "no_order", number), wire.CodeDeadToken, "MPAY-5") // it is used up
			s.wantState(number, "WAITING", 1)
			good := []string{"no_order", number}
			s.want(s.pay(s.token(good...), code, good...), wire.CodeSuccess, "MPAY-9")
			s.wantState(number, "SUCCESS", 2)
		})
	}
	t.Run("a card of no bank", func(t *testing.T) {
		token := s.token("no_order", "C-1", "card_no", "9999990000000000", "pay_type", "2")
		s.want(s.pay(token, code, "no_order", "C-1"), wire.CodeBadCard, "MPAY-9")
	})
}

func TestMPAY10StuckAtTheBank(t *testing.T) {
	t.Parallel()
	for name, outcome := range map[string]string{"then paid": "success", "then refused": "6001"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := opened(t, nil)
			token := s.token("card_no", stuck)
			s.want(s.pay(token, code), wire.CodeStuck, "MPAY-10")
			s.wantState("A-1", "PROCESSING", 1)
			s.want(s.pay(token, code), wire.CodeInProgress, "MPAY-11")
			has(t, s.Find("A-1").Query(), "result_pay", "PROCESSING")
			if _, err := s.Control().FinishAttempt(t.Context(), s.Find("A-1").OidPaybill, 1, outcome); err != nil {
				t.Fatal(err)
			}
			s.Advance(0)
			if outcome == "success" {
				s.want(s.pay(token, code), wire.CodeAlreadyPaid, "MPAY-11")
				has(t, s.Find("A-1").Query(), "result_pay", "SUCCESS")
				if n := s.Notifications(); len(n) != 1 || n[0].Get("no_order") != "A-1" {
					t.Errorf("%v", n)
				}
				return
			}
			s.want(s.pay(token, code), wire.CodeDeadToken, "MPAY-5")
			s.wantState("A-1", "WAITING", 1)
		})
	}
}

// Three minutes without a result make the order payable again; the result that comes afterwards pays it all the same (STA-2).
func TestMPAY10ALateResult(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	s.want(s.pay(s.token("card_no", stuck), code), wire.CodeStuck, "MPAY-10")
	s.Advance(3 * time.Minute)
	s.wantState("A-1", "WAITING", 1)
	token := s.token()
	if _, err := s.Control().FinishAttempt(t.Context(), s.Find("A-1").OidPaybill, 1, "success"); err != nil {
		t.Fatal(err)
	}
	s.want(s.pay(token, code), wire.CodeAlreadyPaid, "MPAY-11")
	s.want(s.pay(token, code), wire.CodeAlreadyPaid, "MPAY-11")
	s.wantState("A-1", "SUCCESS", 1)
}

func TestMPAY10WithoutACode(t *testing.T) {
	t.Parallel()
	s := opened(t, sms("never"))
	s.want(s.prepay("card_no", stuck), wire.CodeStuck, "MPAY-10")
	s.wantState("A-1", "PROCESSING", 1)
	s.want(s.prepay("no_order", "A-2", "card_no", poor), "6001", "MPAY-9")
	s.wantState("A-2", "WAITING", 1)
}

func TestMPAY11OneOfManyPays(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	token := s.token()
	const requests = 12
	answers := make([]client.Answer, requests)
	var group sync.WaitGroup
	for i := range answers {
		group.Go(func() {
			var err error
			answers[i], err = s.Client().Post(t.Context(), wire.KindCardPay, wire.FieldsOf("no_order", "A-1", "money_order", "49.90", "token", token, "verify_code", code))
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	paid := 0
	for _, a := range answers {
		if a.OK() {
			paid++
			s.want(a, wire.CodeSuccess, "MPAY-9")
		} else {
			s.want(a, wire.CodeAlreadyPaid, "MPAY-11")
		}
	}
	s.Advance(0)
	if paid != 1 || len(s.Notifications()) != 1 {
		t.Errorf("%d of %d pay, %d notifications", paid, requests, len(s.Notifications()))
	}
	s.wantState("A-1", "SUCCESS", 1)
	if list, err := s.Control().Agreements(t.Context(), noFilter); err != nil || len(list.Agreements) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
}

// The operator pays while the code is on its way: the code pays nothing, and the token stays as it is.
func TestMPAY11PaidInAnotherWay(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	token := s.token()
	s.Find("A-1").PayWith(api.Pay{Outcome: "processing"})
	s.want(s.pay(token, code), wire.CodeInProgress, "MPAY-11")
	s.Advance(3 * time.Minute) // the attempt gets no result
	s.want(s.pay(token, code), wire.CodeSuccess, "MPAY-9")

	token = s.token("no_order", "A-2")
	s.Find("A-2").Pay()
	s.want(s.pay(token, code, "no_order", "A-2"), wire.CodeAlreadyPaid, "MPAY-11")
	if o := s.state("A-2"); o.BankCode != "01020000" || o.Attempts[0].CardNo != "622202******0007" || o.NoAgree == "" {
		t.Errorf("the order's own card pays: %+v", o)
	}
}

func TestMPAY12NotifiedAlthoughAnswered(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	answered := s.paid("info_order", "备注")
	s.Advance(0)
	n := s.Notifications()
	if len(n) != 1 {
		t.Fatalf("%d notifications", len(n))
	}
	has(t, n[0], "oid_paybill", answered.Fields.Get("oid_paybill"), "no_order", "A-1", "money_order", "49.90", "result_pay", "SUCCESS", "settle_date", "20260115",
		"pay_type", "2", "bank_code", "01020000", "info_order", "备注", "sign_type", "RSA", "no_agree", "")
	// The notification comes first.
	token := s.token("no_order", "A-2")
	s.AddFault(api.NewFault{At: "accept", Effect: "before-reply", Match: map[string]string{"token": token}})
	s.want(s.pay(token, code, "no_order", "A-2"), wire.CodeSuccess, "MPAY-9")
	if len(s.Notifications()) != 2 {
		t.Errorf("%d notifications", len(s.Notifications()))
	}
}

func TestMPAY9CutOverLimitsAndExpiry(t *testing.T) {
	t.Parallel()
	t.Run("CLR-5 the bank's cut-over", func(t *testing.T) {
		t.Parallel()
		s := opened(t, func(m *api.Merchant) { m.BankCutover = &api.Window{From: "23:50", To: "00:10"} }, simulatortest.At("2026-01-31 23:49:59"))
		token := s.token()
		s.Advance(time.Second)
		a := s.pay(token, code)
		s.want(a, wire.CodeBankCutover, "CLR-5")
		if !strings.Contains(a.Reason, "cut-over") {
			t.Error(a.Reason)
		}
		s.AdvanceTo("00:10")
		s.want(s.pay(s.token("dt_order", "20260131235959"), code), wire.CodeSuccess, "MPAY-9")
		if o := s.state("A-1"); o.SettleDate != "20260201" || len(o.Attempts) != 2 {
			t.Errorf("%+v", o)
		}
	})
	t.Run("LIM-3 a limit reached meanwhile", func(t *testing.T) {
		t.Parallel()
		s := opened(t, func(m *api.Merchant) { m.Limits = api.Limits{DayCount: 1} })
		first, second := s.token(), s.token("no_order", "A-2")
		s.want(s.pay(first, code), wire.CodeSuccess, "MPAY-9")
		s.want(s.pay(second, code, "no_order", "A-2"), wire.CodeCumulativeLimit, "LIM-3")
		s.wantState("A-2", "WAITING", 0)
		s.want(s.prepay("no_order", "A-3"), wire.CodeCumulativeLimit, "LIM-3")
	})
	t.Run("STA-4 the order's validity runs out", func(t *testing.T) {
		t.Parallel()
		s := opened(t, nil)
		token := s.token("valid_order", "2")
		s.Advance(2*time.Minute - time.Nanosecond)
		s.want(s.pay(token, wrong), wire.CodeBadSMS, "MPAY-6")
		s.Advance(time.Nanosecond)
		s.want(s.pay(token, code), wire.CodeExpired, "STA-4")
		s.wantState("A-1", "FAILURE", 0)
	})
	t.Run("a suspended merchant", func(t *testing.T) {
		t.Parallel()
		s := opened(t, nil)
		token := s.token()
		s.profile(func(m *api.Merchant) { m.Status = "suspended" })
		s.want(s.pay(token, code), wire.CodeSuspended, "CHK-3")
	})
}

// Two products may meet at one number: it is one order (products-in section 14).
func TestMPAY4AnotherProductsOrder(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	bill := s.Order("A-1", "49.90")
	a := s.prepay()
	s.want(a, wire.CodeSMSSent, "MPAY-4")
	has(t, a.Fields, "oid_paybill", bill.OidPaybill)
	if again := s.TryOrder("A-1", "49.90"); !again.OK() || again.Fields.Get("oid_paybill") != bill.OidPaybill {
		t.Errorf("%s", again.Body)
	}
	s.want(s.pay(a.Fields.Get("token"), code), wire.CodeSuccess, "MPAY-9")
	if o := s.state("A-1"); o.PayType != "2" || o.API != "direct" || o.Requests != 3 {
		t.Errorf("%+v", o)
	}
	s.want(s.prepay(), wire.CodeAlreadyPaid, "IDN-5")
}

func TestPAY3AutomaticPaymentsStandForTheBank(t *testing.T) {
	t.Parallel()
	rule := func(outcome string) func(*api.Merchant) {
		return func(m *api.Merchant) { m.AutomaticPayments = []api.AutomaticPayment{{Outcome: outcome}} }
	}
	s := opened(t, rule("success"))
	a := s.prepay()
	s.want(a, wire.CodeSuccess, "MPAY-9")
	has(t, a.Fields, "token", "", "result_pay", "SUCCESS", "settle_date", "20260115")
	if o := s.state("A-1"); o.Attempts[0].CardNo != "622202******0007" || o.NoAgree != a.Fields.Get("no_agree") || o.NoAgree == "" {
		t.Errorf("the request's card pays: %+v", o)
	}
	agreement := a.Fields.Get("no_agree")
	has(t, s.prepay("no_order", "A-2", "no_agree", agreement, "card_no", "", "acct_name", "", "bind_mob", "", "id_no", "").Fields, "ret_code", "0000", "no_agree", agreement)
	has(t, s.prepay("no_order", "A-3", "pay_type", "3", "card_no", credit).Fields, "ret_code", "0000")
	if o := s.state("A-3"); o.Attempts[0].CardNo != "439225******0009" || o.PayType != "3" {
		t.Errorf("%+v", o)
	}
	s.profile(rule("6001"))
	s.want(s.prepay("no_order", "B-1"), "6001", "MPAY-9")
	s.want(s.prepay("no_order", "B-1"), "6001", "MPAY-9")
	s.wantState("B-1", "WAITING", 2)
	s.profile(rule("processing"))
	s.want(s.prepay("no_order", "B-2"), wire.CodeStuck, "MPAY-10")
	s.wantState("B-2", "PROCESSING", 1)
}
