package platformapi

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the page's template
	"encoding/base64"
	"html/template"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

var (
	//go:embed page.html
	pageText     string
	pageTemplate = template.Must(template.New("page").Parse(pageText))

	// pagePolicy lets nothing into a page but its own style, named by its digest.
	pagePolicy = "default-src 'none'; style-src 'sha256-" + styleDigest() + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

func styleDigest() string {
	_, rest, _ := strings.Cut(pageText, "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(style))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// pageView is what a page shows: an order, or why there is none.
type pageView struct {
	Order          *domain.Order
	Merchant       string // name of the order's merchant
	Chinese, State string // state of the order
	Sandbox        string
	Waiting        bool

	Code, Message, Rule, Reason string       // of a refusal
	Wrong                       *sign.Report // of a signature that does not verify
}

// stateNames are result_pay as a shopper reads it.
var stateNames = map[domain.OrderState]string{
	domain.Waiting:    "等待付款",
	domain.Processing: "付款处理中",
	domain.Success:    "付款成功",
	domain.Refunded:   "已退款",
	domain.Failure:    "订单已关闭",
}

// page answers the cashier form.
func (x *exchange) page(v verdict) []byte {
	if v.OK() {
		return orderPage(x.sandbox, v.order)
	}
	return render(pageView{Code: string(v.Code), Message: x.text(v.Decision), Rule: v.Rule, Reason: v.Reason, Wrong: x.wrong})
}

// orderPage shows an order and how to pay it.
func orderPage(s *sandbox.Sandbox, o *domain.Order) []byte {
	view := pageView{Order: o, Merchant: o.OidPartner, Chinese: stateNames[o.State], State: string(o.State), Sandbox: s.ID, Waiting: o.State == domain.Waiting}
	if m := s.Merchant(o.OidPartner); m != nil && m.Name != "" {
		view.Merchant = m.Name
	}
	return render(view)
}

func render(view pageView) []byte {
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, view); err != nil {
		return []byte("the page cannot be shown: " + template.HTMLEscapeString(err.Error()))
	}
	return b.Bytes()
}

func pageHeader(h http.Header) {
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
}
