package platform

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var refundSteps = []step{
	{English: `refunds take their time`,
		Chinese: `退款需要时间`,
		Run: func(w *world, ctx context.Context) error {
			return w.putProfile(ctx, func(m *api.Merchant) error {
				m.Refund = api.RefundPolicy{Outcome: "processing"}
				return nil
			})
		}},
	{English: `the merchant refunds {amount} yuan of {order} as {string}`,
		Chinese: `商户对{order} 退款 {amount} 元，退款单号 {string}`,
		Tried: []string{
			`the merchant refunds {amount} yuan`, `the shopper asks for a refund of {amount} yuan`, `a refund of {amount} yuan`, `{order} is refunded`,
			`顾客申请退款{amount}元`, `商户发起退款{amount}元`, `{order}退款{amount}元`,
		},
		Run: (*world).refundOrder},
	{English: `the merchant refunds {amount} yuan of {order} as {string} with:`,
		Chinese: `商户对{order} 退款 {amount} 元，退款单号 {string}，其中：`,
		Run:     (*world).refundOrder},
	{English: `the merchant refunds {amount} yuan as {string} of the payment with:`,
		Chinese: `商户退款 {amount} 元，退款单号 {string}，原支付为：`,
		Run:     (*world).refund},
	{English: `{amount} yuan of {order} are refunded as {string}`,
		Chinese: `{order} 退款 {amount} 元，退款单号 {string}`,
		Run:     (*world).mustRefund},
	{English: `the gateway gives the result {word} for {refund}`,
		Chinese: `网关返回{refund} 的结果：{word}`,
		Run:     (*world).finishRefund},
	{English: `{refund} has:`,
		Chinese: `{refund} 的信息包括：`,
		Tried:   []string{`the refund is successful`, `the refund succeeds`, `the refund fails`, `退款成功`, `退款失败`},
		Run:     (*world).checkRefundHas},
	{English: `{refund} clears on {date}`,
		Chinese: `{refund} 的清算日期为 {date}`,
		Run: func(w *world, ctx context.Context, noRefund string, date day) error {
			return w.checkRefundHas(ctx, noRefund, []cell{{"settle_date", string(date)}})
		}},
	{English: `there is/are {int} refund(s)`,
		Chinese: `平台共有 {int} 笔退款`,
		Run:     (*world).checkRefundCount},
}

// newRefund returns the fields of an ordinary refund at platform time that names no payment yet.
func (w *world) newRefund(ctx context.Context, money, noRefund string) (wire.Fields, error) {
	now, err := w.now(ctx)
	return wire.Fields{
		{Name: "no_refund", Value: noRefund},
		{Name: "dt_refund", Value: wire.FormatDateTime(now)},
		{Name: "money_refund", Value: money},
		{Name: "notify_url", Value: w.notifyURL},
	}, err
}

func (w *world) refundOrder(ctx context.Context, money, order, noRefund string, cells []cell) error {
	o, err := w.order(order)
	if err != nil {
		return err
	}
	return w.refund(ctx, money, noRefund, append([]cell{{"oid_paybill", o.oidPaybill}}, cells...))
}

func (w *world) refund(ctx context.Context, money, noRefund string, cells []cell) error {
	f, err := w.newRefund(ctx, money, noRefund)
	if err != nil {
		return err
	}
	if err := w.ask(ctx, wire.KindRefund, apply(f, cells)); err != nil {
		return err
	}
	switch {
	case w.reply.accepted():
		w.rememberRefund(noRefund, w.reply.fields.Get("oid_refundno"))
	case w.reply.lost():
		return w.lookUpRefund(ctx, noRefund)
	default:
		w.refused("refund " + noRefund)
	}
	return nil
}

// rememberRefund keeps an accepted refund under its number, and under its number and its merchant.
func (w *world) rememberRefund(noRefund, oidRefundno string) {
	w.refunds[noRefund], w.refunds[noRefund+" "+w.account.oidPartner] = oidRefundno, oidRefundno
}

// lookUpRefund looks up the number of a refund whose answer was lost, which the platform may have accepted.
func (w *world) lookUpRefund(ctx context.Context, noRefund string) error {
	list, err := w.control.Refunds(ctx, client.RefundFilter{NoRefund: noRefund, OidPartner: w.account.oidPartner})
	for _, r := range list.Refunds {
		w.rememberRefund(noRefund, r.OidRefundno)
	}
	return err
}

// mustRefund refunds and waits for everything that follows at once, which is the refund's success unless the profile says otherwise.
func (w *world) mustRefund(ctx context.Context, money, order, noRefund string) error {
	if err := w.refundOrder(ctx, money, order, noRefund, nil); err != nil {
		return err
	}
	if err := w.checkAcceptedBy("RFD-8"); err != nil {
		return err
	}
	return w.settle(ctx)
}

func (w *world) finishRefund(ctx context.Context, outcome, noRefund string) error {
	number, err := w.refundNumber(noRefund)
	if err != nil {
		return err
	}
	if _, err := w.control.FinishRefund(ctx, number, outcome); err != nil {
		return err
	}
	return w.settle(ctx)
}

func (w *world) checkRefundHas(ctx context.Context, noRefund string, wanted []cell) error {
	number, _, _ := strings.Cut(noRefund, " ")
	found, err := w.allRefunds(ctx, client.RefundFilter{NoRefund: number})
	if err != nil {
		return err
	}
	if len(found) > 1 { // of several merchants
		found = slices.DeleteFunc(found, func(r api.Refund) bool { return r.OidRefundno != w.refunds[noRefund] })
	}
	if len(found) == 0 {
		if _, err := w.refundNumber(noRefund); err != nil {
			return err
		}
	}
	if len(found) != 1 {
		return message.Errorf("there are %d refunds %s", len(found), noRefund)
	}
	return w.checkObject(message.New("refund %s", noRefund), found[0], wanted)
}

func (w *world) checkRefundCount(ctx context.Context, want int) error {
	all, err := w.allRefunds(ctx, client.RefundFilter{})
	if err != nil {
		return err
	}
	return checkSame(message.New("the number of refunds"), fmt.Sprint(len(all)), fmt.Sprint(want))
}
