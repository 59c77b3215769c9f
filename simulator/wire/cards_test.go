package wire

import (
	"bytes"
	"flag"
	"os"
	"testing"
	"text/template"

	"github.com/google/go-cmp/cmp"
)

const cardsPage = "../../docs/reference/test-cards.md"

var update = flag.Bool("update", false, "write docs/reference/test-cards.md from the test cards and passwords")

func TestCardsPage(t *testing.T) {
	page := template.Must(template.New("test-cards.md.tmpl").Funcs(template.FuncMap{
		"bank": BankName,
		"kind": func(cardType string) string {
			return map[string]string{CardDebit: "debit", CardCredit: "credit"}[cardType]
		},
		"message": retMsg,
	}).ParseFiles("testdata/test-cards.md.tmpl"))
	var want bytes.Buffer
	err := page.Execute(&want, map[string]any{"Cards": Cards(), "Passwords": Passwords(), "SMSCode": SMSCode,
		"OtherCard": string(CodeBadCard), "OtherPassword": string(CodeBadPassword), "OtherSMS": string(CodeBadSMS), "OtherPayer": string(CodeBadPayer)})
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(cardsPage, want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(cardsPage)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.String(), string(written)); diff != "" {
		t.Errorf("docs/reference/test-cards.md is not what the cards and passwords are; run go test ./simulator/wire -update\n%s", diff)
	}
}

// retMsg is the ret_msg of an outcome; a payment that is stuck has none yet.
func retMsg(outcome string) string {
	switch outcome {
	case OutcomeSuccess:
		return CodeSuccess.Message()
	case OutcomeProcessing:
		return ""
	}
	return Code(outcome).Message()
}
