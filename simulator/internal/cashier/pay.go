package cashier

import (
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// pay is the payer's try to pay, as the attempt the form was made for. rule says by which rule it has its outcome; after is the
// page that shows what became of it.
func (v *visit) pay(rule string, p domain.Payment, after string) {
	n, ok := v.attempt()
	if !ok {
		v.stale()
		return
	}
	o, d, started := v.sandbox.PayAttempt(v.order.OidPaybill, n, p)
	if o == nil { // a reset came between
		v.nothing("noOrder", v.order.OidPaybill)
		return
	}
	made, _ := o.Attempt(n)
	switch {
	case !started && d.OK() && o.State == domain.Waiting && made.PayType != p.PayType: // in another tab: its failure is not this payment's
		v.order = o
		v.stale()
		return
	case !started && d.OK():
		v.refuse("RTY-5", "", message.New("attempt %d was made before: nothing was done", n))
	case !started && o.State == domain.Waiting: // a limit: there is no attempt that the result could show
		v.order = o
		v.refuse(d.Rule, d.Code, d.Reason)
		v.show(v.failedPage(domain.Attempt{Code: d.Code, PayType: p.PayType, BankCode: p.BankCode, NoAgree: p.NoAgree}))
		return
	case !started:
		v.refuse(d.Rule, d.Code, d.Reason)
	default:
		if d.Rule == "CLR-5" {
			rule = d.Rule
		}
		code, text := told(o, made)
		v.decide(rule, code, text)
	}
	v.to(after + "?n=" + strconv.Itoa(n))
}

// told is what an attempt came to, for the journal.
func told(o *domain.Order, a domain.Attempt) (wire.Code, message.Message) {
	switch a.State {
	case domain.AttemptSuccess:
		return wire.CodeSuccess, message.New("attempt %d with pay_type %s pays", a.N, a.PayType)
	case domain.AttemptFailed:
		return a.Code, message.New("attempt %d with pay_type %s fails with %s: the order is %s (RTY-4)", a.N, a.PayType, a.Code, o.State)
	}
	return "", message.New("attempt %d with pay_type %s waits for its gateway", a.N, a.PayType)
}
