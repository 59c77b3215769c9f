package domain

import (
	"cmp"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// CardEntry is what a payer enters to pay with a card.
type CardEntry struct {
	Number  string // digits
	Name    string
	IDNo    string
	Phone   string
	SMSCode string
}

// CardPayment is PAY-2: a published test card has its outcome, any other fails with 1100. A wrong SMS code fails with 1900 and,
// where the merchant has fixed the payer (id_no, acct_name), another name or id number with 1108; a card that fails by itself
// does so only after these. payType is D or P for verified payment; "" takes the card's kind, 2 or 3. At a cashier that does not offer
// the card's kind it fails with 5601, and with 9907 where only another bank's cards are taken (WEB-6).
func CardPayment(o *Order, e CardEntry, payType string) Payment {
	p, kind := cardPayment(e.Number)
	if o.OfTheFamily() {
		p.Card = &CardDetails{Number: e.Number, BankCode: p.BankCode, Kind: kind, AcctName: e.Name, IDType: cmp.Or(o.Terms.IDType, "0"), IDNo: e.IDNo, BindMob: e.Phone}
	}
	if payType != "" {
		p.PayType = payType
	}
	fits := !o.OfTheFamily() || o.Takes(p.PayType)
	if offered := o.Offered(); !fits && len(offered) > 0 {
		p.PayType = offered[0]
	}
	switch {
	case p.Outcome == string(wire.CodeBadCard):
	case !fits:
		p.Outcome = string(wire.CodeWrongCardType)
	case o.OnlyBank() != "" && o.OnlyBank() != p.BankCode:
		p.Outcome = string(wire.CodeWrongBank)
	case o.otherPayer(e):
		p.Outcome = string(wire.CodeBadPayer)
	case e.SMSCode != wire.SMSCode:
		p.Outcome = string(wire.CodeBadSMS)
	}
	return p
}

// AgreementPayment is CardPayment with a card that the payer has bound: only the SMS code is asked for (WEB-7). Whose card it is says the
// agreement.
func AgreementPayment(o *Order, a *Agreement, smsCode string) Payment {
	p, _ := cardPayment(a.Card.Number)
	p.PayType, p.NoAgree = o.PayTypeWith(a), a.NoAgree
	switch {
	case p.Outcome == string(wire.CodeBadCard):
	case o.OnlyBank() != "" && o.OnlyBank() != p.BankCode:
		p.Outcome = string(wire.CodeWrongBank)
	case smsCode != wire.SMSCode:
		p.Outcome = string(wire.CodeBadSMS)
	}
	return p
}

// cardPayment returns what paying with a card comes to by itself, and the card's kind, "" where nothing is known of the card.
func cardPayment(number string) (p Payment, kind string) {
	p = Payment{PayType: wire.CardDebit, CardNo: Masked(number), Outcome: string(wire.CodeBadCard)}
	if bank, _, known, ok := wire.LookupBIN(number); ok {
		p.BankCode, p.PayType, kind = bank, known, known
	}
	for _, card := range wire.Cards() {
		if card.Number == number {
			p.BankCode, p.PayType, p.Outcome, kind = card.BankCode, card.Type, card.Outcome, card.Type
		}
	}
	return p, kind
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
