package cashier

import "github.com/lianlian-sim/llsim/simulator/internal/page"

// choice is something to click on.
type choice struct {
	Name, Text, Href string
	Chosen           bool
}

// methodsPage lets the payer choose how to pay.
func (v *visit) methodsPage() page.Page {
	var methods []choice
	for _, m := range []struct{ name, path string }{
		{"card", "/card"}, {"verified", "/verified"}, {"banking", "/bank"}, {"payTypeL", "/scan/L"}, {"payTypeI", "/scan/I"}, {"balance", "/balance"},
	} {
		methods = append(methods, choice{Name: v.text(m.name), Text: v.text(m.name + "Text"), Href: v.pages + m.path})
	}
	return v.render("methods", view{Title: v.text("methods"), Page: methods})
}
