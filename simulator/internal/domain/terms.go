package domain

import "slices"

// Terms are what an order of the web, H5, unified, card and SDK products has beside the fields that all orders have.
type Terms struct {
	Offer   Offer
	Channel string // flag_chnl of the unified cashier: 0 Android, 1 iOS, 2 web, 3 H5
	BackURL string

	// The payer and the card as the merchant knows them.
	IDType  string
	CardNo  string // in full
	NoAgree string
	BindMob string
	Fixed   bool // flag_modify 1: the payer may not change name and number

	// How the H5 cashier looks and ends.
	BgColor    string
	FontColor  string
	AutoReturn bool // syschnotify_flag 1: the page goes back to the merchant by itself

	Sent string // every field of the request but sign and time_stamp, as text to compare a repetition with (UNI-6)
}

// Offer says what ways to pay a cashier offers, before the merchant's pay_type restricts them.
type Offer string

const (
	OfferAll      Offer = "all"      // online banking and cards (E1)
	OfferCards    Offer = "cards"    // express cards (E4, unified product 0)
	OfferVerified Offer = "verified" // verified payment (E2, E5, unified product 1)
	OfferNew      Offer = "new"      // new verified payment, pay_type P (unified product 5)
	OfferBanking  Offer = "banking"  // online banking (unified product 2)
	OfferMobile   Offer = "mobile"   // mobile online banking, pay_type 1 (unified product 12)
)

// PayTypes returns the pay types of an offer (UNI-8).
func (o Offer) PayTypes() []string {
	switch o {
	case OfferAll:
		return []string{"2", "3", "1", "8", "9"}
	case OfferCards:
		return []string{"2", "3"}
	case OfferVerified:
		return []string{"D"}
	case OfferNew:
		return []string{"P"}
	case OfferBanking:
		return []string{"1", "8", "9"}
	case OfferMobile:
		return []string{"1"}
	}
	return nil
}

// Offered returns the pay types among which the payer of an order with terms may choose: those of the offer, or the merchant's one
// pay_type where the offer has it. The web cashier takes verified payment, too, where the merchant asks for it.
func (o *Order) Offered() []string {
	if o.Terms == nil {
		return nil
	}
	if o.API == Card { // no cashier: the request says how it is paid
		return []string{o.PayType}
	}
	types := o.Terms.Offer.PayTypes()
	switch {
	case slices.Contains(types, o.PayType), o.PayType == "D" && (o.Terms.Offer == OfferAll || o.Terms.Offer == OfferCards):
		return []string{o.PayType}
	}
	return types
}

// OfTheFamily reports whether the order belongs to the products beside aggregate payment.
func (o *Order) OfTheFamily() bool { return o.Terms != nil }

// PaidAgreement returns the agreement of the attempt that paid the order, or "".
func (o *Order) PaidAgreement() string {
	paid, _ := o.Paid()
	return paid.NoAgree
}
