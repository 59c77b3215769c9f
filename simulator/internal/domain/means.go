package domain

import (
	"strings"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// CardEntry is what a payer enters to pay with a card.
type CardEntry struct {
	Number  string // digits
	Name    string
	IDNo    string
	SMSCode string
}

// CardPayment is PAY-2: a published test card has its outcome, any other fails with 1100. A wrong SMS code fails with 1900 and,
// where the merchant's form named the payer (id_no, acct_name), another name or id number with 1108; a card that fails by itself
// does so only after these. verified makes it a verified payment, pay_type D; else the card's kind says 2 or 3.
func CardPayment(o *Order, e CardEntry, verified bool) Payment {
	p := Payment{PayType: wire.CardDebit, CardNo: Masked(e.Number), Outcome: string(wire.CodeBadCard)}
	if bank, _, kind, ok := wire.LookupBIN(e.Number); ok {
		p.BankCode, p.PayType = bank, kind
	}
	for _, card := range wire.Cards() {
		if card.Number == e.Number {
			p.BankCode, p.PayType, p.Outcome = card.BankCode, card.Type, card.Outcome
		}
	}
	if verified {
		p.PayType = "D"
	}
	switch {
	case p.Outcome == string(wire.CodeBadCard):
	case o.IDNo != "" && !strings.EqualFold(o.IDNo, e.IDNo), o.AcctName != "" && o.AcctName != e.Name:
		p.Outcome = string(wire.CodeBadPayer)
	case e.SMSCode != wire.SMSCode:
		p.Outcome = string(wire.CodeBadSMS)
	}
	return p
}

// PasswordPayment is PAY-2 for what is paid with a password: wallet balance, a bank's page, a scanned QR code. A published
// password has its outcome, any other fails with 1104.
func PasswordPayment(payType, bankCode, password string) Payment {
	p := Payment{PayType: payType, BankCode: bankCode, Outcome: string(wire.CodeBadPassword)}
	for _, known := range wire.Passwords() {
		if known.Password == password {
			p.Outcome = known.Outcome
		}
	}
	return p
}

// Masked shows the first six and the last four digits of a card number (protocol section 6), or nothing of one that is too short.
func Masked(number string) string {
	const shown = 10
	if len(number) < shown {
		return strings.Repeat("*", len(number))
	}
	return number[:6] + strings.Repeat("*", len(number)-shown) + number[len(number)-4:]
}
