package simulator_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/fixtures"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/simulatortest"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// app is a merchant with an app, which has no phone.
type app struct {
	*simulatortest.Simulator
	t    *testing.T
	keys sign.Keys // the platform's
}

func newApp(t *testing.T, options ...simulatortest.Option) *app {
	t.Helper()
	s := simulatortest.New(t, options...)
	keys := s.Keys()
	public, err := sign.ParsePublicKey(keys.PlatformPublicPEM)
	if err != nil {
		t.Fatal(err)
	}
	return &app{Simulator: s, t: t, keys: sign.Keys{Public: public, MD5: keys.MD5Key}}
}

// signed is what the merchant's server signs for the app; user_id and what else is added comes after it.
func (a *app) signed(number string, signType string, added ...string) wire.Fields {
	a.t.Helper()
	f := a.OrderFields(number, "0.01", "pay_type", "", "user_id", "", "sign_type", signType)
	f, err := a.Client().Sign(f)
	if err != nil {
		a.t.Fatal(err)
	}
	return append(append(f, wire.Field{Name: "user_id", Value: "shopper-1"}), wire.FieldsOf(added...)...)
}

// hand hands over what the app has, and waits for the notifications.
func (a *app) hand(f wire.Fields, how api.App) client.Answer {
	a.t.Helper()
	how.Request = json.RawMessage(wire.EncodeJSON(f))
	answer, err := a.Control().App(a.t.Context(), how)
	if err != nil {
		a.t.Fatal(err)
	}
	a.Advance(0)
	return answer
}

// refused checks that an answer has a code, and neither an order nor a signature (SDK-4).
func (a *app) refused(answer client.Answer, code, rule, reason string) {
	a.t.Helper()
	if string(answer.Code()) != code || answer.Rule != rule || !strings.Contains(answer.Reason, reason) {
		a.t.Errorf("answered %s by %s: %s; expected %s by %s: …%s…", answer.Code(), answer.Rule, answer.Reason, code, rule, reason)
	}
	for _, name := range []string{"sign", "sign_type", "no_order", "oid_paybill", "agreementno"} {
		if answer.Fields.Has(name) {
			a.t.Errorf("a refusal has %s: %s", name, answer.Body)
		}
	}
}

// captured is the SDK's result of 2015-06-10, and the MD5 key that signed it.
func captured(t *testing.T) (wire.Fields, string) {
	t.Helper()
	messages, err := fixtures.Products()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(messages, func(m fixtures.Captured) bool { return strings.HasPrefix(m.Name, "SDK result") })
	if i < 0 {
		t.Fatal("no captured result")
	}
	f, err := wire.DecodeJSON(messages[i].Fields)
	if err != nil {
		t.Fatal(err)
	}
	return f, messages[i].Key
}

func TestSDK1TheResultHasTheCapturedShape(t *testing.T) {
	t.Parallel()
	vector, key := captured(t)
	if err := client.VerifyApp(vector.Set("ret_code", "0000").Set("ret_msg", "交易成功").Set("agreementno", "2015061012345678"), sign.Keys{MD5: key}); err != nil {
		t.Errorf("the captured result does not verify: %v", err)
	}
	a := newApp(t)
	for _, signType := range []string{"RSA", "MD5"} {
		t.Run(signType, func(t *testing.T) {
			answer := a.hand(a.signed("SDK-"+signType, signType), api.App{})
			if !answer.OK() || answer.Rule != "SDK-1" {
				t.Fatalf("%s by %s: %s", answer.Body, answer.Rule, answer.Reason)
			}
			if err := client.VerifyApp(answer.Fields, a.keys); err != nil {
				t.Error(err)
			}
			if err := sign.Verify(answer.Fields, a.keys); err == nil {
				t.Error("ret_code, ret_msg and agreementno are signed")
			}
			names := []string{"ret_code", "ret_msg", "agreementno"}
			for _, f := range vector {
				names = append(names, f.Name)
			}
			for _, name := range names {
				if !answer.Fields.Has(name) {
					t.Errorf("%s is missing: %s", name, answer.Body)
				}
			}
			if len(answer.Fields) != len(names) || !slices.IsSortedFunc(answer.Fields, func(x, y wire.Field) int { return strings.Compare(x.Name, y.Name) }) {
				t.Errorf("%s has other fields than %v, or another order", answer.Body, names)
			}
			for name, value := range map[string]string{"result_pay": "SUCCESS", "money_order": "0.01", "settle_date": "20260115", "info_order": "", "sign_type": signType} {
				if answer.Fields.Get(name) != value {
					t.Errorf("%s is %q", name, answer.Fields.Get(name))
				}
			}
			if len(answer.Fields.Get("agreementno")) != 16 { // the card that was paid with is bound (WEB-9)
				t.Errorf("agreementno %q", answer.Fields.Get("agreementno"))
			}
		})
	}
}

