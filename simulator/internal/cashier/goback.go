package cashier

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// goBack sends the payer back to the merchant, once: it answers 307, so that the browser posts the same signed fields to url_return.
func (v *visit) goBack() {
	if !v.tokens.Valid(v.r.URL.Query().Get("token"), v.purpose("return", 0)...) {
		v.stale()
		return
	}
	o, err := v.sandbox.Return(v.r.Context(), v.order.OidPaybill)
	if o == nil {
		v.nothing("noOrder", v.order.OidPaybill)
		return
	}
	v.order = o
	address := web(o.URLReturn)
	if err == nil && address != "" {
		v.decide("", wire.CodeSuccess, "the payer goes back to the merchant with the synchronous notification")
		v.w.Header().Set("Location", address)
		v.w.Header().Set("Cache-Control", "no-store")
		v.w.WriteHeader(http.StatusTemporaryRedirect)
		return
	}
	if err == nil {
		err = fmt.Errorf("%q is no address to go to", o.URLReturn)
	}
	v.refuse("", "", err.Error())
	switch {
	case errors.Is(err, engine.ErrReturn):
		v.notice = v.text("returnFault")
	case errors.Is(err, engine.ErrReturned):
		v.notice = v.text("returned")
	}
	v.show(v.outcome(0))
}
