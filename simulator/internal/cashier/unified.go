package cashier

import (
	"net/http"
	"slices"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// unifiedPages is the folder of the unified cashier. Behind gateway_url (wire.UnifiedPage) the pages of an order and of a signing stand at
// addresses that have the token, so that each request to them is judged by the token that its page was opened with: a page that was open
// before its token died opens nothing any more (UNI-1, UNI-5).
const (
	unifiedPages = "/paymentweb"
	orderPages   = "/pay/"  // and the token
	signPages    = "/sign/" // and the token
)

// registerUnified adds the unified cashier's routes below a base. They have a router of their own, so that requests to other paths do not try
// one after the other. mux's Subrouter would answer 404 to a method that a path does not take.
func (c *Cashier) registerUnified(r *mux.Router, base string) {
	own := mux.NewRouter().SkipClean(true)
	own.HandleFunc(base+wire.UnifiedPage, c.gateway).Methods(http.MethodGet, http.MethodHead, http.MethodPost)
	handle(own, base+unifiedPages+orderPages+"{token}", c.serve, orderRoutes)
	handle(own, base+unifiedPages+signPages+"{token}", c.serveSigning, signingRoutes)
	own.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) { r.NotFoundHandler.ServeHTTP(w, req) })
	own.MethodNotAllowedHandler = http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) { r.MethodNotAllowedHandler.ServeHTTP(w, req) })
	r.PathPrefix(base + unifiedPages + "/").Handler(own)
}

// gateway is the page behind gateway_url, E9. A browser comes with GET, or posts an empty form from the merchant's site (UNI-2): the token in
// the address is all that counts, and nothing changes.
func (c *Cashier) gateway(w http.ResponseWriter, r *http.Request) {
	v := c.visit(w, r, nil)
	if v.sandbox == nil {
		v.nothing("noSandbox", v.id)
		return
	}
	if !v.admit(r.URL.Query().Get("token"), domain.PageTicket, domain.SigningTicket) {
		return
	}
	v.begin(ticketSubject(v.ticket), journal.PayerForm{})
	v.decide("UNI-1", wire.CodeSuccess, message.New("the payer opens the page of token %s", v.ticket.Token))
	if v.ticket.Kind == domain.SigningTicket {
		signing{v}.entrance()
		return
	}
	v.entrance()
}

// admit lets in whom a token opens a page to, and shows 1000 to others. kinds are what the address is for.
func (v *visit) admit(token string, kinds ...domain.TicketKind) bool {
	x, now := v.sandbox.Ticket(token)
	if x != nil && !slices.Contains(kinds, x.Kind) {
		x = nil
	}
	d := domain.DecidePageTicket(x, now)
	if !d.OK() {
		v.begin(ticketSubject(x), journal.PayerForm{})
		v.refuse(d.Rule, d.Code, d.Reason)
		v.show(v.refusal(page.Refusal{Code: string(d.Code), Message: d.Code.MessageFor(""), Rule: d.Rule, Reason: d.Reason}))
		return false
	}
	v.ticket = x
	if x.Kind == domain.SigningTicket {
		v.pages = v.base + unifiedPages + signPages + x.Token
		return true
	}
	v.order, v.pages = v.sandbox.Order(x.OidPaybill).Order, v.base+unifiedPages+orderPages+x.Token
	return true
}

// dead reports whether the token that the page was opened with opens nothing any more.
func (v *visit) dead() bool {
	if v.ticket == nil {
		return false
	}
	x, now := v.sandbox.Ticket(v.ticket.Token)
	return !domain.DecidePageTicket(x, now).OK()
}

// ticketSubject is what an entry about a ticket is about; x is nil where there is none.
func ticketSubject(x *domain.Ticket) journal.Subject {
	if x == nil {
		return journal.Subject{}
	}
	return journal.Subject{OidPartner: x.OidPartner, NoOrder: x.NoOrder, OidPaybill: x.OidPaybill}
}

// toTokenPages leads a browser at the address of an order of the unified cashier, which has no token, to the pages of the order's newest token.
func (v *visit) toTokenPages(path string) bool {
	if v.order.API != domain.Unified {
		return false
	}
	x := v.sandbox.PageTicket(v.order.OidPaybill)
	if x == nil {
		return false
	}
	v.pages = v.base + unifiedPages + orderPages + x.Token
	if query := v.r.URL.RawQuery; query != "" {
		path += "?" + query
	}
	v.to(path)
	return true
}

// backAddress is where a payer of the unified cashier goes back to who has not paid, "" where the merchant gave no back_url (UNI-4).
func (v *visit) backAddress() string {
	if v.ticket == nil || v.order == nil || v.order.API != domain.Unified {
		return ""
	}
	return web(v.order.Terms.BackURL)
}

// back has the browser post an empty form to back_url (UNI-4). An order that has been paid meanwhile shows that first.
func (v *visit) back() {
	address := v.backAddress()
	if address == "" || v.order.SettleDate != "" {
		v.to("/result")
		return
	}
	v.decide("UNI-4", wire.CodeSuccess, message.New("the payer goes back to %s without a result", address))
	v.post(address)
}

// post has the browser post the form that it has just posted to another address.
func (v *visit) post(address string) {
	v.w.Header().Set("Location", address)
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.WriteHeader(http.StatusTemporaryRedirect)
}

// standIn is what the merchant's app takes into the SDK where the bill is for an app; the page stands in for it (UNI-9).
func (v *visit) standIn() wire.Fields {
	t := v.terms()
	if v.ticket == nil || t == nil || t.Channel != "0" && t.Channel != "1" {
		return nil
	}
	x := v.ticket
	return wire.FieldsOf("token", x.Token, "user_id", x.UserID, "oid_partner", x.OidPartner, "no_order", x.NoOrder, "money_order", x.MoneyOrder)
}
