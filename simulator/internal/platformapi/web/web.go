// Package web has the endpoints of the web cashier (products-in section 2, E1 and E2).
package web

import (
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Endpoints lists the endpoints of this product.
func Endpoints() []platformapi.Endpoint {
	return []platformapi.Endpoint{
		endpoint(wire.WebPay, domain.OfferAll),
		endpoint(wire.WebVerified, domain.OfferVerified),
	}
}

func endpoint(e wire.Endpoint, offer domain.Offer) platformapi.Endpoint {
	return platformapi.Endpoint{
		Endpoint:   e,
		Source:     platformapi.AllowedDomains,
		FaultPoint: choice.AtAccept,
		Decide: func(r *platformapi.Request) platformapi.Verdict {
			return platformapi.Place(r, platformapi.WithTerms(r.Fields, domain.Web, domain.Terms{Offer: offer, Fixed: r.Fields.Get("flag_modify") == "1"}))
		},
		Answer: platformapi.CashierPage,
	}
}
