package console_test

import (
	"testing"
	"time"
)

// TestTheNavigationSaysWhereOneIs: the page itself is the current one, and that of which it is a detail is marked.
func TestTheNavigationSaysWhereOneIs(t *testing.T) {
	w := newWorld(t)
	id := w.place(order("NAV", "5.00", nobody))
	f := w.unsigned("NAV-2")
	refused, _ := w.raw(f.Set("sign", "bm8="))
	w.pay(id, "success")
	w.advance(24 * time.Hour)
	for path, want := range map[string][2]string{
		"/":                                   {"overview", ""},
		ordersPath:                            {"orders 1", ""},
		"/console/default/notifications":      {"notifications 1", ""},
		"/?state=SUCCESS":                     {"orders 1", ""},
		orderPath(id):                         {"", "orders 1"},
		"/console/default/refused":            {"refused 1", ""},
		"/console/default/refused/" + refused: {"", "refused 1"},
		journalPath:                           {"journal", ""},
		"/console/default/entries/1":          {"", "journal"},
		filesPath:                             {"files", ""},
		filesPath + "/JYMX_201304121000001004_20261120.txt": {"", "files"},
		"/console/default/merchants":                        {"merchants", ""},
		merchantPath(w.shop.OidPartner()):                   {"", "merchants"},
		"/console/default/steps?text=refund":                {"steps", ""},
		datesPath:                                           {"", "clock"},
		"/console/default/search?q=nothing":                 {"", ""},
		"/console/default/orders/1":                         {"", ""}, // a page about nothing
	} {
		s, got := w.get(path), [2]string{}
		for _, a := range s.all("a") {
			switch {
			case a.Parent.Data != "li" || a.Parent.Parent.Parent.Data != "nav":
			case attribute(a, "aria-current") == "page":
				got[0] += words(a)
			case attribute(a, "class") == "above":
				got[1] += words(a)
			}
		}
		if got != want {
			t.Errorf("%s: current and above are %q, expected %q", path, got, want)
		}
	}
}
