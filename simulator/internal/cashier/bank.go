package cashier

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// bankingTypes are the pay types of online banking: debit, credit, business.
var bankingTypes = []string{"1", "8", "9"}

func onlineBanking(payType string) bool { return slices.Contains(bankingTypes, payType) }

// bankName is a bank's name in a language, or "" for a code that is none's.
func bankName(code string, lang page.Lang) string {
	if lang == page.English && wire.BankName(code) != "" {
		return englishBanks[code]
	}
	return wire.BankName(code)
}

// banks lets the payer choose among the banks.
func (v *visit) banks() {
	if !v.offered() || !v.payable() {
		return
	}
	v.show(v.banksPage(v.r.URL.Query().Get("pay_type")))
}

func (v *visit) banksPage(payType string) page.Page {
	if !onlineBanking(payType) {
		payType = bankingTypes[0]
	}
	var kinds, banks []choice
	for _, kind := range bankingTypes {
		kinds = append(kinds, choice{Name: v.text("kind" + kind), Href: v.pages + "/bank?pay_type=" + kind, Chosen: kind == payType})
	}
	for _, bank := range wire.Banks() {
		banks = append(banks, choice{Name: bankName(bank.Code, v.lang), Text: bank.Code, Href: v.pages + "/bank/" + payType + "/" + bank.Code})
	}
	return v.render("banks", view{Title: v.text("banking"), Self: "/bank?pay_type=" + payType, Page: struct{ Kinds, Banks []choice }{kinds, banks}})
}
