package cashier

import "github.com/lianlian-sim/llsim/simulator/internal/page"

// choice is something to click on.
type choice struct {
	Name, Text, Href string
	Chosen           bool
}

// methods is where a payer comes who wants another way to pay than the one the merchant asked for.
func (v *visit) methods() {
	if v.offered() && v.payable() {
		v.show(v.methodsPage())
	}
}

// methodsPath is the page of all methods, after the order's pages.
const methodsPath = "/methods"

// methodsPage lets the payer choose how to pay.
func (v *visit) methodsPage() page.Page {
	var methods []choice
	for _, m := range []struct{ name, path string }{
		{"card", "/card"}, {"verified", "/verified"}, {"banking", "/bank"}, {"payTypeL", "/scan/L"}, {"payTypeI", "/scan/I"}, {"balance", "/balance"},
	} {
		methods = append(methods, choice{Name: v.text(m.name), Text: v.text(m.name + "Text"), Href: v.pages + m.path})
	}
	return v.render("methods", view{Title: v.text("methods"), Self: methodsPath, Page: methods})
}
