package cashier

import (
	"bytes"
	_ "embed" // the page's template
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// Cashier serves the payers' pages of all sandboxes of a server.
type Cashier struct {
	sandboxes *sandbox.Manager
	publicURL string // "": what the request's Host says
	tokens    *page.Tokens
}

// New makes a cashier. publicURL, if given, is where links that leave the browser point to.
func New(sandboxes *sandbox.Manager, publicURL string) *Cashier {
	return &Cashier{sandboxes: sandboxes, publicURL: publicURL, tokens: page.NewTokens()}
}

// Register adds the cashier's routes to the platform's router.
func (c *Cashier) Register(r *mux.Router) {
	for _, base := range []string{"", "/s/{sandbox}"} {
		r.HandleFunc(base+"/pay/{oid_paybill}", c.order).Methods(http.MethodGet, http.MethodHead)
	}
}

var (
	//go:embed page.html
	pageText     string
	pageTemplate = template.Must(template.New("page").Parse(pageText))
	pageStyle    = page.Digest(styleOf(pageText))
)

func styleOf(text string) string {
	_, rest, _ := strings.Cut(text, "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	return style
}

// view is what a page shows: an order, or why there is none.
type view struct {
	Order          *domain.Order
	Merchant       string // name of the order's merchant
	Chinese, State string // state of the order
	Sandbox        string
	Waiting        bool
	Refusal        page.Refusal
}

// stateNames are result_pay as a shopper reads it.
var stateNames = map[domain.OrderState]string{
	domain.Waiting:    "等待付款",
	domain.Processing: "付款处理中",
	domain.Success:    "付款成功",
	domain.Refunded:   "已退款",
	domain.Failure:    "订单已关闭",
}

// Placed is the page for a form that was accepted.
func (c *Cashier) Placed(_ http.ResponseWriter, _ *http.Request, s *sandbox.Sandbox, o *domain.Order) page.Page {
	v := view{Order: o, Merchant: o.OidPartner, Chinese: stateNames[o.State], State: string(o.State), Sandbox: s.ID, Waiting: o.State == domain.Waiting}
	if m := s.Merchant(o.OidPartner); m != nil && m.Name != "" {
		v.Merchant = m.Name
	}
	return render(v)
}

// Refused is the page for a form that was not.
func (c *Cashier) Refused(_ http.ResponseWriter, _ *http.Request, why page.Refusal) page.Page {
	return render(view{Refusal: why})
}

// order is where the QR code of an order leads.
func (c *Cashier) order(w http.ResponseWriter, r *http.Request) {
	id := mux.Vars(r)["sandbox"]
	if id == "" {
		id = sandbox.Default
	}
	s := c.sandboxes.Get(id)
	if s == nil {
		http.Error(w, fmt.Sprintf("no sandbox %q", id), http.StatusNotFound)
		return
	}
	o := s.Order(mux.Vars(r)["oid_paybill"]).Order
	if o == nil {
		http.Error(w, "no order with that oid_paybill", http.StatusNotFound)
		return
	}
	c.Placed(w, r, s, o).Write(w, http.StatusOK)
}

func render(v view) page.Page {
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, v); err != nil {
		b.Reset()
		b.WriteString("the page cannot be shown: " + template.HTMLEscapeString(err.Error()))
	}
	return page.Page{Policy: page.Policy{Style: []string{pageStyle}}, Body: b.Bytes()}
}