func TestSDK2ThePaymentIsNotifiedLikeAny(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	answer := a.hand(a.signed("SDK-1", ""), api.App{})
	told := a.Notifications()
	if len(told) != 1 || told[0].Get("no_order") != "SDK-1" || told[0].Get("oid_paybill") != answer.Fields.Get("oid_paybill") || told[0].Has("agreementno") {
		t.Fatal(told)
	}
	order := a.Find("SDK-1")
	if state := order.State(); state.API != "sdk" || state.ResultPay != "SUCCESS" || order.Query().Get("result_pay") != "SUCCESS" {
		t.Errorf("%+v", state)
	}
	silent := false
	a.hand(a.signed("SDK-2", ""), api.App{Notify: &silent})
	if len(a.Notifications()) != 1 {
		t.Error("a payment with notify false is notified")
	}
}

// notes returns the journal's sentences about the signature of a request.
func (a *app) notes(request string) string {
	a.t.Helper()
	page, err := a.Control().Journal(a.t.Context(), "decision", client.Page{After: request})
	if err != nil {
		a.t.Fatal(err)
	}
	var all []string
	for _, e := range page.Entries {
		if e.Rule == "CHK-4" {
			all = append(all, e.Text)
		}
	}
	return strings.Join(all, "\n")
}

func TestSDK3FieldsAddedUnsigned(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	for _, test := range []struct{ name, note string }{
		{"added", "the signature verifies without acct_name, id_no, user_id, which the app added unsigned"},
		{"signed", "the signature covers acct_name, id_no, user_id too"},
	} {
		f := a.signed("SDK-"+test.name, "", "id_no", "11010119900307123X", "acct_name", "张三")
		if test.name == "signed" {
			var err error
			if f, err = a.Client().Sign(f.Without("sign")); err != nil {
				t.Fatal(err)
			}
		}
		answer := a.hand(f, api.App{})
		if notes := a.notes(answer.RequestID); !answer.OK() || !strings.Contains(notes, test.note) {
			t.Errorf("%s: %s, noted %q", test.name, answer.Body, notes)
		}
	}
}

func TestSDK3IsCheckedLikeAnyRequest(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	profile, err := a.Control().Merchant(t.Context(), a.Client().OidPartner())
	if err != nil {
		t.Fatal(err)
	}
	good := a.signed("SDK-1", "")
	for _, test := range []struct {
		name               string
		fields             wire.Fields
		code, rule, reason string
	}{
		{"CHK-2 another merchant", good.Set("oid_partner", "201300000000000000"), "3001", "CHK-2", "no merchant"},
		{"CHK-4 changed after signing", good.Set("money_order", "0.02"), "1001", "CHK-4", "does not verify"},
		{"CHK-4 the wrong way of writing, beside added fields", func() wire.Fields {
			f, _ := a.Client().Sign(good.Without("sign", "user_id").Set("name_goods", "A &amp; B"))
			return append(f.Set("name_goods", "A & B"), wire.Field{Name: "user_id", Value: "shopper-1"})
		}(), "1001", "CHK-4", "HTML"},
		{"CHK-5 no user", good.Without("user_id"), "1004", "CHK-5", "user_id is missing"},
		{"LIM-1 no amount", func() wire.Fields {
			f, _ := a.Client().Sign(good.Without("sign", "user_id").Set("money_order", "0"))
			return append(f, wire.Field{Name: "user_id", Value: "shopper-1"})
		}(), "1004", "LIM-1", "money_order"},
	} {
		t.Run(test.name, func(t *testing.T) {
			(&app{a.Simulator, t, a.keys}).refused(a.hand(test.fields, api.App{}), test.code, test.rule, test.reason)
		})
	}
	profile.Products = slices.DeleteFunc(profile.Products, func(p string) bool { return p == "sdk" })
	if _, err := a.Control().PutMerchant(t.Context(), profile); err != nil {
		t.Fatal(err)
	}
	a.refused(a.hand(good, api.App{}), "3010", "CHK-3", "does not have the product sdk")
}

