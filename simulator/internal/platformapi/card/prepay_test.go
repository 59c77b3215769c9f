package card_test

import (
	"regexp"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// has holds an answer to fields; an empty value stands for a field that is not there.
func has(t *testing.T, f wire.Fields, pairs ...string) {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if name, value := pairs[i], pairs[i+1]; f.Get(name) != value || value == "" && f.Has(name) {
			t.Errorf("%s is %q, want %q", name, f.Get(name), value)
		}
	}
}

var tokens = regexp.MustCompile(`^[0-9a-f]{32}$`)

func TestMPAY1WhatIsInsideIsCheckedLikeAnOrder(t *testing.T) {
	t.Parallel()
	s := opened(t, func(m *api.Merchant) {
		m.BlockedUsers, m.Limits = []string{"blocked"}, api.Limits{PerTransaction: "1000.00"}
	})
	for name, test := range map[string]struct {
		changes     []string
		field, rule string // field is empty for the other codes
		code        wire.Code
	}{
		"without goods":               {changes: []string{"name_goods", ""}, field: "name_goods", rule: "CHK-5"},
		"without risk_item":           {changes: []string{"risk_item", ""}, field: "risk_item", rule: "CHK-5"},
		"without notify_url":          {changes: []string{"notify_url", ""}, field: "notify_url", rule: "CHK-5"},
		"without pay_type":            {changes: []string{"pay_type", ""}, field: "pay_type", rule: "CHK-5"},
		"without card_no":             {changes: []string{"card_no", ""}, field: "card_no", rule: "CHK-5"},
		"without acct_name":           {changes: []string{"acct_name", ""}, field: "acct_name", rule: "CHK-5"},
		"without bind_mob":            {changes: []string{"bind_mob", ""}, field: "bind_mob", rule: "CHK-5"},
		"without id_no":               {changes: []string{"id_no", ""}, field: "id_no", rule: "CHK-5"},
		"pay_type of a QR code":       {changes: []string{"pay_type", "I"}, field: "pay_type", rule: "CHK-5"},
		"busi_partner of five digits": {changes: []string{"busi_partner", "10100"}, field: "busi_partner", rule: "CHK-5"},
		"card_no of eleven digits":    {changes: []string{"card_no", "62220200000"}, field: "card_no", rule: "CHK-5"},
		"phone of ten digits":         {changes: []string{"bind_mob", "1380013800"}, field: "bind_mob", rule: "CHK-5"},
		"identity card of 17 digits":  {changes: []string{"id_no", "11010119900307123"}, field: "id_no", rule: "CHK-5"},
		"no such id_type":             {changes: []string{"id_type", "11"}, field: "id_type", rule: "CHK-5"},
		"vali_date of three digits":   {changes: []string{"vali_date", "261"}, field: "vali_date", rule: "CHK-5"},
		"cvv2 of two digits":          {changes: []string{"cvv2", "12"}, field: "cvv2", rule: "CHK-5"},
		"goods of 41 characters":      {changes: []string{"name_goods", "12345678901234567890123456789012345678901"}, field: "name_goods", rule: "CHK-5"},
		"shareing_data of two parts":  {changes: []string{"shareing_data", "1^2"}, field: "shareing_data", rule: "CHK-5"},
		"sign_type of the docs":       {changes: []string{"sign_type", "SHA256withRSA"}, field: "sign_type", rule: "CHK-4"},
		"a date of last week":         {changes: []string{"dt_order", "20260108100000"}, field: "dt_order", rule: "DAT-1"},
		"a blocked user":              {changes: []string{"user_id", "blocked"}, code: wire.CodeUnknownUser, rule: "CHK-6"},
		"above the limit":             {changes: []string{"money_order", "1000.01"}, code: wire.CodeTransactionLimit, rule: "LIM-2"},
	} {
		t.Run(name, func(t *testing.T) {
			f := s.payment(test.changes...)
			if test.field == "sign_type" { // which the client does not sign
				signed, err := s.Client().Sign(f.Set("sign_type", "RSA"))
				if err != nil {
					t.Fatal(err)
				}
				a, err := s.Client().Send(t.Context(), wire.KindCardPrepay, signed.Set("sign_type", f.Get("sign_type")))
				if err != nil {
					t.Fatal(err)
				}
				s.wantField(a, test.field, test.rule)
				return
			}
			a := s.post(wire.KindCardPrepay, f)
			if test.field != "" {
				s.wantField(a, test.field, test.rule)
			} else {
				s.want(a, test.code, test.rule)
			}
			has(t, a.Fields, "no_order", "A-1", "token", "")
		})
	}
	{
		if list, err := s.Control().Agreements(t.Context(), noFilter); err != nil || len(list.Agreements) != 0 {
			t.Errorf("%+v, %v", list, err)
		}
	}
	for name, changes := range map[string][]string{
		"every field":       {"info_order", "备注", "valid_order", "30", "platform", "shop", "bank_code", "01020000", "id_type", "0", "shareing_data", partner + "^1^1.00^part"},
		"a passport":        {"id_type", "1", "id_no", "E12345678"},
		"identity of 15":    {"id_no", "110101900307123"},
		"new verified":      {"pay_type", "P"},
		"verified":          {"pay_type", "D"},
		"another business":  {"busi_partner", "108001"},
		"credit, and valid": {"pay_type", "3", "card_no", credit, "vali_date", "2612", "cvv2", "123"},
	} {
		t.Run("accepted "+name, func(t *testing.T) {
			s.want(s.prepay(append(changes, "no_order", "A-"+name[:4], "user_id", "u-"+name[:4])...), wire.CodeSMSSent, "MPAY-2")
		})
	}
}

