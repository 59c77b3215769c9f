package contract

import (
	"context"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// refundNoticeWith sends a notification of the newest refund, with some fields changed before it is signed.
func (w *world) refundNoticeWith(ctx context.Context, t *godog.Table) error {
	n, err := changed(t)
	if err != nil {
		return err
	}
	o, err := w.placed("")
	if err != nil {
		return err
	}
	if _, err := w.refundsOf(ctx, o, 1); err != nil {
		return err
	}
	n.Variant = "refund"
	return w.notify(ctx, "", n)
}

// refundsOf lists the refunds of an order, in the order in which they came to the platform.
func (w *world) refundsOf(ctx context.Context, o *order, least int) ([]api.Refund, error) {
	list, err := w.Control.Refunds(ctx, client.RefundFilter{OidPaybill: o.paybill})
	if err == nil && len(list.Refunds) < least {
		err = uncheckedf("the platform has %d refunds of order %s, %d are needed", len(list.Refunds), o.number, least)
	}
	return list.Refunds, err
}

// refundAnswersMixedUp has the platform answer with its signed word about the refund before the newest one, which has succeeded.
func (w *world) refundAnswersMixedUp(ctx context.Context) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	all, err := w.refundsOf(ctx, o, 2)
	if err != nil {
		return err
	}
	newest, before := all[len(all)-1], all[len(all)-2]
	set := success()
	for name, value := range map[string]string{"no_refund": before.NoRefund, "dt_refund": before.DtRefund, "money_refund": before.MoneyRefund,
		"oid_refundno": before.OidRefundno, "sta_refund": before.StaRefund, "settle_date": before.SettleDate} {
		set[name] = &value
	}
	answer, err := w.draft(ctx, o, api.Notify{Variant: "refund", Set: set})
	if err != nil {
		return err
	}
	return w.mixUp(ctx, answer, map[string]string{"no_refund": newest.NoRefund}, map[string]string{"oid_refundno": newest.OidRefundno})
}

// asksAboutRefund has the merchant look for lost results. To ask for the same refund again is to ask about it, too; a merchant that
// does neither for its newest refund shows nothing.
func (w *world) asksAboutRefund(ctx context.Context) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	all, err := w.refundsOf(ctx, o, 1)
	if err != nil {
		return err
	}
	newest := all[len(all)-1]
	if err := w.polls(ctx); err != nil {
		return err
	}
	since := w.acts[len(w.acts)-1].at
	asked, err := w.wait(ctx, func() (bool, error) {
		calls, err := w.calls(ctx, since, wire.KindRefundQuery, wire.KindRefund)
		for _, c := range calls {
			if c.fields.Get("no_refund") == newest.NoRefund || c.fields.Get("oid_refundno") == newest.OidRefundno {
				return true, err
			}
		}
		return false, err
	})
	if err == nil && !asked {
		err = uncheckedf("the merchant asked the platform nothing about refund %s", newest.NoRefund)
	}
	return err
}

// notBooked is for a message about the newest refund that must not be believed.
func (w *world) notBooked(ctx context.Context, amount string) error {
	if err := w.need("refunded"); err != nil {
		return err
	}
	o, err := w.placed("")
	if err != nil {
		return err
	}
	if err := w.prove(ctx); err != nil {
		return err
	}
	seen, err := w.observe(ctx, o.number)
	if err == nil && sameMoney(seen.Refunded, &amount) {
		err = broken("it must compare the amount with that of its own refund", "the merchant booked the refund of %s yuan of order %s on a notification of another amount", amount, o.number)
	}
	return err
}
