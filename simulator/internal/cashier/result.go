package cashier

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// result shows what became of an attempt, the newest when none is named.
func (v *visit) result() {
	n, _ := strconv.Atoi(v.r.URL.Query().Get("n"))
	v.show(v.outcome(n))
}

// outcome is the page of what became of an order or, while it is WAITING, of attempt n (0: the newest).
func (v *visit) outcome(n int) page.Page {
	if n < 1 || n > len(v.order.Attempts) {
		n = len(v.order.Attempts)
	}
	switch v.order.State {
	case domain.Success, domain.Refunded:
		return v.paidPage()
	case domain.Failure:
		return v.closedPage()
	case domain.Processing:
		return v.processingPage("processing")
	}
	switch a, made := v.order.Attempt(n); {
	case !made:
		return v.beginning()
	case a.State == domain.AttemptFailed:
		return v.failedPage(a)
	}
	return v.processingPage("timedOut")
}

// self is the page's own address, after the order's pages.
func (v *visit) self(n string) string {
	path := "/result"
	if v.phone != "" {
		path = "/confirm/" + v.phone
	}
	return path + n
}

func (v *visit) look() string {
	switch {
	case v.phone != "", v.order.API == domain.Direct:
		return "phone"
	case v.order.ReturnLayout() == domain.ReturnDocument:
		return "h5"
	}
	return ""
}

// web returns an address when a browser may follow it, else "".
func web(address string) string {
	if u, err := url.Parse(address); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return u.String()
	}
	return ""
}

// failedPage shows a failed attempt; one that was not made, because a limit forbids it, has no number.
func (v *visit) failedPage(a domain.Attempt) page.Page {
	code, payType := a.Code, a.PayType
	again, others := "", v.otherWays()
	switch {
	case v.order.API == domain.Direct:
		again, others = v.pages, ""
	case v.phone != "":
		again, others = v.pages+"/confirm/"+payType, ""
	case a.NoAgree != "":
		again = v.pages + "/bound/" + a.NoAgree
	case payType == "D":
		again = v.pages + "/verified"
	case payType == "P":
		again = v.pages + "/newVerified"
	case domain.OnlineBanking(payType):
		again = v.pages + "/bank/" + payType + "/" + a.BankCode
	case byScan(payType):
		again = v.pages + "/scan/" + payType
	case payType == "0":
		again = v.pages + "/balance"
	default:
		again = v.pages + "/card"
	}
	return v.render("failed", view{Title: v.text("failed"), Self: v.self("?n=" + v.r.URL.Query().Get("n")), Look: v.look(), Page: struct {
		Code                                  wire.Code
		Message, Meaning, Again, Others, Shop string
	}{code, code.MessageFor(""), code.Meaning(), again, others, web(v.order.URLOrder)}})
}

func (v *visit) processingPage(kind string) page.Page {
	again := ""
	if kind == "timedOut" {
		again = v.pages
	}
	return v.render("processing", view{Title: v.text(kind), Self: v.self(""), Look: v.look(), Watch: v.watchPath(), After: v.pages + v.self(""), Refresh: true, Page: struct {
		Text, Check, Again string
	}{v.text(kind + "Text"), v.pages + v.self(""), again}})
}

func (v *visit) closedPage() page.Page {
	return v.render("closed", view{Title: v.text("closed"), Self: v.self(""), Look: v.look(), Page: struct{ Shop string }{web(v.order.URLOrder)}})
}

// paidPage offers the way back to the merchant, with the synchronous notification.
func (v *visit) paidPage() page.Page {
	title := "paid"
	if v.order.State == domain.Refunded {
		title = "refunded"
	}
	p := paid{Text: fmt.Sprintf(v.text(title+"Text"), v.order.MoneyOrder), Method: v.text("payType" + v.order.PaidPayType), Shop: web(v.order.URLOrder)}
	if v.phone != "" {
		p.Other = v.pages + "/result"
	} else {
		v.wayBack(&p)
	}
	shown := v.render("paid", view{Title: v.text(title), Self: v.self(""), Look: v.look(), Submit: p.ByItself, Page: p})
	if p.Return != "" {
		shown.Policy.Form = elsewhere
	}
	return shown
}

// paid is what the page of a paid order shows.
type paid struct {
	Text, Method string
	Return       string      // where the form leads that goes back to the merchant
	Fields       wire.Fields // of that form
	Returned     string      // that the browser has been there before
	ByItself     bool        // a script sends the form at once
	Obstacle     string      // why the payer cannot go back
	Other        string      // the cashier, seen from the phone
	Shop         string      // the merchant's own page of the order
}

// wayBack offers the way back to the merchant, or says why there is none. Where the payer has been there before, the products beside
// aggregate payment offer it again (WAP-6).
func (v *visit) wayBack(p *paid) {
	switch err := v.sandbox.MayReturn(v.r.Context(), v.order); {
	case err == nil:
		purpose := "return"
		if !v.order.ReturnedAt.IsZero() {
			purpose, p.Returned = "again", v.returnedText()
		} else if t := v.order.Terms; t != nil {
			p.ByItself = t.AutoReturn
		}
		p.Return, p.Fields = v.pages+"/return?"+url.Values{"token": {v.token(purpose, 0)}}.Encode(), v.sandbox.ReturnForm(v.order)
	case errors.Is(err, engine.ErrNoReturn):
		p.Obstacle = v.text("noReturn")
	case errors.Is(err, engine.ErrReturned):
		p.Obstacle = v.returnedText()
	default:
		p.Obstacle = v.text("notAllowed") + " " + message.Of(err).In(v.lang)
	}
}

// returnedText says that the browser has taken the result to the merchant, and whether it may do so again.
func (v *visit) returnedText() string {
	if v.order.OfTheFamily() {
		return v.text("returnedBefore")
	}
	return v.text("returned")
}
