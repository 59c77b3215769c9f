package console_test

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// cardPayment is a request for bankcardprepay with any card.
func cardPayment(number, card string) wire.Fields {
	return append(order(number, "5.00", nobody).Set("pay_type", "2"), wire.FieldsOf("card_no", card, "acct_name", "张三", "bind_mob", "13800138000", "id_no", "11010119900307123X")...)
}

func TestCardPaymentsOnTheConsole(t *testing.T) {
	const card, masked = "6217000010012345677", "621700*********5677"
	w := newWorld(t)
	a, err := w.shop.Post(w.Context(), wire.KindCardPrepay, cardPayment("C-1", card))
	if err != nil || a.Code() != wire.CodeSMSSent {
		t.Fatalf("%s %s, %v", a.Body, a.Reason, err)
	}
	page := w.get("/console/default/orders/" + (a.Fields.Get("oid_paybill"))).words()
	for _, has := range []string{"through the API, RSA", "123456", a.Fields.Get("token"), "What was inside pay_load", masked, "13800138000"} {
		if !strings.Contains(page, has) {
			t.Errorf("the order's page does not have %s:\n%s", has, page)
		}
	}
	if strings.Contains(page, card) {
		t.Error("the order's page has the card's number")
	}
	if refused := w.get("/console/default/refused").words(); strings.Contains(refused, "8888") {
		t.Error("a code that was sent is among the refusals")
	}
	spoiled, err := w.shop.Seal(wire.FieldsOf("oid_partner", w.shop.OidPartner()))
	if err != nil {
		t.Fatal(err)
	}
	a, err = w.shop.Send(w.Context(), wire.KindCardPrepay, spoiled.Set("pay_load", strings.Replace(spoiled.Get("pay_load"), "lianpay1_0_1", "lianpay1_0_2", 1)))
	if err != nil || a.Code() != wire.CodeUnopened {
		t.Fatalf("%s, %v", a.Body, err)
	}
	for _, path := range []string{"/console/default/refused", "/console/default/refused/" + a.RequestID} {
		if page := w.get(path).words(); !strings.Contains(page, "payload-version") {
			t.Errorf("%s does not name the cause:\n%s", path, page)
		}
	}
}

func TestAgreementsOnTheConsole(t *testing.T) {
	w := newWorld(t)
	const path = "/console/default/agreements"
	if page := w.get(path).words(); !strings.Contains(page, "No card is bound") {
		t.Error(page)
	}
	w.press(w.get(path), "/add", "oid_partner", w.shop.OidPartner(), "user_id", "u-1", "card_no", "6222020000000007", "acct_name", "张三")
	list, err := w.control.Agreements(w.Context(), client.AgreementFilter{})
	if err != nil || len(list.Agreements) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	number := list.Agreements[0].NoAgree
	for _, has := range []string{number, "622202******0007", "张三", "u-1"} {
		if page := w.get(path).words(); !strings.Contains(page, has) {
			t.Errorf("the page does not have %s:\n%s", has, page)
		}
	}
	w.press(w.get(path), "/unbind", "no_agree", number)
	if page := w.get(path).words(); !strings.Contains(page, "unbound") {
		t.Error(page)
	}
}
