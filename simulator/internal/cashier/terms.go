package cashier

import (
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/page"
)

// termsBeginning is the first page of an order with terms: the card that the merchant names, the one bank, the only way to pay, or else all
// ways (WEB-7).
func (v *visit) termsBeginning() page.Page {
	if a := v.agreement(v.order.Terms.NoAgree); a != nil {
		return v.boundPage(a, "")
	}
	choices := v.choices()
	if path := v.cardForm(); v.order.Terms.CardNo != "" && path != "" {
		return v.cardPage(path, cardForm{CardNo: v.order.Terms.CardNo}, nil)
	}
	if len(choices) != 1 {
		return v.methodsPage()
	}
	switch path := strings.TrimPrefix(choices[0].Href, v.pages); {
	case path != "/bank":
		return v.cardPage(path[1:], cardForm{}, nil)
	case bankName(v.order.OnlyBank(), v.lang) != "":
		return v.passwordPage(v.bankMeans(v.order.Offered()[0], v.order.OnlyBank()), "")
	}
	return v.banksPage(v.order.Offered()[0])
}

// cardForm is the path of the form for a card of this order, "" where it takes none.
func (v *visit) cardForm() string {
	for _, path := range []string{"card", "verified", "newVerified"} {
		if v.offers(cardTypes(path)...) {
			return path
		}
	}
	return ""
}

// otherWays is the page with all ways to pay, "" where there is but one.
func (v *visit) otherWays() string {
	if v.phone != "" || len(v.choices()) < 2 {
		return ""
	}
	return v.pages + methodsPath
}
