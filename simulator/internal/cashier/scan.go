package cashier

import (
	"net/http"
	"net/url"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/qr"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// byScan tells whether a pay type is paid by reading a QR code.
func byScan(payType string) bool { return payType == "I" || payType == "L" }

// link is what an order's QR code says: the payer's confirmation page, absolute, as the request's sender reaches this server. That of
// an order of the Direct API is its payLoad (PAY-4). Without a pay type that of a redirect order opens the cashier.
func (v *visit) link(payType string) string {
	base := page.BaseURL(v.r, v.publicURL, mux.Vars(v.r)["sandbox"]) + "/pay/" + v.order.OidPaybill
	if v.order.API == domain.Redirect && byScan(payType) {
		return base + "/confirm/" + payType
	}
	return base
}

// scanDirect shows the QR code of an order of the Direct API.
func (v *visit) scanDirect() {
	if v.order.API == domain.Direct && byScan(v.order.PayType) {
		v.to("/scan/" + v.order.PayType)
		return
	}
	v.to("")
}

// scan shows a QR code, and what became of the order as soon as it is paid.
func (v *visit) scan() {
	payType := mux.Vars(v.r)["pay_type"]
	switch {
	case v.order.API == domain.Direct && v.order.PayType != payType, v.order.API != domain.Direct && !v.offers(payType):
		v.to("")
	case v.payable():
		if v.r.URL.Query().Has("paid") {
			v.notice = v.text("notYet")
		}
		v.show(v.scanPage(payType))
	}
}

func (v *visit) scanPage(payType string) page.Page {
	if n := len(v.order.Attempts); n > 0 && v.order.Attempts[n-1].PayType == payType {
		if code := v.order.Attempts[n-1].Code; code != "" {
			v.notice = v.text("scanFailed") + " " + string(code) + " " + v.meaning(code)
		}
	}
	return v.render("scan", view{Title: v.text("scan" + payType), Self: "/scan/" + payType, Watch: v.watchPath(), After: v.pages + "/scan/" + payType, Page: struct {
		Link, Image, Paid string
	}{v.link(payType), v.pages + "/qr.svg?" + url.Values{"pay_type": {payType}}.Encode(), v.pages + "/scan/" + payType + "?paid=yes"}})
}

// meaning is what a code says, in the payer's language where there are words for it.
func (v *visit) meaning(code wire.Code) string {
	if v.lang == page.English && code.Meaning() != "" {
		return code.Meaning()
	}
	return code.MessageFor("")
}

// pixels is the size of a QR code's module in the picture.
const pixels = 8

// qr serves the QR code as a picture.
func (v *visit) qr() {
	payType := v.r.URL.Query().Get("pay_type")
	switch {
	case v.order.API == domain.Direct && !byScan(v.order.PayType):
		v.nothing("noCode")
		return
	case v.order.OfTheFamily():
		v.nothing("noScan")
		return
	}
	code, err := qr.Encode(v.link(payType))
	if err != nil {
		v.notice = message.Of(err).In(v.lang)
		v.errorPage().Write(v.w, http.StatusNotFound)
		return
	}
	h := v.w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Sim-Rule", "PAY-4")
	if mux.Vars(v.r)["format"] == "svg" {
		h.Set("Content-Type", "image/svg+xml")
		h.Set("Content-Security-Policy", page.Policy{}.String())
		_, _ = v.w.Write(code.SVG())
		return
	}
	h.Set("Content-Type", "image/png")
	v.w.WriteHeader(http.StatusOK)
	_ = code.PNG(v.w, pixels) // the browser has gone
}
