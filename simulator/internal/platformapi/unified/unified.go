// Package unified has the endpoints of the unified cashier (products-in section 4): bills (E7) and signings (E8). The page that their
// tokens open (E9) is the cashier's.
package unified

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Endpoints lists the endpoints of this product.
func Endpoints() []platformapi.Endpoint {
	return []platformapi.Endpoint{
		{
			Endpoint:   wire.PayBill,
			Source:     platformapi.AllowedIPs,
			FaultPoint: choice.AtAccept,
			Decide:     createBill,
			Answer:     platformapi.SignedJSON,
			Echoed:     []string{"no_order"},
		},
		{
			Endpoint:   wire.SignBill,
			Source:     platformapi.AllowedIPs,
			FaultPoint: choice.AtAccept,
			Decide:     createSigning,
			Answer:     platformapi.SignedJSON,
		},
	}
}

// offers are what the page offers, by flag_pay_product (UNI-8).
var offers = map[string]domain.Offer{"0": domain.OfferCards, "1": domain.OfferVerified, "2": domain.OfferBanking, "5": domain.OfferNew, "12": domain.OfferMobile}

// createBill places an order whose page takes the payment.
func createBill(r *platformapi.Request) platformapi.Verdict {
	f := r.Fields
	c := platformapi.WithTerms(f, domain.Unified, domain.Terms{Offer: offers[f.Get("flag_pay_product")], Channel: f.Get("flag_chnl"), Sent: domain.SentText(f)})
	if kind := f.Get("card_type"); slices.Contains(c.Terms.Offer.PayTypes(), kind) {
		c.PayType = kind
	}
	v, ticket := platformapi.PlaceBill(r, c)
	if v.OK() {
		v.Answer = wire.FieldsOf(
			"user_id", f.Get("user_id"),
			"no_order", v.Order.NoOrder,
			"dt_order", v.Order.DtOrder,
			"money_order", f.Get("money_order"), // the request's own spelling (RTY-2)
			"oid_paybill", v.Order.OidPaybill,
			"token", ticket.Token,
			"gateway_url", page(r, ticket),
		)
	}
	return v
}

// createSigning gives out the token of a page that makes an agreement. Apps get the token alone.
func createSigning(r *platformapi.Request) platformapi.Verdict {
	f := r.Fields
	terms := platformapi.WithTerms(f, domain.Unified, domain.Terms{Offer: domain.OfferVerified, Channel: f.Get("flag_chnl")}).Terms
	ticket := r.Sandbox.CreateSigning(r.Journal.Request, domain.Ticket{
		OidPartner: r.Merchant.OidPartner, UserID: f.Get("user_id"), NoOrder: f.Get("no_order"), DtOrder: f.Get("dt_order"),
		PayType: domain.SigningPayType, URLReturn: f.Get("url_return"), SignType: f.Get("sign_type"), Terms: terms,
		Card: domain.CardDetails{Number: terms.CardNo, AcctName: f.Get("acct_name"), IDType: terms.IDType, IDNo: f.Get("id_no"), BindMob: terms.BindMob},
	})
	v := platformapi.Verdict{Decision: domain.Accepted("CHK-7"), Noted: true}
	v.Answer = wire.FieldsOf("user_id", ticket.UserID, "no_order", ticket.NoOrder, "dt_order", ticket.DtOrder, "token", ticket.Token)
	if terms.Channel == "2" || terms.Channel == "3" {
		v.Answer = append(v.Answer, wire.Field{Name: "gateway_url", Value: page(r, ticket)})
	}
	return v
}

// page is the address behind gateway_url.
func page(r *platformapi.Request, t *domain.Ticket) string {
	return r.BaseURL + wire.UnifiedPage + "?token=" + t.Token
}
