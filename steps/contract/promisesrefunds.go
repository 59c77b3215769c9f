package contract

import (
	"cmp"
	"context"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// cmpOrders sorts orders by the moment of their first request; those without one come last.
func cmpOrders(a, b *order) int {
	at := func(o *order) uint64 {
		if o.requested {
			return o.request.id
		}
		return ^uint64(0)
	}
	return cmp.Or(cmp.Compare(at(a), at(b)), cmp.Compare(a.number, b.number))
}

// checkRefundsBooked compares what the merchant shows as refunded with what the platform paid back (INV-5).
func (w *world) checkRefundsBooked(ctx context.Context) error {
	if err := w.need("refunded"); err != nil {
		return err
	}
	all, err := w.bills(ctx)
	if err != nil {
		return err
	}
	for _, b := range all {
		var seen harness.Observation
		same, err := w.await(ctx, func() (bool, error) {
			seen, err = w.shown(ctx, b.NoOrder)
			return sameMoney(seen.Refunded, &b.Refunded), err
		})
		if err == nil && !same {
			err = breachf("it must book as refunded what the platform paid back", "the merchant shows %s yuan of order %s as refunded, and the platform paid back %s", moneyText(seen.Refunded), b.NoOrder, b.Refunded)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// checkRefundedOnce checks that each refund which the merchant was told to make was made once, under one number (INV-6). The merchant may
// pay back money that came for an ended order without being told to.
func (w *world) checkRefundedOnce(ctx context.Context) error {
	if err := w.need("refund"); err != nil {
		return err
	}
	if err := w.readOn(ctx); err != nil {
		return err
	}
	all, err := w.bills(ctx)
	if err != nil {
		return err
	}
	for _, b := range all {
		if err := w.judgeRefundsOf(ctx, b); err != nil {
			return err
		}
	}
	return w.judgeRefundsMade(all)
}

// judgeRefundsOf looks for refunds of an order that nobody wanted.
func (w *world) judgeRefundsOf(ctx context.Context, b bill) error {
	told := 0
	for _, t := range b.of.told {
		if t.counts() {
			told++
		}
	}
	carriedOut := slices.DeleteFunc(slices.Clone(b.Refunds), func(r api.Refund) bool { return r.StaRefund == "3" })
	asked := w.askedTooMuch(b)
	made := len(carriedOut) + len(asked)
	if made <= told {
		return nil
	}
	seen, err := w.shown(ctx, b.NoOrder)
	if err != nil {
		return err
	}
	remedies := 0
	if w.fulfilments(seen) == 0 {
		remedies = 1 // the money came too late
	}
	if made <= told+remedies {
		return nil
	}
	const should = "each refund must be paid back once; a retry must keep the refund's number"
	if len(asked) > 0 && told == 0 {
		return inRequest(asked[0], breachf(should, "money came for order %s, which had ended, and the merchant asked to pay it back %d times; the platform refused %s only because too little money was left", b.NoOrder, made, asked[0].fields.Get("no_refund")))
	}
	if len(asked) > 0 {
		return inRequest(asked[0], breachf(should, "the merchant was told to refund order %s %d {time|times} and asked for %d refunds; the platform refused %s only because too little money was left", b.NoOrder, told, made, asked[0].fields.Get("no_refund")))
	}
	if told == 0 {
		return breachf("it may refund only when it was told to, or when it did not fulfil the order", "the merchant fulfilled order %s and paid back %s yuan that nobody told it to refund", b.NoOrder, b.Refunded)
	}
	return breachf(should, "the merchant was told to refund order %s %d {time|times} and made %d refunds: %s yuan went back", b.NoOrder, told, made, b.Refunded)
}

// counts tells whether the merchant may make a refund because it was told to: it took it on, or left open whether it does.
func (t toldRefund) counts() bool { return t.accepted || t.number != "" }

// askedTooMuch lists requests for refunds of an order that the platform refused because more would have gone back than came (RFD-3, RFD-4),
// one for each number that it has not carried out.
func (w *world) askedTooMuch(b bill) (asked []call) {
	known := map[string]bool{}
	for _, r := range b.Refunds {
		known[r.NoRefund] = true
	}
	for _, c := range w.callsOf(w.entries) {
		number := c.fields.Get("no_refund")
		about := c.fields.Get("no_order") == b.NoOrder || c.fields.Get("oid_paybill") == b.OidPaybill
		if about && (c.rule == "RFD-3" || c.rule == "RFD-4") && !known[number] {
			known[number] = true
			asked = append(asked, c)
		}
	}
	return asked
}

// judgeRefundsMade looks for refunds that the merchant took on and never made.
func (w *world) judgeRefundsMade(all []bill) error {
	calls := w.callsOf(w.entries)
	for _, o := range w.inOrder() {
		for _, t := range o.told {
			if !t.accepted || t.number == "" {
				continue
			}
			made := slices.ContainsFunc(all, func(b bill) bool {
				return slices.ContainsFunc(b.Refunds, func(r api.Refund) bool { return r.NoRefund == t.number && sameMoney(&r.MoneyRefund, &t.amount) })
			})
			refused := slices.ContainsFunc(calls, func(c call) bool {
				return c.fields.Get("no_refund") == t.number && c.code != "" && c.code != "0000" && c.rule != ""
			})
			if !made && !refused {
				return breachf("an accepted refund must be carried out", "the merchant accepted refund %s of %s yuan for order %s and never carried it out", t.number, t.amount, o.number)
			}
		}
	}
	return nil
}
