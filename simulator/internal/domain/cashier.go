package domain

import (
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/choice"
)

// Takes reports whether the cashier of an order with terms offers a pay type.
func (o *Order) Takes(payType string) bool { return slices.Contains(o.Offered(), payType) }

// OnlyBank returns the bank at which, or with whose cards, an order with terms must be paid (WEB-6), "" for any: that of bank_code, where
// the cashier offers either online banking or cards. Where it offers both, bank_code says nothing.
func (o *Order) OnlyBank() string {
	if o.Terms == nil {
		return ""
	}
	offered := o.Offered()
	if slices.ContainsFunc(offered, ByCard) && slices.ContainsFunc(offered, OnlineBanking) {
		return ""
	}
	return o.BankCode
}

// OnlineBanking reports whether a pay type is paid on a bank's own page.
func OnlineBanking(payType string) bool { return payType == "1" || payType == "8" || payType == "9" }

// PayTypeWith returns the pay type that a payment of an order has which an agreement pays: the agreement's own where the cashier offers
// it, else the offered one that the card is of.
func (o *Order) PayTypeWith(a *Agreement) string {
	switch {
	case o.Takes(a.PayType):
		return a.PayType
	case o.Takes(a.Card.Kind):
		return a.Card.Kind
	case o.Takes("D"):
		return "D"
	case o.Takes("P"):
		return "P"
	}
	return a.PayType
}

// NameFixed reports whether the payer must keep the name that the merchant gave. A merchant of the web and H5 products says so with
// flag_modify 1; at the Redirect API's cashier a name stays.
func (o *Order) NameFixed() bool { return o.AcctName != "" && (o.Terms == nil || o.Terms.Fixed) }

// IDNoFixed is NameFixed for the id number.
func (o *Order) IDNoFixed() bool { return o.IDNo != "" && (o.Terms == nil || o.Terms.Fixed) }

// otherPayer reports whether a card's holder is another than the one the merchant fixed.
func (o *Order) otherPayer(e CardEntry) bool {
	return o.IDNoFixed() && !strings.EqualFold(o.IDNo, e.IDNo) || o.NameFixed() && o.AcctName != e.Name
}

// ReturnLayout is how the synchronous notification of an order is written.
type ReturnLayout string

const (
	ReturnSorted   ReturnLayout = "sorted"   // form fields, as aggregate payment has them (protocol section 7)
	ReturnFields   ReturnLayout = "fields"   // form fields in the order that the web cashier was seen to send (products-in section 2)
	ReturnDocument ReturnLayout = "res_data" // one form field, a JSON object as text (WAP-4)
)

// ReturnLayout returns how the payer's browser takes the order's result to url_return: the newest request's product counts.
func (o *Order) ReturnLayout() ReturnLayout {
	switch {
	case o.Terms == nil:
		return ReturnSorted
	case o.API == Wap, o.API == Unified && o.Terms.Channel != "2":
		return ReturnDocument
	}
	return ReturnFields
}

// ToldBankCode returns the bank_code that messages to a merchant have (NTF-9): the products beside aggregate payment leave it out for
// online banking with a debit card, unless the merchant's profile says otherwise.
func (o *Order) ToldBankCode(m *Merchant) string {
	if o.OfTheFamily() && o.PaidPayType == "1" && (m == nil || m.EbankBankCode != choice.BankCodePresent) {
		return ""
	}
	return o.PaidBankCode
}

// Paid returns the attempt that paid the order; false where none has.
func (o *Order) Paid() (Attempt, bool) {
	for _, a := range o.Attempts {
		if a.State == AttemptSuccess {
			return a, true
		}
	}
	return Attempt{}, false
}
