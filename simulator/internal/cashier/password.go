package cashier

import (
	"fmt"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// means is a way to pay that asks for a password: the wallet, a bank's own page, the app on the payer's phone.
type means struct {
	payType, bankCode string
	path              string // of its page, after the order's
	after             string // of the page that shows what became of it
	rule              string
	title             string
	look, whose       string // the page's own: bank, phone
}

func (v *visit) balanceMeans() means {
	return means{payType: "0", path: "/balance", after: "/result", rule: "PAY-2", title: v.text("balance")}
}

func (v *visit) bankMeans(payType, code string) means {
	return means{payType: payType, bankCode: code, path: "/bank/" + payType + "/" + code, after: "/result", rule: "PAY-2", title: v.text("bankPage"), look: "bank", whose: bankName(code, v.lang)}
}

// confirmMeans is the payer's confirmation, on the phone that read the QR code or in the merchant's app.
func (v *visit) confirmMeans(payType string) means {
	m := means{payType: payType, path: "/confirm/" + payType, rule: "PAY-4", title: v.text("confirm"), look: "phone", whose: v.text("payType" + payType)}
	if v.order.API == domain.Redirect {
		v.phone, m.after = payType, m.path
	}
	return m
}

// chosen is the way to pay that the request's path names, false when this order does not have it.
func (v *visit) chosen() (m means, ok bool) {
	payType, code := mux.Vars(v.r)["pay_type"], mux.Vars(v.r)["bank_code"]
	switch {
	case code != "":
		m, ok = v.bankMeans(payType, code), v.offers(payType) && wire.BankName(code) != "" && v.atBank(code)
	case payType == "":
		m, ok = v.balanceMeans(), v.offers("0")
	case v.order.API == domain.Direct:
		m, ok = v.confirmMeans(payType), payType == v.order.PayType
	default:
		m, ok = v.confirmMeans(payType), byScan(payType) && v.offers(payType)
	}
	return m, ok
}

// password shows the form, or what became of the attempt it has made.
func (v *visit) password() {
	m, ok := v.chosen()
	switch {
	case !ok:
		v.to("")
	case m.look == "phone" && (v.order.State != domain.Waiting || v.r.URL.Query().Has("n")):
		v.entrance()
	case v.payable():
		v.show(v.passwordPage(m, ""))
	}
}

// whose is the page's owner.
func (v *visit) whose(m means) string {
	if m.whose == "" {
		return ""
	}
	return fmt.Sprintf(v.text("simulatedOwner"), m.whose)
}

func (v *visit) passwordPage(m means, wrong string) page.Page {
	method := ""
	if m.look == "bank" {
		method = v.text("payType" + m.payType)
	}
	return v.render("password", view{Title: m.title, Self: m.path, Look: m.look, Whose: v.whose(m), Page: struct {
		Action, Wrong, Method string
		Passwords             []hint
	}{v.pages + m.path, wrong, method, v.passwordHints()}})
}

// enterPassword pays.
func (v *visit) enterPassword() {
	m, ok := v.chosen()
	if !ok {
		v.stale()
		return
	}
	// A click on a test password comes beside the field, which is before it.
	password := ""
	for _, value := range v.r.PostForm["password"] {
		if value != "" {
			password = value
		}
	}
	if password == "" && v.order.State == domain.Waiting {
		if _, ok := v.attempt(); ok {
			v.refuse(m.rule, "", message.New("no password was entered: no attempt"))
			v.show(v.passwordPage(m, v.text("wrongPassword")))
			return
		}
	}
	v.pay(m.rule, domain.PasswordPayment(m.payType, m.bankCode, password), m.after)
}
