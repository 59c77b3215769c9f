package contract

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var refundNotificationSteps = []step{
	{English: `the notification of the refund comes once more`,
		Chinese: `退款的通知再次送达`,
		Run: func(w *world, ctx context.Context, o *order) error {
			return w.notify(ctx, o, api.Notify{Variant: "refund"})
		}},
	{English: `the platform signs and sends a notification of the refund with:`,
		Chinese: `平台签名并发出退款的通知，其中：`,
		Run:     (*world).notifyRefundWith},
	{English: `queries about the refund are answered with the answer about the refund before it`,
		Chinese: `查询退款时得到的是前一笔退款的应答`,
		Run:     (*world).mixUpRefundAnswers},
	{English: `the merchant asks about the refund`,
		Chinese: `商户查询退款`,
		Needs:   []string{"poll"}, Run: (*world).pollAndRequireRefundQuery},
}

// notifyRefundWith sends a notification of the newest refund with some fields changed before it is signed.
func (w *world) notifyRefundWith(ctx context.Context, n api.Notify, o *order) error {
	if _, err := w.refundsOf(ctx, o, 1); err != nil {
		return err
	}
	n.Variant = "refund"
	return w.notify(ctx, o, n)
}

// refundsOf lists the refunds of an order as they came to the platform; fewer than atLeast leave the scenario unchecked.
func (w *world) refundsOf(ctx context.Context, o *order, atLeast int) ([]api.Refund, error) {
	list, err := w.Control.Refunds(ctx, client.RefundFilter{OidPaybill: o.paybill})
	if err == nil && len(list.Refunds) < atLeast {
		err = uncheckedf("the platform has %d refunds of order %s, %d are needed", len(list.Refunds), o.number, atLeast)
	}
	return list.Refunds, err
}

// mixUpRefundAnswers has the platform answer queries about the newest refund with a signed answer about the refund before it, which
// succeeded.
func (w *world) mixUpRefundAnswers(ctx context.Context, o *order) error {
	all, err := w.refundsOf(ctx, o, 2)
	if err != nil {
		return err
	}
	newest, before := all[len(all)-1], all[len(all)-2]
	set := successFields()
	for name, value := range map[string]string{"no_refund": before.NoRefund, "dt_refund": before.DtRefund, "money_refund": before.MoneyRefund,
		"oid_refundno": before.OidRefundno, "sta_refund": before.StaRefund, "settle_date": before.SettleDate} {
		set[name] = &value
	}
	answer, err := w.compose(ctx, o, api.Notify{Variant: "refund", Set: set})
	if err != nil {
		return err
	}
	return w.answerQueriesWith(ctx, answer, map[string]string{"no_refund": newest.NoRefund}, map[string]string{"oid_refundno": newest.OidRefundno})
}

// pollAndRequireRefundQuery has the merchant look for lost results. Asking for the same refund again counts as asking about it; a merchant
// that does neither for its newest refund leaves the scenario unchecked.
func (w *world) pollAndRequireRefundQuery(ctx context.Context, o *order) error {
	all, err := w.refundsOf(ctx, o, 1)
	if err != nil {
		return err
	}
	newest := all[len(all)-1]
	if err := w.poll(ctx); err != nil {
		return err
	}
	since := w.actions[len(w.actions)-1].position
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
