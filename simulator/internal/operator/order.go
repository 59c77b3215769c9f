package operator

import (
	"net/url"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Payment checks how an order is to be paid (PAY-1). notify tells whether a success is notified.
func Payment(body api.Pay) (p domain.Payment, notify bool, err error) {
	var v Validation
	p = domain.Payment{PayType: body.PayType, BankCode: body.BankCode, Outcome: body.Outcome}
	v.outcome("outcome", body.Outcome)
	v.method("", body.PayType, body.BankCode)
	if body.After != nil {
		p.After = v.duration("after", *body.After)
	}
	return p, body.Notify == nil || *body.Notify, v.first
}

// App checks what is handed over in an app's place, and how its payer pays (SDK-3).
func App(body api.App) (c domain.AppCall, err error) {
	var v Validation
	v.Check("request", len(body.Request) > 0, "it is missing: put the JSON there that the merchant's server signed for the app")
	if body.Outcome != "" {
		v.outcome("outcome", body.Outcome)
	}
	v.method("", body.PayType, "")
	v.Check("card_no", body.CardNo == "" || wire.AllDigits(body.CardNo), "%q is no card number: write digits, such as those of llsim list cards", body.CardNo)
	c = domain.AppCall{Request: body.Request, CardNo: body.CardNo, Payment: domain.Payment{PayType: body.PayType, Outcome: body.Outcome}, Notify: body.Notify == nil || *body.Notify}
	if body.After != nil {
		c.Payment.After = v.duration("after", *body.After)
	}
	return c, v.first
}

// Result checks the late result of an attempt or of a refund: success or a failure code.
func Result(body api.Finish) (string, error) {
	var v Validation
	v.Check("outcome", isResult(body.Outcome), "%q is neither success nor a failure code of the platform, such as 1100", body.Outcome)
	return body.Outcome, v.first
}

// maxCopies bounds how many notifications one call sends.
const maxCopies = 1000

// Notification checks a notification that is to be sent by hand (NTF-5).
func Notification(body api.Notify) (engine.Send, error) {
	s := engine.Send{Variant: choice.Variants.Or(body.Variant), Set: body.Set, Unset: body.Unset, Sign: choice.Signings.Or(body.Sign),
		Copies: body.Copies, Parallel: body.Parallel, URL: body.URL}
	var v Validation
	v.OneOf("variant", string(s.Variant), choice.Variants.Values())
	v.OneOf("sign", string(s.Sign), choice.Signings.Values())
	v.Check("copies", s.Copies >= 1, "%d is less than one", s.Copies)
	if s.URL != "" {
		u, err := url.Parse(s.URL)
		v.Check("url", err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "", "%q is no address; write one such as http://127.0.0.1:3000/notify", s.URL)
	}
	if v.first == nil && s.Copies > maxCopies {
		v.first = problem.Invalidf("copies is %d: write 1 to %d", s.Copies, maxCopies)
	}
	return s, v.first
}