func TestSDK4WhatEndsOtherwise(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	failing := failingCard(t)
	minute := api.Duration(time.Minute)
	for _, test := range []struct {
		name               string
		added              []string
		how                api.App
		code, rule, reason string
		state              string
	}{
		{"the bank refuses", nil, api.App{Outcome: "6001"}, "6001", "SDK-4", "attempt 1 failed with 6001", "WAITING"},
		{"the bank says nothing", nil, api.App{Outcome: "processing"}, "2008", "SDK-4", "waits for the bank", "PROCESSING"},
		{"the bank answers later", nil, api.App{After: &minute}, "2008", "SDK-4", "waits for the bank", "PROCESSING"},
		{"the payer's card has no money", nil, api.App{CardNo: failing.Number}, failing.Outcome, "SDK-4", "attempt 1 failed", "WAITING"},
		{"the card that the app names has no money", []string{"card_no", failing.Number}, api.App{}, failing.Outcome, "SDK-4", "attempt 1 failed", "WAITING"},
		{"an agreement that does not exist", []string{"no_agree", "2026011512345678"}, api.App{}, "3003", "WEB-7", "no agreement", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			answer := a.hand(a.signed(strings.ReplaceAll(test.name, " ", "-")[:16], "", test.added...), test.how)
			(&app{a.Simulator, t, a.keys}).refused(answer, test.code, test.rule, test.reason)
			if test.state == "" {
				return
			}
			if state := a.Find(strings.ReplaceAll(test.name, " ", "-")[:16]).State().ResultPay; state != test.state {
				t.Errorf("the order is %s, expected %s", state, test.state)
			}
			if processing := answer.Fields.Get("result_pay"); (processing != "") != (test.code == "2008") {
				t.Errorf("%s", answer.Body)
			}
		})
	}
}

// failingCard returns a published debit card with which payments fail.
func failingCard(t *testing.T) wire.Card {
	t.Helper()
	for _, card := range wire.Cards() {
		if card.Type == wire.CardDebit && card.Outcome != wire.OutcomeSuccess && card.Outcome != wire.OutcomeProcessing {
			return card
		}
	}
	t.Fatal("no such card")
	return wire.Card{}
}

// An app keeps the agreement of its first payment and pays with it again; a retry of an order that failed pays it.
func TestSDK3PaysAgainWithTheAgreement(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	agreement := a.hand(a.signed("SDK-1", ""), api.App{}).Fields.Get("agreementno")
	second := a.hand(a.signed("SDK-2", "", "no_agree", agreement), api.App{})
	if !second.OK() || second.Fields.Get("agreementno") != agreement {
		t.Errorf("%s, expected agreement %s", second.Body, agreement)
	}
	request := a.signed("SDK-3", "")
	first := a.hand(request, api.App{Outcome: "6001"})
	again := a.hand(request, api.App{})
	if first.OK() || !again.OK() || len(a.Find("SDK-3").State().Attempts) != 2 {
		t.Errorf("%s, then %s", first.Body, again.Body)
	}
	a.refused(a.hand(request, api.App{}), "2007", "IDN-5", "already paid")
}
