package engine

import (
	"context"
	"errors"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Why a payer cannot be sent back to the merchant with the synchronous notification.
var (
	ErrNotPaid  = errors.New("the synchronous notification is for paid orders")
	ErrNoReturn = errors.New("the order names no url_return")
	ErrReturned = errors.New("the payer has been sent back before: the synchronous notification goes once")
	ErrReturn   = errors.New("a fault keeps the payer's browser from going back")
)

// ReturnForm is the synchronous notification of a paid order, signed: what the payer's browser posts to url_return as a form
// (protocol section 7).
func (e Orders) ReturnForm(o *domain.Order) wire.Fields {
	f := paymentMessage(o)
	return f.Set("sign", signAs(Keys(e).Signer(e.store.Read().Merchant(o.OidPartner)), f))
}

// MayReturn reports whether a payer can be sent back to the merchant of a paid order now. The error is one of those above, or says
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
	case !o.ReturnedAt.IsZero():
		return ErrReturned
	}
	return nil
}

// Return sends the payer of a paid order back to the merchant, once (ErrReturned). On success the caller must have the browser post
// ReturnForm to the order's url_return. The order is nil where there is none with that number.
func (e Orders) Return(ctx context.Context, oidPaybill string) (o *domain.Order, err error) {
	if o = e.Order(oidPaybill).Order; o == nil {
		return nil, nil
	}
	if err := e.MayReturn(ctx, o); err != nil {
		return o, err
	}
	form := e.ReturnForm(o)
	e.update(func(t *tx) {
		err = nil
		if o = t.Order(oidPaybill); o == nil {
			return
		}
		if err = mayReturn(o); err != nil {
			return
		}
		fault := t.matchFault("return", form)
		o = o.Copy()
		o.ReturnedAt = t.now
		t.PutOrder(o)
		text := "the payer's browser takes the synchronous notification to " + o.URLReturn
		if fault != nil {
			err = ErrReturn
			text = "the payer's browser never takes the synchronous notification to " + o.URLReturn
		}
		t.note(journal.Delivered(SubjectOf(o), "", "handed-over", text, journal.Delivery{URL: o.URLReturn, ContentType: wire.FormType, Body: wire.EncodeForm(form.Sorted()), Variant: "return"}))
	})
	return o, err
}
