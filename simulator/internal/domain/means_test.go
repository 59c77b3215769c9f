package domain_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestPAY2CardsAndTheirOutcomes(t *testing.T) {
	anyone, named := &domain.Order{}, &domain.Order{IDNo: "11010119900307123x", AcctName: "张三"}
	good := wire.Cards()[0].Number
	for _, test := range []struct {
		name           string
		order          *domain.Order
		entry          domain.CardEntry
		asked          string
		payType, yield string
	}{
		{"PAY-2 unknown card", anyone, domain.CardEntry{Number: "6222021234567890", SMSCode: wire.SMSCode}, "", "2", "1100"},
		{"PAY-2 card of no bank", anyone, domain.CardEntry{Number: "1", SMSCode: wire.SMSCode}, "", "2", "1100"},
		{"PAY-2 wrong SMS code", anyone, domain.CardEntry{Number: good, SMSCode: "654321"}, "", "2", "1900"},
		{"PAY-2 another payer", named, domain.CardEntry{Number: good, SMSCode: wire.SMSCode, Name: "李四", IDNo: "11010119900307123X"}, "D", "D", "1108"},
		{"PAY-2 another id number", named, domain.CardEntry{Number: good, SMSCode: wire.SMSCode, Name: "张三", IDNo: "110101199003071231"}, "D", "D", "1108"},
		{"PAY-2 the named payer", named, domain.CardEntry{Number: good, SMSCode: wire.SMSCode, Name: "张三", IDNo: "11010119900307123X"}, "D", "D", "success"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := domain.CardPayment(test.order, test.entry, test.asked)
			if p.PayType != test.payType || p.Outcome != test.yield {
				t.Errorf("pay_type %s gives %s, expected %s and %s", p.PayType, p.Outcome, test.payType, test.yield)
			}
		})
	}
	for _, card := range wire.Cards() {
		p := domain.CardPayment(anyone, domain.CardEntry{Number: card.Number, SMSCode: wire.SMSCode}, "")
		if p.Outcome != card.Outcome || p.PayType != card.Type || p.BankCode != card.BankCode || p.CardNo == card.Number {
			t.Errorf("card %s pays %+v", card.Number, p)
		}
	}
}

func TestPAY2PasswordsAndTheirOutcomes(t *testing.T) {
	for _, known := range wire.Passwords() {
		if p := domain.PasswordPayment("1", "01020000", known.Password); p.Outcome != known.Outcome || p.BankCode != "01020000" {
			t.Errorf("password %s pays %+v", known.Password, p)
		}
		code := known.Outcome
		switch code {
		case wire.OutcomeSuccess:
			code = "0000"
		case wire.OutcomeProcessing:
			code = "2008"
		}
		if known.Password != "00"+code {
			t.Errorf("password %s does not say its outcome %s", known.Password, known.Outcome)
		}
	}
	if p := domain.PasswordPayment("0", "", "123456"); p.Outcome != "1104" {
		t.Errorf("an unknown password pays %+v", p)
	}
}
