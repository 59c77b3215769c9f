package cashier

import (
	"errors"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// goBack sends the payer back to the merchant: it answers 307, so that the browser posts the same signed fields to url_return. A page
// shown before the payer went back does so once; the one shown afterwards has a form that sends again, where the product allows it.
func (v *visit) goBack() {
	token := v.r.URL.Query().Get("token")
	again := v.tokens.Valid(token, v.purpose("again", 0)...)
	if !again && !v.tokens.Valid(token, v.purpose("return", 0)...) {
		v.stale()
		return
	}
	o, err := v.sandbox.Return(v.r.Context(), v.order.OidPaybill, again)
	if o == nil {
		v.nothing("noOrder", v.order.OidPaybill)
		return
	}
	v.order = o
	address := web(o.URLReturn)
	if err == nil && address != "" {
		rule, text := "", message.New("the payer goes back to the merchant with the synchronous notification")
		switch {
		case again:
			rule, text = "WAP-6", message.New("the payer goes back to the merchant with the synchronous notification, once more")
		case o.API == domain.Unified:
			rule = "UNI-4"
		case o.ReturnLayout() == domain.ReturnDocument:
			rule = "WAP-4"
		}
		v.decide(rule, wire.CodeSuccess, text)
		v.post(address)
		return
	}
	if err == nil {
		err = problem.Invalidf("%q is no address to go to", o.URLReturn)
	}
	v.refuse("", "", message.Of(err))
	switch {
	case errors.Is(err, engine.ErrReturn):
		v.notice = v.text("returnFault")
	case errors.Is(err, engine.ErrReturned):
		v.notice = v.returnedText()
	}
	v.show(v.outcome(0))
}