func TestMPAY1MD5IsRefused(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	for kind, f := range map[wire.EndpointKind]wire.Fields{
		wire.KindCardPrepay: s.payment(), wire.KindCardBind: s.binding(),
		wire.KindCardPay:        wire.FieldsOf("no_order", "A-1", "money_order", "49.90", "token", "x", "verify_code", code),
		wire.KindCardBindVerify: wire.FieldsOf("user_id", "u", "token", "x", "verify_code", code),
	} {
		t.Run(string(kind), func(t *testing.T) {
			s.wantField(s.post(kind, f.Set("sign_type", "MD5")), "sign_type", "CHK-4")
		})
	}
}

func TestMPAY1IdentityIsThatOfOrders(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	first := s.prepay()
	s.want(first, wire.CodeSMSSent, "MPAY-2")
	s.want(s.prepay("money_order", "50.00"), wire.CodeDuplicate, "IDN-3")
	s.want(s.prepay("dt_order", "20260116100000"), wire.CodeDuplicate, "IDN-4")
	s.Find("A-1").PayWith(api.Pay{Outcome: "processing"})
	s.want(s.prepay(), wire.CodeInProgress, "IDN-6")
	if _, err := s.Control().FinishAttempt(t.Context(), first.Fields.Get("oid_paybill"), 1, "success"); err != nil {
		t.Fatal(err)
	}
	s.want(s.prepay(), wire.CodeAlreadyPaid, "IDN-5")
	s.prepay("no_order", "A-2", "valid_order", "1")
	s.AdvanceTo("10:01")
	s.want(s.prepay("no_order", "A-2"), wire.CodeExpired, "IDN-7")
}

func TestMPAY2TheProfileSaysWhenACodeIsSent(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	s.want(s.prepay(), wire.CodeSMSSent, "MPAY-2")
	s.profile(sms("never"))
	a := s.prepay()
	s.want(a, wire.CodeSuccess, "MPAY-9")
	has(t, a.Fields, "token", "", "sms_flag", "0", "result_pay", "SUCCESS", "settle_date", "20260115", "no_order", "A-1", "money_order", "49.90")
	agreement := a.Fields.Get("no_agree")
	if !regexp.MustCompile(`^20260115\d{8}$`).MatchString(agreement) {
		t.Errorf("no_agree is %q", agreement)
	}
	s.profile(sms("first"))
	s.want(s.prepay("no_order", "A-2", "card_no", other), wire.CodeSMSSent, "MPAY-2")
	for name, changes := range map[string][]string{
		"spelled out": {"no_order", "A-3"},
		"agreed":      {"no_order", "A-4", "no_agree", agreement, "card_no", "", "acct_name", "", "bind_mob", "", "id_no", ""},
	} {
		t.Run("first, a bound card "+name, func(t *testing.T) {
			a := s.prepay(changes...)
			s.want(a, wire.CodeSuccess, "MPAY-9")
			has(t, a.Fields, "no_agree", agreement, "result_pay", "SUCCESS")
		})
	}
	s.want(s.prepay("no_order", "A-5", "pay_type", "P"), wire.CodeSMSSent, "MPAY-2") // not bound for this pay_type
	s.profile(sms("always"))
	s.want(s.prepay("no_order", "A-6"), wire.CodeSMSSent, "MPAY-2")
}

