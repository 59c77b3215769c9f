package wire

// Outcomes of a payment attempt beside the failure codes.
const (
	OutcomeSuccess    = "success"
	OutcomeProcessing = "processing"
)

// Card is a published test card (PAY-2). Outcome is OutcomeSuccess, OutcomeProcessing or a failure code. After the bank's
// prefix comes 00, then the outcome (0000 success, 2008 processing), 000 and a Luhn check digit: 6222 0200 6001 0003.
type Card struct {
	Number   string `json:"number"`
	BankCode string `json:"bank_code"`
	Type     string `json:"card_type"`
	Outcome  string `json:"outcome"`
	Note     string `json:"note"`
}

// Cards lists the test cards. Every other number fails with 1100.
func Cards() []Card {
	return []Card{
		{"6222020000000007", "01020000", CardDebit, OutcomeSuccess, "debit card that pays"},
		{"6225880000000001", "03080000", CardDebit, OutcomeSuccess, "debit card of another bank that pays"},
		{"4392250000000009", "03080000", CardCredit, OutcomeSuccess, "credit card that pays"},
		{"6222020060010003", "01020000", CardDebit, "6001", "balance too low"},
		{"6222020011010003", "01020000", CardDebit, "1101", "reported lost"},
		{"4392250011030003", "03080000", CardCredit, "1103", "expired, or CVV2 wrong"},
		{"6222020011040000", "01020000", CardDebit, "1104", "card password wrong"},
		{"6222020011050009", "01020000", CardDebit, "1105", "on the blacklist"},
		{"6222020011070007", "01020000", CardDebit, "1107", "no online payment with this card"},
		{"6222020011080006", "01020000", CardDebit, "1108", "id number, name or phone wrong"},
		{"6222020019000006", "01020000", CardDebit, "1900", "SMS code wrong"},
		{"6222020019010005", "01020000", CardDebit, "1901", "SMS code expired"},
		{"6222020090000008", "01020000", CardDebit, "9000", "bank under maintenance"},
		{"6222020099700004", "01020000", CardDebit, "9970", "bank in its day-end cut-over"},
		{"6222020020080005", "01020000", CardDebit, OutcomeProcessing, "stuck at the bank until the operator finishes the attempt"},
	}
}

// SMSCode is the code that every SMS of the cashier carries. Another one fails with 1900.
const SMSCode = "123456"

// Password is a published test password: of the wallet, of a bank's page, of the payer's confirmation after scanning a QR code.
// It is 00 and the outcome (0000 success, 2008 processing), so that one who knows the code knows the password.
type Password struct {
	Password string `json:"password"`
	Outcome  string `json:"outcome"`
	Note     string `json:"note"`
}

// Passwords lists the test passwords. Every other one fails with 1104.
func Passwords() []Password {
	return []Password{
		{"000000", OutcomeSuccess, "pays"},
		{"006001", "6001", "balance too low"},
		{"001101", "1101", "card reported lost"},
		{"001103", "1103", "card expired, or CVV2 wrong"},
		{"001104", "1104", "password wrong"},
		{"001105", "1105", "on the blacklist"},
		{"001107", "1107", "no online payment with this card"},
		{"001108", "1108", "id number, name or phone wrong"},
		{"001900", "1900", "SMS code wrong"},
		{"001901", "1901", "SMS code expired"},
		{"009000", "9000", "bank under maintenance"},
		{"009970", "9970", "bank in its day-end cut-over"},
		{"002008", OutcomeProcessing, "stuck until the operator finishes the attempt"},
	}
}
