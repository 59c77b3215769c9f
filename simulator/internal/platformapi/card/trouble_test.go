package card_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// lost sends a request whose answer a fault keeps back.
func (s *shop) lost(kind wire.EndpointKind, f wire.Fields, fault api.NewFault) {
	s.t.Helper()
	fault.At = "accept"
	s.AddFault(fault)
	if a, err := s.Client().Post(s.t.Context(), kind, f); err == nil {
		s.t.Errorf("%s: an answer came: %s", fault.Effect, a.Body)
	}
}

func TestMPAY15AnswersLost(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	prepay, pay := wire.KindCardPrepay, wire.KindCardPay
	// Before anything is stored.
	s.lost(prepay, s.payment(), api.NewFault{Effect: "close", Match: map[string]string{"card_no": debit}}) // a field of what is inside
	s.want(s.prepay(), wire.CodeSMSSent, "MPAY-2")
	// After it has been stored.
	s.lost(prepay, s.payment(), api.NewFault{Effect: "drop-reply"})
	token := s.token()
	if o := s.state("A-1"); o.Requests != 3 {
		t.Errorf("%d requests", o.Requests)
	}
	code := wire.FieldsOf("no_order", "A-1", "money_order", "49.90", "token", token, "verify_code", code)
	s.lost(pay, code, api.NewFault{Effect: "close"})
	s.wantState("A-1", "WAITING", 0)
	s.lost(pay, code, api.NewFault{Effect: "drop-reply", Match: map[string]string{"token": token}})
	s.wantState("A-1", "SUCCESS", 1)
	has(t, s.Find("A-1").Query(), "result_pay", "SUCCESS")
	s.want(s.post(pay, code), wire.CodeAlreadyPaid, "MPAY-11")
	s.lost(wire.KindCardBind, s.binding("card_no", other), api.NewFault{Effect: "garbage"})
	s.lost(wire.KindCardBind, s.binding("card_no", other), api.NewFault{Effect: "bad-signature"})
	verify := wire.FieldsOf("user_id", "shopper-1", "token", s.bind("card_no", other).Fields.Get("token"), "verify_code", wire.SMSCode)
	s.lost(wire.KindCardBindVerify, verify, api.NewFault{Effect: "drop-reply"})
	s.want(s.post(wire.KindCardBindVerify, verify), wire.CodeDeadToken, "BIND-4")
	s.want(s.bind("card_no", other), wire.CodeBoundBefore, "BIND-2") // it is bound
}

func TestMPAY15CodesOfFaults(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	s.AddFault(api.NewFault{At: "accept", Effect: "code", Value: "9970"})
	if a := s.prepay(); a.Code() != "9970" || a.Rule != "fault" || a.Fields.Has("token") {
		t.Errorf("%s by %s", a.Body, a.Rule)
	}
	token := s.token()
	s.AddFault(api.NewFault{At: "accept", Effect: "code", Value: "1101"})
	if a := s.pay(token, code); a.Code() != "1101" {
		t.Errorf("%s", a.Body)
	}
	s.wantState("A-1", "WAITING", 0)
	s.want(s.pay(token, code), wire.CodeSuccess, "MPAY-9") // the token stays usable
}

// 8888 in place of 0000 and back: by the profile, and by a fault where the answer alone is to say so.
func TestMPAY15TheCodeChangesPlaces(t *testing.T) {
	t.Parallel()
	s := opened(t, sms("never"))
	s.want(s.prepay(), wire.CodeSuccess, "MPAY-9")
	s.profile(sms("always"))
	s.want(s.prepay("no_order", "A-2"), wire.CodeSMSSent, "MPAY-2")
	zero := "0000"
	s.AddFault(api.NewFault{At: "accept", Effect: "variant", Value: "same", Set: map[string]*string{"ret_code": &zero}, Unset: []string{"token"}})
	if a := s.prepay("no_order", "A-3"); !a.OK() || !a.Signed || a.Fields.Has("token") {
		t.Errorf("%s", a.Body)
	}
	s.wantState("A-3", "WAITING", 0)
	s.profile(sms("never"))
	sent := string(wire.CodeSMSSent)
	s.AddFault(api.NewFault{At: "accept", Effect: "variant", Value: "same", Set: map[string]*string{"ret_code": &sent}})
	if a := s.prepay("no_order", "A-4"); a.Code() != wire.CodeSMSSent || !a.Signed {
		t.Errorf("%s", a.Body)
	}
	s.wantState("A-4", "SUCCESS", 1)
	for _, at := range []string{"accept", "query"} { // a code that was sent is no failure
		if _, err := s.Control().AddFault(t.Context(), api.NewFault{At: at, Effect: "code", Value: "8888"}); codeOf(err) != "invalid" {
			t.Error(err)
		}
	}
	if _, err := s.Control().Pay(t.Context(), s.Find("A-3").OidPaybill, api.Pay{Outcome: "8888"}); codeOf(err) != "invalid" {
		t.Error(err)
	}
}

// A notification may come before the answer that a code was sent: the operator's fault pays the order meanwhile.
func TestMPAY15BeforeReply(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	s.AddFault(api.NewFault{At: "accept", Effect: "before-reply"})
	a := s.prepay()
	if a.Code() != wire.CodeSMSSent || len(s.Notifications()) != 1 {
		t.Errorf("%s, %d notifications", a.Body, len(s.Notifications()))
	}
	s.want(s.pay(a.Fields.Get("token"), code), wire.CodeAlreadyPaid, "MPAY-11")
	s.AddFault(api.NewFault{At: "accept", Effect: "before-reply"})
	s.want(s.bind("card_no", other), wire.CodeSMSSent, "MPAY-2") // nothing to pay
}

// A limit of the sandbox refuses bindings as it refuses orders.
func TestBindingsCountForTheSandboxsLimit(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	small, err := s.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: "small", Config: &api.Config{Limits: &api.SandboxLimits{Bytes: 20_000}}})
	if err != nil {
		t.Fatal(err)
	}
	m := s.in(small)
	for range 1000 {
		a, err := m.Post(t.Context(), wire.KindCardBind, s.binding())
		if err != nil {
			t.Fatal(err)
		}
		if a.Code() == wire.CodeTryLater && a.Rule == "limit" {
			if _, err := s.Control().In("small").AddAgreement(t.Context(), api.NewAgreement{OidPartner: partner, UserID: "u", CardNo: debit}); codeOf(err) != "limit_reached" {
				t.Error(err)
			}
			return
		}
	}
	t.Error("a thousand bindings fit into 20,000 bytes")
}