func TestMPAY3ACodeSentLeavesTheOrderWaiting(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	a := s.prepay("info_order", "备注", "money_order", "49.9")
	s.want(a, wire.CodeSMSSent, "MPAY-2")
	o := s.state("A-1")
	has(t, a.Fields, "ret_msg", wire.CodeSMSSent.Message(), "oid_partner", partner, "sign_type", "RSA", "no_order", "A-1", "dt_order", "20260115100000",
		"oid_paybill", o.OidPaybill, "money_order", "49.9", "info_order", "备注", "sms_flag", "1", "settle_date", "", "no_agree", "", "result_pay", "")
	if !tokens.MatchString(a.Fields.Get("token")) {
		t.Error(a.Fields.Get("token"))
	}
	s.wantState("A-1", "WAITING", 0)
	has(t, s.Find("A-1").Query(), "result_pay", "WAITING")
	if len(o.Tickets) != 1 || o.Tickets[0].Token != a.Fields.Get("token") || o.Tickets[0].Code != code || o.Tickets[0].Kind != "payment" || o.API != "card" {
		t.Errorf("the operator sees %+v", o)
	}
	if len(s.Notifications()) != 0 {
		t.Error("notified")
	}
}

func TestMPAY4AskingAgainReplacesTheToken(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	first := s.prepay()
	again := s.prepay("name_goods", "another text", "card_no", other, "money_order", "49.9")
	s.want(again, wire.CodeSMSSent, "MPAY-4")
	has(t, again.Fields, "oid_paybill", first.Fields.Get("oid_paybill"), "money_order", "49.9")
	if first.Fields.Get("token") == again.Fields.Get("token") {
		t.Error("the token is the same")
	}
	s.want(s.pay(first.Fields.Get("token"), code), wire.CodeDeadToken, "MPAY-5")
	s.want(s.pay(again.Fields.Get("token"), code, "money_order", "49.90"), wire.CodeSuccess, "MPAY-9")
	if o := s.state("A-1"); o.Requests != 2 || o.BankCode != "03080000" || o.Attempts[0].CardNo != "622588******0001" {
		t.Errorf("the newest card pays: %+v", o)
	}
}

// The code counts anew from the moment at which it is sent again.
func TestMPAY4TheTermsOfTheNewToken(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	s.token()
	s.AdvanceTo("10:04:59")
	second := s.token()
	s.AdvanceTo("10:09:58")
	s.want(s.pay(second, code), wire.CodeSuccess, "MPAY-9")
}

func TestMPAY13AgreementsThatCannotPay(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	mine, unbound := s.bound(), s.bound("card_no", other)
	foreign := s.bound("user_id", "shopper-2")
	if _, err := s.Control().Unbind(t.Context(), unbound); err != nil {
		t.Fatal(err)
	}
	for name, changes := range map[string][]string{
		"unknown":          {"no_agree", "2026011599999999"},
		"unbound":          {"no_agree", unbound},
		"another user's":   {"no_agree", foreign},
		"another pay_type": {"no_agree", mine, "pay_type", "P"},
	} {
		t.Run(name, func(t *testing.T) {
			s.want(s.prepay(append(changes, "card_no", "", "acct_name", "", "bind_mob", "", "id_no", "")...), wire.CodeNotBound, "MPAY-13")
		})
	}
	a := s.prepay("no_agree", mine, "card_no", "", "acct_name", "", "bind_mob", "", "id_no", "")
	s.want(a, wire.CodeSMSSent, "MPAY-2")
	paid := s.pay(a.Fields.Get("token"), code)
	has(t, paid.Fields, "no_agree", mine, "ret_code", "0000")
	if o := s.state("A-1"); o.NoAgree != mine || o.Attempts[0].CardNo != "622202******0007" || o.BankCode != "01020000" {
		t.Errorf("%+v", o)
	}
}

// An agreement that is unbound while the code is on its way pays nothing any more.
func TestMPAY13UnboundBetweenPrepayAndPay(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	agreement := s.bound()
	token := s.token("no_agree", agreement, "card_no", "", "acct_name", "", "bind_mob", "", "id_no", "")
	if _, err := s.Control().Unbind(t.Context(), agreement); err != nil {
		t.Fatal(err)
	}
	s.want(s.pay(token, code), wire.CodeNotBound, "MPAY-13")
	s.wantState("A-1", "WAITING", 0)
}

func TestMPAY14TheCardFitsWhatIsAskedFor(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	s.want(s.prepay("pay_type", "3"), wire.CodeWrongCardType, "MPAY-14")
	s.want(s.prepay("card_no", credit), wire.CodeWrongCardType, "MPAY-14")
	s.want(s.prepay("bank_code", "03080000"), wire.CodeWrongBank, "MPAY-14")
	agreement := s.bound()
	s.want(s.prepay("no_agree", agreement, "card_no", "", "bank_code", "03080000"), wire.CodeWrongBank, "MPAY-14")
	s.want(s.prepay("pay_type", "3", "card_no", credit), wire.CodeSMSSent, "MPAY-2")
	if list, err := s.Control().Orders(t.Context(), noOrders); err != nil || len(list.Orders) != 1 {
		t.Errorf("refused requests placed orders: %+v, %v", list, err)
	}
}
