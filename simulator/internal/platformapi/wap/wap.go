// Package wap has the endpoints of the H5 cashier (products-in section 3, E4 and E5).
package wap

import (
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Endpoints lists the endpoints of this product.
func Endpoints() []platformapi.Endpoint {
	return []platformapi.Endpoint{
		endpoint(wire.WapPay, domain.OfferCards),
		endpoint(wire.WapVerified, domain.OfferVerified),
	}
}

func endpoint(e wire.Endpoint, offer domain.Offer) platformapi.Endpoint {
	return platformapi.Endpoint{
		Endpoint:   e,
		Source:     platformapi.AllowedDomains,
		FaultPoint: choice.AtAccept,
		Decide: func(r *platformapi.Request) platformapi.Verdict {
			f := r.Fields
			return platformapi.Place(r, platformapi.WithTerms(f, domain.Wap, domain.Terms{Offer: offer, Fixed: f.Get("flag_modify") == "1",
				BgColor: f.Get("bg_color"), FontColor: f.Get("font_color"), AutoReturn: f.Get("syschnotify_flag") == "1"}))
		},
		Answer: platformapi.CashierPage,
	}
}
