package card_test

import (
	"regexp"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestBIND1AUserIsOnePerson(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	agreement := s.bound()
	for name, changes := range map[string][]string{
		"another name":   {"acct_name", "李四"},
		"another number": {"id_no", "110101199003071231"},
	} {
		t.Run(name, func(t *testing.T) {
			s.want(s.bind(append(changes, "card_no", other)...), wire.CodeOtherPerson, "BIND-1")
			s.want(s.prepay(append(changes, "card_no", other)...), wire.CodeOtherPerson, "BIND-1")
			s.want(s.prepay(append(changes, "no_agree", agreement, "card_no", "", "bind_mob", "")...), wire.CodeOtherPerson, "BIND-1")
			s.want(s.bind(append(changes, "card_no", other, "user_id", "shopper-2"+name)...), wire.CodeSMSSent, "MPAY-2") // another user
		})
	}
	s.want(s.bind("card_no", other, "id_no", "11010119900307123x"), wire.CodeSMSSent, "MPAY-2") // the same number
	if _, err := s.Control().Unbind(t.Context(), agreement); err != nil {
		t.Fatal(err)
	}
	s.want(s.bind("acct_name", "李四"), wire.CodeSMSSent, "MPAY-2") // nothing is bound any more
}

// Two bindings of two persons wait for their codes at the same time: the first to bring it is the user.
func TestBIND1IsHeldAtVerifyToo(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	first, second := s.bind(), s.bind("acct_name", "李四", "card_no", other)
	s.want(s.verify(second.Fields.Get("token"), code), wire.CodeSuccess, "BIND-3")
	s.want(s.verify(first.Fields.Get("token"), code), wire.CodeOtherPerson, "BIND-1")
}

func TestBIND2ACardIsBoundOnce(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	agreement := s.bound()
	s.want(s.bind(), wire.CodeBoundBefore, "BIND-2")
	again := s.bound("pay_type", "P") // another pay_type
	if again == agreement {
		t.Error(again)
	}
	s.want(s.bind("user_id", "shopper-2"), wire.CodeSMSSent, "MPAY-2")
	if _, err := s.Control().Unbind(t.Context(), agreement); err != nil {
		t.Fatal(err)
	}
	s.want(s.bind(), wire.CodeSMSSent, "MPAY-2")
	t.Run("also where a payment has bound it", func(t *testing.T) {
		s.paid("no_order", "B-1", "card_no", other)
		s.want(s.bind("card_no", other), wire.CodeBoundBefore, "BIND-2")
	})
	t.Run("also where two wait for their codes", func(t *testing.T) {
		a, b := s.bind("user_id", "u-3"), s.bind("user_id", "u-3")
		s.want(s.verify(a.Fields.Get("token"), code, "user_id", "u-3"), wire.CodeSuccess, "BIND-3")
		s.want(s.verify(b.Fields.Get("token"), code, "user_id", "u-3"), wire.CodeBoundBefore, "BIND-2")
	})
}

func TestBIND3AgreementNumbers(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	a := s.bind("api_version", "2.1", "no_order", "B-1", "dt_order", "20260115100000", "notify_url", "http://127.0.0.1:9/n", "vali_date", "2612", "cvv2", "123", "platform", "x")
	s.want(a, wire.CodeSMSSent, "MPAY-2")
	has(t, a.Fields, "oid_partner", partner, "user_id", "shopper-1", "no_order", "B-1", "dt_order", "20260115100000", "no_agree", "")
	if !tokens.MatchString(a.Fields.Get("token")) {
		t.Error(a.Fields.Get("token"))
	}
	v := s.verify(a.Fields.Get("token"), code)
	s.want(v, wire.CodeSuccess, "BIND-3")
	has(t, v.Fields, "oid_partner", partner, "user_id", "shopper-1", "no_order", "B-1", "card_no", "0007", "token", "")
	if !regexp.MustCompile(`^20260115\d{8}$`).MatchString(v.Fields.Get("no_agree")) {
		t.Error(v.Fields.Get("no_agree"))
	}
	got, err := s.Control().Agreement(t.Context(), v.Fields.Get("no_agree"))
	if err != nil || got.CardNo != "622202******0007" || got.BankCode != "01020000" || got.CardType != "2" || got.PayType != "2" || got.UserID != "shopper-1" ||
		got.AcctName != "张三" || got.IDNo != idNo || got.BindMob != "13800138000" || !got.Bound || !got.CreatedAt.Equal(s.Now()) {
		t.Errorf("%+v, %v", got, err)
	}
	s.AdvanceTo("2026-01-16 00:00:00")
	if next := s.bound("card_no", other); next[:8] != "20260116" {
		t.Errorf("the next day's is %s", next)
	}
}

func TestBIND3NeverWithoutACode(t *testing.T) {
	t.Parallel()
	s := opened(t, sms("never"))
	a := s.bind()
	s.want(a, wire.CodeSuccess, "BIND-3")
	has(t, a.Fields, "token", "", "card_no", "0007", "user_id", "shopper-1")
	if a.Fields.Get("no_agree") == "" {
		t.Errorf("%s", a.Body)
	}
	s.profile(sms("first"))
	s.want(s.bind("card_no", other), wire.CodeSMSSent, "MPAY-2")
}

func TestBIND3AFailedPaymentBindsNothing(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	s.want(s.pay(s.token("card_no", poor), code), "6001", "MPAY-9")
	s.want(s.pay(s.token("no_order", "A-2", "card_no", stuck), code, "no_order", "A-2"), wire.CodeStuck, "MPAY-10")
	if list, err := s.Control().Agreements(t.Context(), noFilter); err != nil || len(list.Agreements) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := s.Control().FinishAttempt(t.Context(), s.Find("A-2").OidPaybill, 1, "success"); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Control().Agreements(t.Context(), noFilter); err != nil || len(list.Agreements) != 1 {
		t.Errorf("a late success binds: %+v, %v", list, err)
	}
}

func TestBIND4TokenAndCode(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	token := s.bind("no_order", "B-1").Fields.Get("token")
	s.want(s.verify("00000000000000000000000000000000", code), wire.CodeDeadToken, "BIND-4")
	s.want(s.verify(token, code, "user_id", "shopper-2"), wire.CodeDeadToken, "BIND-4")
	s.want(s.verify(s.token(), code), wire.CodeDeadToken, "BIND-4") // a payment's
	s.wantField(s.verify(token, code, "no_order", "B-2"), "no_order", "BIND-4")
	for name, changes := range map[string][]string{"user_id": {"user_id", ""}, "token": {"token", ""}, "verify_code": {"verify_code", ""}} {
		s.wantField(s.verify(token, code, changes...), name, "CHK-5")
	}
	list, err := s.Control().Agreements(t.Context(), noFilter)
	if err != nil || len(list.Tickets) != 1 || list.Tickets[0].Code != code || list.Tickets[0].Token != token {
		t.Errorf("the operator sees %+v, %v", list, err)
	}
	s.want(s.verify(token, wrong), wire.CodeBadSMS, "MPAY-6")
	s.want(s.verify(token, code, "no_order", "B-1"), wire.CodeSuccess, "BIND-3")
	s.want(s.verify(token, code), wire.CodeDeadToken, "BIND-4")
	token = s.bind("card_no", other).Fields.Get("token")
	for range 5 {
		s.want(s.verify(token, wrong), wire.CodeBadSMS, "MPAY-6")
	}
	s.want(s.verify(token, wrong), wire.CodeTooManyCodes, "MPAY-6")
	s.want(s.verify(token, code), wire.CodeDeadToken, "BIND-4")
	token = s.bind("card_no", other).Fields.Get("token")
	s.Advance(5*time.Minute - time.Nanosecond)
	s.want(s.verify(token, wrong), wire.CodeBadSMS, "MPAY-6")
	s.Advance(time.Nanosecond)
	s.want(s.verify(token, code), wire.CodeOldSMS, "MPAY-7")
	s.Advance(25*time.Minute - time.Nanosecond)
	s.want(s.verify(token, code), wire.CodeOldSMS, "MPAY-7")
	s.Advance(time.Nanosecond)
	s.want(s.verify(token, code), wire.CodeDeadToken, "BIND-4")
}

func TestBIND4OneOfManyBinds(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	token := s.bind().Fields.Get("token")
	var bound atomic.Int32
	var group sync.WaitGroup
	for range 12 {
		group.Go(func() {
			a, err := s.Client().Post(t.Context(), wire.KindCardBindVerify, wire.FieldsOf("user_id", "shopper-1", "token", token, "verify_code", code))
			switch {
			case err != nil:
				t.Error(err)
			case a.OK():
				bound.Add(1)
			case a.Code() != wire.CodeDeadToken:
				t.Errorf("%s", a.Body)
			}
		})
	}
	group.Wait()
	if list, err := s.Control().Agreements(t.Context(), noFilter); bound.Load() != 1 || err != nil || len(list.Agreements) != 1 {
		t.Errorf("%d bind, %+v, %v", bound.Load(), list, err)
	}
}

func TestBIND5ABindingIsNotNotified(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	s.bound("notify_url", s.payment().Get("notify_url"))
	s.Advance(24 * time.Hour)
	if n := s.Notifications(); len(n) != 0 {
		t.Errorf("%v", n)
	}
	if list, err := s.Control().Orders(t.Context(), noOrders); err != nil || len(list.Orders) != 0 {
		t.Errorf("a binding is no order: %+v, %v", list, err)
	}
}

func TestBindFieldsAndCards(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	for _, name := range []string{"user_id", "pay_type", "risk_item", "id_type", "id_no", "acct_name", "card_no", "bind_mob"} {
		s.wantField(s.bind(name, ""), name, "CHK-5")
	}
	s.wantField(s.bind("pay_type", "D"), "pay_type", "CHK-5")
	s.want(s.bind("pay_type", "3"), wire.CodeWrongCardType, "MPAY-14")
	s.want(s.bind("card_no", "9999990000000000"), wire.CodeBadCard, "PAY-2")
	s.want(s.bind("pay_type", "3", "card_no", credit), wire.CodeSMSSent, "MPAY-2")
}

// The operator binds and unbinds by hand, under the same rules.
func TestAgreementsByTheControlAPI(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	control, ctx := s.Control(), t.Context()
	add := api.NewAgreement{OidPartner: partner, UserID: "shopper-1", CardNo: "6222 0200 0000 0007", AcctName: "张三"}
	a, err := control.AddAgreement(ctx, add)
	if err != nil || a.PayType != "2" || a.CardNo != "622202******0007" || !a.Bound || a.IDType != "0" {
		t.Fatalf("%+v, %v", a, err)
	}
	for name, test := range map[string]struct {
		change func(*api.NewAgreement)
		code   string
	}{
		"bound before":        {func(*api.NewAgreement) {}, "9913"},
		"another person":      {func(n *api.NewAgreement) { n.AcctName, n.CardNo = "李四", other }, "1109"},
		"the wrong kind":      {func(n *api.NewAgreement) { n.PayType, n.CardNo = "3", other }, "5601"},
		"no such pay_type":    {func(n *api.NewAgreement) { n.PayType = "I" }, "invalid"},
		"no user":             {func(n *api.NewAgreement) { n.UserID = "" }, "invalid"},
		"no card":             {func(n *api.NewAgreement) { n.CardNo = "" }, "invalid"},
		"a card of no bank":   {func(n *api.NewAgreement) { n.CardNo = "9999990000000000" }, "invalid"},
		"no merchant":         {func(n *api.NewAgreement) { n.OidPartner = "201304121000009999" }, "invalid"},
		"no merchant number":  {func(n *api.NewAgreement) { n.OidPartner = "1" }, "invalid"},
		"a phone of 3 digits": {func(n *api.NewAgreement) { n.BindMob = "110" }, "invalid"},
		"a wrong id number":   {func(n *api.NewAgreement) { n.IDNo = "1" }, "invalid"},
		"a control character": {func(n *api.NewAgreement) { n.UserID = "a\x00b" }, "invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			n := add
			test.change(&n)
			_, err := control.AddAgreement(ctx, n)
			if got := codeOf(err); got != test.code {
				t.Errorf("%v, want %s", err, test.code)
			}
		})
	}
	second, err := control.AddAgreement(ctx, api.NewAgreement{OidPartner: "201408071000001539", UserID: "shopper-1", CardNo: credit})
	if err != nil || second.PayType != "3" {
		t.Fatalf("%+v, %v", second, err)
	}
	unbound, err := control.Unbind(ctx, a.NoAgree)
	if err != nil || unbound.Bound || unbound.UnboundAt == nil {
		t.Errorf("%+v, %v", unbound, err)
	}
	if _, err := control.Unbind(ctx, a.NoAgree); codeOf(err) != "conflict" {
		t.Error(err)
	}
	if _, err := control.Unbind(ctx, "1"); codeOf(err) != "not_found" {
		t.Error(err)
	}
	if _, err := control.Agreement(ctx, "1"); codeOf(err) != "not_found" {
		t.Error(err)
	}
	for name, test := range map[string]struct {
		filter client.AgreementFilter
		want   []string
	}{
		"all":         {noFilter, []string{a.NoAgree, second.NoAgree}},
		"a merchant":  {client.AgreementFilter{OidPartner: partner}, []string{a.NoAgree}},
		"a user":      {client.AgreementFilter{UserID: "shopper-1"}, []string{a.NoAgree, second.NoAgree}},
		"no user":     {client.AgreementFilter{UserID: "shopper-2"}, nil},
		"bound":       {client.AgreementFilter{Bound: "true"}, []string{second.NoAgree}},
		"unbound":     {client.AgreementFilter{Bound: "false"}, []string{a.NoAgree}},
		"after one":   {client.AgreementFilter{Page: client.Page{After: a.NoAgree}}, []string{second.NoAgree}},
		"the newest":  {client.AgreementFilter{Page: client.Page{Newest: 1}}, []string{second.NoAgree}},
		"the first":   {client.AgreementFilter{Page: client.Page{Limit: 1}}, []string{a.NoAgree}},
		"both, bound": {client.AgreementFilter{OidPartner: "201408071000001539", UserID: "shopper-1", Bound: "true"}, []string{second.NoAgree}},
	} {
		t.Run(name, func(t *testing.T) {
			list, err := control.Agreements(ctx, test.filter)
			var got []string
			for _, a := range list.Agreements {
				got = append(got, a.NoAgree)
			}
			if err != nil || len(got) != len(test.want) || len(got) > 0 && got[0] != test.want[0] {
				t.Errorf("%v, want %v, %v", got, test.want, err)
			}
		})
	}
	if _, err := control.Agreements(ctx, client.AgreementFilter{Bound: "yes"}); codeOf(err) != "invalid" {
		t.Error(err)
	}
}
