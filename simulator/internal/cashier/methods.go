package cashier

import (
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
)

// choice is something to click on.
type choice struct {
	Name, Text, Href string
	Chosen           bool
}

// methods is where a payer comes who wants another way to pay than the one the merchant asked for.
func (v *visit) methods() {
	if v.order.API == domain.Direct {
		v.to("")
		return
	}
	if v.payable() {
		v.show(v.methodsPage())
	}
}

// methodsPath is the page of all methods, after the order's pages.
const methodsPath = "/methods"

// methodsPage lets the payer choose how to pay.
func (v *visit) methodsPage() page.Page {
	if len(v.choices()) == 0 {
		v.notice = v.text("noMethod")
	}
	return v.render("methods", view{Title: v.text("methods"), Self: methodsPath, Page: v.choices()})
}

// choices are the ways to pay this order: the payer's bound cards first, then what everybody can use.
func (v *visit) choices() (list []choice) {
	for _, a := range v.boundCards() {
		list = append(list, choice{Name: bankName(a.Card.BankCode, v.lang) + " " + domain.Masked(a.Card.Number), Text: v.text("boundText"), Href: v.pages + boundPath(a)})
	}
	for _, m := range methods {
		if v.offers(m.payTypes...) {
			list = append(list, choice{Name: v.text(m.name), Text: v.text(m.name + "Text"), Href: v.pages + m.path})
		}
	}
	return list
}

// methods are all ways to pay and their pages.
var methods = []struct {
	name, path string
	payTypes   []string
}{
	{"card", "/card", cardTypes("card")},
	{"verified", "/verified", cardTypes("verified")},
	{"newVerified", "/newVerified", cardTypes("newVerified")},
	{"banking", "/bank", bankingTypes},
	{"payTypeL", "/scan/L", []string{"L"}},
	{"payTypeI", "/scan/I", []string{"I"}},
	{"balance", "/balance", []string{"0"}},
}
