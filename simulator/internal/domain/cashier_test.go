package domain_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// atCashier is an order of a cashier.
func atCashier(offer domain.Offer, payType, bank string) *domain.Order {
	return &domain.Order{API: domain.Web, PayType: payType, BankCode: bank, Terms: &domain.Terms{Offer: offer}}
}

const (
	debit       = "6222020000000007" // of 01020000
	otherDebit  = "6225880000000001" // of 03080000
	credit      = "4392250000000009" // of 03080000
	unknownCard = "6222021234567890"
)

func TestWEB6OnlyBank(t *testing.T) {
	for _, test := range []struct {
		name string
		of   *domain.Order
		want string
	}{
		{"WEB-6 cards", atCashier(domain.OfferAll, "2", "03080000"), "03080000"},
		{"WEB-6 verified", atCashier(domain.OfferVerified, "", "03080000"), "03080000"},
		{"WEB-6 banking", atCashier(domain.OfferAll, "1", "03080000"), "03080000"},
		{"banking or cards", atCashier(domain.OfferAll, "", "03080000"), ""},
		{"none", atCashier(domain.OfferCards, "", ""), ""},
		{"aggregate payment", &domain.Order{PayType: "1", BankCode: "03080000"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.of.OnlyBank(); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestPAY2CardsAtACashier(t *testing.T) {
	fixed := atCashier(domain.OfferVerified, "", "")
	fixed.AcctName, fixed.IDNo, fixed.Terms.Fixed = "李四", "110101199003071231", true
	free := atCashier(domain.OfferVerified, "", "")
	free.AcctName, free.IDNo = fixed.AcctName, fixed.IDNo
	for _, test := range []struct {
		name                 string
		of                   *domain.Order
		card, sms, asked     string
		payType, bank, yield string
	}{
		{"pays", atCashier(domain.OfferAll, "", ""), debit, wire.SMSCode, "", "2", "01020000", "success"},
		{"credit", atCashier(domain.OfferCards, "", ""), credit, wire.SMSCode, "", "3", "03080000", "success"},
		{"5601 credit for debit", atCashier(domain.OfferCards, "2", ""), credit, wire.SMSCode, "", "2", "03080000", "5601"},
		{"5601 debit for credit", atCashier(domain.OfferAll, "3", ""), debit, wire.SMSCode, "", "3", "01020000", "5601"},
		{"5601 before the code", atCashier(domain.OfferAll, "3", ""), debit, "1", "", "3", "01020000", "5601"},
		{"unknown card where credit is asked for", atCashier(domain.OfferAll, "3", ""), unknownCard, wire.SMSCode, "", "3", "01020000", "1100"},
		{"WEB-6 another bank", atCashier(domain.OfferCards, "2", "01020000"), otherDebit, wire.SMSCode, "", "2", "03080000", "9907"},
		{"verified", atCashier(domain.OfferVerified, "", ""), credit, wire.SMSCode, "D", "D", "03080000", "success"},
		{"new verified", atCashier(domain.OfferNew, "", ""), debit, wire.SMSCode, "P", "P", "01020000", "success"},
		{"1108 fixed", fixed, debit, wire.SMSCode, "D", "D", "01020000", "1108"},
		{"may be changed", free, debit, wire.SMSCode, "D", "D", "01020000", "success"},
		{"1900", atCashier(domain.OfferAll, "", ""), debit, "654321", "", "2", "01020000", "1900"},
		{"no cashier", atCashier("", "2", ""), debit, wire.SMSCode, "", "2", "01020000", "5601"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := domain.CardPayment(test.of, domain.CardEntry{Number: test.card, Name: "王五", IDNo: "110101199003071232", Phone: "13800138000", SMSCode: test.sms}, test.asked)
			if p.PayType != test.payType || p.BankCode != test.bank || p.Outcome != test.yield {
				t.Errorf("%+v", p)
			}
			if c := p.Card; c == nil || c.Number != test.card || c.AcctName != "王五" || c.IDType != "0" || c.BindMob != "13800138000" {
				t.Errorf("WEB-9: %+v", c)
			}
		})
	}
}

func TestWEB7AgreementPayments(t *testing.T) {
	bound := func(payType, card string) *domain.Agreement {
		return &domain.Agreement{NoAgree: "2026031000000001", PayType: payType, Card: domain.DetailsOf(card)}
	}
	for _, test := range []struct {
		name           string
		of             *domain.Order
		a              *domain.Agreement
		sms            string
		payType, yield string
	}{
		{"its own type", atCashier(domain.OfferAll, "", ""), bound("3", credit), wire.SMSCode, "3", "success"},
		{"verified at an express cashier", atCashier(domain.OfferCards, "", ""), bound("D", debit), wire.SMSCode, "2", "success"},
		{"express at a verified cashier", atCashier(domain.OfferVerified, "", ""), bound("2", debit), wire.SMSCode, "D", "success"},
		{"express at a new verified cashier", atCashier(domain.OfferNew, "", ""), bound("2", debit), wire.SMSCode, "P", "success"},
		{"where only banking is offered", atCashier(domain.OfferAll, "1", ""), bound("2", debit), wire.SMSCode, "2", "success"},
		{"wrong code", atCashier(domain.OfferAll, "", ""), bound("2", debit), "1", "2", "1900"},
		{"another bank", atCashier(domain.OfferCards, "", "03080000"), bound("2", debit), wire.SMSCode, "2", "9907"},
		{"a card that fails", atCashier(domain.OfferAll, "", ""), bound("2", "6222020060010003"), wire.SMSCode, "2", "6001"},
		{"a card that nobody knows", atCashier(domain.OfferAll, "", ""), bound("2", unknownCard), wire.SMSCode, "2", "1100"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := domain.AgreementPayment(test.of, test.a, test.sms)
			if p.PayType != test.payType || p.Outcome != test.yield || p.NoAgree != test.a.NoAgree || p.CardNo != domain.Masked(test.a.Card.Number) || p.Card != nil {
				t.Errorf("%+v", p)
			}
		})
	}
}

func TestReturnLayouts(t *testing.T) {
	of := func(api domain.API, channel string) *domain.Order {
		return &domain.Order{API: api, Terms: &domain.Terms{Channel: channel}}
	}
	for _, test := range []struct {
		name string
		of   *domain.Order
		want domain.ReturnLayout
	}{
		{"redirect", &domain.Order{API: domain.Redirect}, domain.ReturnSorted},
		{"web", of(domain.Web, ""), domain.ReturnFields},
		{"wap", of(domain.Wap, ""), domain.ReturnDocument},
		{"UNI-4 web", of(domain.Unified, "2"), domain.ReturnFields},
		{"UNI-4 H5", of(domain.Unified, "3"), domain.ReturnDocument},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.of.ReturnLayout(); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

func TestNTF9ToldBankCode(t *testing.T) {
	present := &domain.Merchant{EbankBankCode: choice.BankCodePresent}
	paid := func(o *domain.Order, payType string) *domain.Order {
		o.PaidPayType, o.PaidBankCode = payType, "03080000"
		return o
	}
	for _, test := range []struct {
		name string
		m    *domain.Merchant
		of   *domain.Order
		want string
	}{
		{"NTF-9", &domain.Merchant{}, paid(atCashier(domain.OfferAll, "", ""), "1"), ""},
		{"NTF-9 a merchant that was removed", nil, paid(atCashier(domain.OfferAll, "", ""), "1"), ""},
		{"NTF-9 present", present, paid(atCashier(domain.OfferAll, "", ""), "1"), "03080000"},
		{"a card", &domain.Merchant{}, paid(atCashier(domain.OfferAll, "", ""), "2"), "03080000"},
		{"aggregate payment", &domain.Merchant{}, paid(&domain.Order{API: domain.Redirect}, "1"), "03080000"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.of.ToldBankCode(test.m); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}
