package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

func newListCards() *cobra.Command {
	return newOffline(&cobra.Command{
		Use:   "cards",
		Short: "List the test cards and passwords with the outcome of each",
		Long: `List what a payer can enter, with the outcome of the payment: test cards, the SMS code, and test passwords of the wallet, of a bank's
page and of the confirmation after scanning a QR code. --json prints the cards alone, llsim list passwords --json the rest.`,
		Example: "  llsim list cards",
	}, func() ([]wire.Card, error) { return wire.Cards(), nil }, func(b *output, list []wire.Card) {
		writeTable(b, "", b.in("no cards"), row{"number", "bank", "type", "outcome", "note"}, list, func(c wire.Card) row {
			kind := b.in("debit")
			if c.Type == wire.CardCredit {
				kind = b.in("credit")
			}
			return row{c.Number, c.BankCode + " " + wire.BankName(c.BankCode), kind, outcomeCell(c.Outcome), b.word(c.Note)}
		})
		b.line("any other card fails with %s", outcomeCell(string(wire.CodeBadCard)))
		b.WriteByte('\n')
		describePasswords(b, testSecrets())
	})
}

// secretListing is what payers enter beside card numbers. It is an object so that more can come beside it.
type secretListing struct {
	SMSCode   string          `json:"sms_code"`
	Passwords []wire.Password `json:"passwords"`
}

func testSecrets() secretListing { return secretListing{wire.SMSCode, wire.Passwords()} }

func newListPasswords() *cobra.Command {
	return newOffline(&cobra.Command{
		Use:   "passwords",
		Short: "List the test passwords and the SMS code",
		Long: `List the test passwords of the wallet, of a bank's page and of the confirmation after scanning a QR code, with the outcome of a payment
with each, and the code that every SMS carries. A password is 00 and the outcome's code.`,
		Example: "  llsim list passwords --json",
	}, func() (secretListing, error) { return testSecrets(), nil }, describePasswords)
}

func describePasswords(b *output, s secretListing) {
	writeTable(b, "", b.in("no passwords"), row{"password", "outcome", "note"}, s.Passwords, func(p wire.Password) row {
		return row{p.Password, outcomeCell(p.Outcome), b.word(p.Note)}
	})
	b.line("any other password fails with %s", outcomeCell(string(wire.CodeBadPassword)))
	b.WriteByte('\n')
	b.line("SMS code %s; any other fails with %s", s.SMSCode, outcomeCell(string(wire.CodeBadSMS)))
}

// outcomeCell is an outcome with its message, where it is a code.
func outcomeCell(outcome string) string {
	return strings.TrimSpace(outcome + " " + wire.Code(outcome).Message())
}
