package cashier

import (
	"cmp"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// leaveFor is where a payer of the web and the H5 cashier goes who leaves without having paid, "" where there is no such place: back_url,
// else url_return, by a plain GET without data (WAP-7). The unified cashier posts instead (UNI-4).
func (v *visit) leaveFor() string {
	switch o := v.order; o.API {
	case domain.Web, domain.Wap:
		return web(cmp.Or(o.Terms.BackURL, o.URLReturn))
	}
	return ""
}

// leave leads the payer to the merchant without a result. An order that has been paid meanwhile shows that first.
func (v *visit) leave() {
	address := v.leaveFor()
	if address == "" || v.order.SettleDate != "" {
		v.to("/result")
		return
	}
	if v.r.Method == http.MethodGet {
		v.begin(engine.SubjectOf(v.order), journal.PayerForm{})
		v.decide("WAP-7", wire.CodeSuccess, message.New("the payer leaves for %s without a result", address))
	}
	v.w.Header().Set("Location", address)
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.WriteHeader(http.StatusSeeOther)
}
