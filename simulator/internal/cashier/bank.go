package cashier

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// bankingTypes are the pay types of online banking: debit, credit, business.
var bankingTypes = []string{"1", "8", "9"}

// bankName is a bank's name in a language, or "" for a code that is none's.
func bankName(code string, lang page.Lang) string {
	if lang == page.English && wire.BankName(code) != "" {
		return englishBanks[code]
	}
	return wire.BankName(code)
}

// atBank tells whether the order may be paid at a bank: at any, but where the merchant's form names the one (bank_code).
func (v *visit) atBank(code string) bool {
	only := v.order.OnlyBank()
	return wire.BankName(only) == "" || only == code
}

// banks lets the payer choose among the banks.
func (v *visit) banks() {
	if !v.offered(bankingTypes...) || !v.payable() {
		return
	}
	v.show(v.banksPage(v.r.URL.Query().Get("pay_type")))
}

func (v *visit) banksPage(payType string) page.Page {
	offered := slices.DeleteFunc(slices.Clone(bankingTypes), func(kind string) bool { return !v.offers(kind) })
	if !slices.Contains(offered, payType) {
		payType = offered[0]
	}
	var kinds, banks []choice
	for _, kind := range offered {
		kinds = append(kinds, choice{Name: v.text("kind" + kind), Href: v.pages + "/bank?pay_type=" + kind, Chosen: kind == payType})
	}
	for _, bank := range wire.Banks() {
		if !v.atBank(bank.Code) {
			continue
		}
		banks = append(banks, choice{Name: bankName(bank.Code, v.lang), Text: bank.Code, Href: v.pages + "/bank/" + payType + "/" + bank.Code})
	}
	return v.render("banks", view{Title: v.text("banking"), Self: "/bank?pay_type=" + payType, Page: struct{ Kinds, Banks []choice }{kinds, banks}})
}
