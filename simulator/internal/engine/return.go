package engine

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Why a payer cannot be sent back to the merchant with the synchronous notification.
var (
	ErrNotPaid  = message.Errorf("the synchronous notification is for paid orders")
	ErrNoReturn = message.Errorf("the order names no url_return")
	ErrReturned = message.Errorf("the payer has been sent back before: the Redirect API's synchronous notification goes once")
	ErrReturn   = message.Errorf("a fault keeps the payer's browser from going back")
)

// ReturnForm is the synchronous notification of a paid order, signed: what the payer's browser posts to url_return as a form, in this
// order (protocol section 7, products-in section 2, WAP-4).
func (e Orders) ReturnForm(o *domain.Order) wire.Fields {
	return Posted(o.ReturnLayout(), e.returned(o))
}

// returned is the signed message of a return.
func (e Orders) returned(o *domain.Order) wire.Fields {
	r := e.store.Read()
	m := r.Merchant(o.OidPartner)
	f := returnMessage(r, m, o)
	return f.Set("sign", signAs(Keys(e).Signer(m), f))
}

// returnMessage is the return of a paid order, with a place for its signature where it belongs among the fields of a layout.
func returnMessage(r *store.Tx, m *domain.Merchant, o *domain.Order) wire.Fields {
	switch o.ReturnLayout() {
	case domain.ReturnFields:
		f := wire.Fields{
			{Name: "oid_partner", Value: o.OidPartner},
			{Name: "sign_type", Value: o.SignType},
			{Name: "sign"},
			{Name: "dt_order", Value: o.DtOrder},
			{Name: "no_order", Value: o.NoOrder},
			{Name: "oid_paybill", Value: o.OidPaybill},
			{Name: "money_order", Value: o.MoneyOrder},
			{Name: "result_pay", Value: string(domain.Success)},
			{Name: "settle_date", Value: string(o.SettleDate)},
			{Name: "info_order", Value: o.InfoOrder}, // also where it is empty
			{Name: "pay_type", Value: o.PaidPayType},
		}
		return append(f, wire.FieldsOf("bank_code", o.ToldBankCode(m))...)
	case domain.ReturnDocument:
		return wire.FieldsOf(
			"dt_order", o.DtOrder,
			"money_order", o.MoneyOrder,
			"no_order", o.NoOrder,
			"oid_partner", o.OidPartner,
			"oid_paybill", o.OidPaybill,
			"result_pay", string(domain.Success),
			"settle_date", string(o.SettleDate),
			"sign_type", o.SignType,
		)
	}
	return paymentMessage(r, m, o)
}

// Posted is a signed message as a layout has a browser post it.
func Posted(layout domain.ReturnLayout, f wire.Fields) wire.Fields {
	if layout == domain.ReturnDocument {
		return wire.Fields{{Name: "res_data", Value: string(wire.EncodeJSON(f.Sorted()))}}
	}
	return f
}

// MayReturn reports whether a payer can be sent back to the merchant of a paid order now, perhaps again. The error is one of those above, or says
// why the simulator does not send anything to the address.
func (e Orders) MayReturn(ctx context.Context, o *domain.Order) error {
	if err := mayReturn(o); err != nil {
		return err
	}
	return e.poster.Permits(ctx, o.URLReturn)
}

func mayReturn(o *domain.Order) error {
	switch {
	case o.SettleDate == "":
		return ErrNotPaid
	case o.URLReturn == "":
		return ErrNoReturn
	case !o.ReturnedAt.IsZero() && !o.OfTheFamily():
		return ErrReturned
	}
	return nil
}

// Return sends the payer of a paid order back to the merchant, once (ErrReturned), and again where the payer asks for that and the order is of
// the products beside aggregate payment (WAP-6). On success the caller must have the browser post
// ReturnForm to the order's url_return. The order is nil where there is none with that number.
func (e Orders) Return(ctx context.Context, oidPaybill string, again bool) (o *domain.Order, err error) {
	if o = e.Order(oidPaybill).Order; o == nil {
		return nil, nil
	}
	if err := e.MayReturn(ctx, o); err != nil {
		return o, err
	}
	posted := e.returned(o)
	e.update(func(t *tx) {
		err = nil
		if o = t.Order(oidPaybill); o == nil {
			return
		}
		if err = mayReturn(o); err == nil && !o.ReturnedAt.IsZero() && !again {
			err = ErrReturned
		}
		if err != nil {
			return
		}
		rule, text := "", message.New("the payer's browser takes the synchronous notification to %s", o.URLReturn)
		if o.ReturnedAt.IsZero() {
			o = o.Copy()
			o.ReturnedAt = t.now
			t.PutOrder(o)
		} else {
			rule, text = "WAP-6", message.New("%s again: the payer sends it once more", text)
		}
		if t.matchFault("return", posted) != nil {
			err = ErrReturn
			text = message.New("the payer's browser never takes the synchronous notification to %s", o.URLReturn)
		}
		t.note(journal.Delivered(SubjectOf(o), rule, "handed-over", text, journal.Delivery{URL: o.URLReturn, ContentType: wire.FormType,
			Body: wire.EncodeForm(journalled(o.ReturnLayout(), posted)), Variant: "return"}))
	})
	return o, err
}

// journalled is what a browser posts, as the journal has it: the Redirect API's fields in the order of their names.
func journalled(layout domain.ReturnLayout, signed wire.Fields) wire.Fields {
	if layout == domain.ReturnSorted {
		return signed.Sorted()
	}
	return Posted(layout, signed)
}
