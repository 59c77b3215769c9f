package cashier

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// Cashier serves the payers' pages of all sandboxes of a server.
type Cashier struct {
	sandboxes sandbox.Finder
	publicURL string // "": what the request's Host says
	tokens    *page.Tokens
	origin    *http.CrossOriginProtection
	entries   *kept[entry]        // cards entered whose SMS code is still to come
	refusals  *kept[page.Refusal] // forms refused, to be shown in the other language
}

// New makes a cashier. publicURL, if given, is where links that leave the browser point to.
func New(sandboxes sandbox.Finder, publicURL string) *Cashier {
	c := &Cashier{sandboxes: sandboxes, publicURL: publicURL, tokens: page.NewTokens(), origin: http.NewCrossOriginProtection(),
		entries: newKept[entry](), refusals: newKept[page.Refusal]()}
	if u, err := url.Parse(publicURL); err == nil && u.Host != "" {
		_ = c.origin.AddTrustedOrigin(u.Scheme + "://" + u.Host) // an origin by its shape
	}
	return c
}

// Register adds the cashier's routes to the platform's router.
func (c *Cashier) Register(r *mux.Router) {
	for _, base := range []string{"", "/s/{sandbox}"} {
		r.HandleFunc(base+"/pay/refused/{key}", c.refused).Methods(http.MethodGet, http.MethodHead)
		handle(r, base+"/pay/{oid_paybill}", c.serve, orderRoutes)
		c.registerUnified(r, base)
	}
}

// route is a page, and what its form does; post is nil where it has none.
type route[V any] struct {
	path      string
	get, post func(V)
}

// handle adds routes at an address.
func handle[V any](r *mux.Router, address string, serve func(func(V)) http.HandlerFunc, routes []route[V]) {
	for _, x := range routes {
		r.HandleFunc(address+x.path, serve(x.get)).Methods(http.MethodGet, http.MethodHead)
		if x.post != nil {
			r.HandleFunc(address+x.path, serve(x.post)).Methods(http.MethodPost)
		}
	}
}

// orderRoutes are the pages of an order.
var orderRoutes = []route[*visit]{
	{"", (*visit).entrance, nil},
	{methodsPath, (*visit).methods, nil},
	{"/card", (*visit).card, (*visit).enterCard},
	{"/verified", (*visit).card, (*visit).enterCard},
	{"/newVerified", (*visit).card, (*visit).enterCard},
	{"/bound/{no_agree}", (*visit).bound, (*visit).enterBound},
	{"/sms/{entry}", (*visit).sms, (*visit).enterSMS},
	{"/bank", (*visit).banks, nil},
	{"/bank/{pay_type:[189]}/{bank_code}", (*visit).password, (*visit).enterPassword},
	{"/balance", (*visit).password, (*visit).enterPassword},
	{"/confirm/{pay_type:[ILYW]}", (*visit).password, (*visit).enterPassword},
	{"/scan", (*visit).scanDirect, nil},
	{"/scan/{pay_type:[IL]}", (*visit).scan, nil},
	{"/qr.{format:png|svg}", (*visit).qr, nil},
	{"/watch", (*visit).watch, nil},
	{"/result", (*visit).result, nil},
	{"/return", (*visit).entrance, (*visit).goBack},
	{"/leave", (*visit).leave, nil},
	{"/back", (*visit).entrance, (*visit).back},
}

// Placed is the page for a form that was accepted: where the payer begins, or what has become of the order already.
func (c *Cashier) Placed(w http.ResponseWriter, r *http.Request, o *domain.Order) page.Page {
	v := c.visit(w, r, o)
	if v.sandbox == nil { // deleted meanwhile
		return v.nothingPage("noSandbox", v.id)
	}
	if o.State != domain.Waiting {
		return v.outcome(0)
	}
	return v.beginning()
}

// maxForm bounds what a payer's browser sends: the longest is the synchronous notification.
const maxForm = 64 << 10

// serve finds the order of a request and keeps foreign pages out.
func (c *Cashier) serve(h func(*visit)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := c.visit(w, r, nil)
		if v.sandbox == nil {
			v.nothing("noSandbox", v.id)
			return
		}
		if !v.find(mux.Vars(r)) {
			return
		}
		if r.Method == http.MethodPost && !v.receive() {
			return
		}
		h(v)
	}
}

// find finds the order that a request's path names, by the platform's number or by a token of the unified cashier. It answers by itself where
// there is none, and leads a browser without the token of an order that has one to the pages with it.
func (v *visit) find(path map[string]string) bool {
	if token, named := path["token"]; named {
		return v.admit(token, domain.PageTicket)
	}
	number := path["oid_paybill"]
	if v.order = v.sandbox.Order(number).Order; v.order == nil {
		v.nothing("noOrder", number)
		return false
	}
	v.pages = v.base + "/pay/" + number
	_, rest, _ := strings.Cut(v.r.URL.Path, "/pay/"+number)
	return !v.toTokenPages(rest)
}
