package cashier

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// visit is one request of a payer's browser.
type visit struct {
	*Cashier
	w       http.ResponseWriter
	r       *http.Request
	sandbox platform // nil where there is none with that id
	id      string   // of the sandbox
	order   *domain.Order
	lang    page.Lang
	base    string         // path of the merchants' base URL
	pages   string         // path of the order's pages: /s/night/pay/2018011200000001; of a unified bill or signing: /s/night/paymentweb/pay/TOKEN
	ticket  *domain.Ticket // whose token the path has, of a unified bill or signing
	journal journal.Writer // of what the payer does
	notice  string         // the message at the top of the page
	phone   string         // pay type, on the phone of a payer who confirms beside the cashier on another screen
}

// visit is a request about an order, which may be nil, in the sandbox that the request's path names.
func (c *Cashier) visit(w http.ResponseWriter, r *http.Request, o *domain.Order) *visit {
	v := &visit{Cashier: c, w: w, r: r, id: cmp.Or(mux.Vars(r)["sandbox"], sandbox.Default), order: o, lang: page.Language(w, r, page.Chinese)}
	if s := c.sandboxes.Get(v.id); s != nil {
		v.sandbox = s
	}
	v.base = page.BasePath(c.publicURL, mux.Vars(r)["sandbox"])
	if o != nil {
		v.pages = v.base + "/pay/" + o.OidPaybill
	}
	return v
}

// text is a text in the payer's language.
func (v *visit) text(key string) string { return textsIn(v.lang)[key] }

// next is the number of the attempt that a form shown now would make.
func (v *visit) next() int { return len(v.order.Attempts) + 1 }

// token is for a form that does something to this order, in the state the sandbox was last reset or restored to.
func (v *visit) token(purpose string, n int) string { return v.tokens.Token(v.purpose(purpose, n)...) }

func (v *visit) purpose(purpose string, n int) []string {
	return []string{purpose, v.id, strconv.FormatUint(v.sandbox.Epoch(), 10), v.order.OidPaybill, v.order.CreatedAt.Format(time.RFC3339Nano), strconv.Itoa(n)}
}

// attempt is the number in a form, false when the form is not one of ours, or from before a restart, reset or restore.
func (v *visit) attempt() (n int, ok bool) {
	n, err := strconv.Atoi(v.r.PostForm.Get("n"))
	return n, err == nil && n > 0 && v.tokens.Valid(v.r.PostForm.Get("token"), v.purpose("pay", n)...)
}

// to leads the browser to another of the order's pages, with GET.
func (v *visit) to(path string) {
	v.w.Header().Set("Location", v.pages+path)
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.WriteHeader(http.StatusSeeOther)
}

// show answers with a page.
func (v *visit) show(p page.Page) { p.Write(v.w, http.StatusOK) }

// payable tells whether the order can be paid; else the browser is led to what became of it.
func (v *visit) payable() bool {
	if v.order.State == domain.Waiting {
		return true
	}
	v.to("/result")
	return false
}

// offers tells whether the cashier offers one of the pay types for this order: one of the Direct API has only the method it was placed
// for, one of the web, H5 and unified products what its terms say.
func (v *visit) offers(payTypes ...string) bool {
	if v.order.OfTheFamily() {
		return slices.ContainsFunc(payTypes, v.order.Takes)
	}
	return v.order.API == domain.Redirect && !slices.Contains(payTypes, "P")
}

// offered is offers for a page; where it is not, the browser is led to the order's beginning.
func (v *visit) offered(payTypes ...string) bool {
	if v.offers(payTypes...) {
		return true
	}
	v.to("")
	return false
}

// entrance is where the cashier begins, and where the link in payLoad leads.
func (v *visit) entrance() {
	if n, _ := strconv.Atoi(v.r.URL.Query().Get("n")); v.order.State != domain.Waiting || n > 0 {
		v.show(v.outcome(n))
		return
	}
	v.show(v.beginning())
}

// beginning is the first page of an order that can be paid: the method the merchant asked for, else all of them.
func (v *visit) beginning() page.Page {
	switch o := v.order; {
	case o.API == domain.Direct:
		return v.passwordPage(v.confirmMeans(o.PayType), "")
	case v.phone != "":
		return v.passwordPage(v.confirmMeans(v.phone), "")
	case o.OfTheFamily():
		return v.termsBeginning()
	case o.PayType == "D":
		return v.cardPage("verified", cardForm{}, nil)
	case domain.OnlineBanking(o.PayType) && bankName(o.BankCode, v.lang) != "":
		return v.passwordPage(v.bankMeans(o.PayType, o.BankCode), "")
	case domain.OnlineBanking(o.PayType):
		return v.banksPage(o.PayType)
	}
	return v.methodsPage()
}

// stale answers a form that is out of date with what has become of the order. Nothing was done.
func (v *visit) stale() {
	v.refuse("RTY-5", "", message.New("the page was out of date: nothing was done"))
	v.notice = v.text("stale")
	p := v.beginning()
	if v.order.State != domain.Waiting {
		p = v.outcome(0)
	}
	p.Write(v.w, http.StatusConflict)
}
