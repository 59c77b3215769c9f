package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func newOrders() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "orders [ORDER]",
		Short: "List orders, or show one with its attempts, notifications and refunds",
		Long: `List the newest orders of a sandbox, oldest of them first, or show one, named by oid_paybill or by no_order,
with its payment attempts, notifications and refunds.`,
		Example: `  llsim orders --result SUCCESS --settle-date 2018-01-13
  llsim orders --business-date -1d --all
  llsim orders 2018011200000001
  llsim orders --json`,
		Args: between(0, "ORDER"),
	}
	r, f := newRemote(cmd), client.OrderFilter{}
	flags := cmd.Flags()
	var dated, settled string
	flags.StringVar(&f.OidPartner, "merchant", "", "only of this oid_partner")
	flags.StringVar(&f.NoOrder, "no-order", "", "only with this no_order")
	choiceVar(cmd, &f.ResultPay, "result", "only with this result_pay", choice.OrderStates.Values()...)
	flags.StringVar(&dated, "business-date", "", "only with a dt_order of this date, such as 2026-01-31, 20260131 or -1d")
	flags.StringVar(&settled, "settle-date", "", "only cleared on this date, such as 2026-01-31")
	limits := newListFlags(cmd)
	completeArg(cmd, r, ordersIn())
	completeFlag(cmd, r, "merchant", merchants)
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, args []string) error {
		if len(args) == 1 {
			o, err := findOrder(cmd.Context(), control, args[0])
			if err != nil {
				return err
			}
			return emit(cmd, o, func(b *output) { describeOrder(b, o) })
		}
		var err error
		if f.BusinessDate, err = wireDate(cmd.Context(), control, "--business-date", dated); err != nil {
			return err
		}
		if f.SettleDate, err = wireDate(cmd.Context(), control, "--settle-date", settled); err != nil {
			return err
		}
		list, older, err := newest(cmd, limits, "", func(p client.Page) ([]api.Order, string, int, error) {
			f.Page = p
			page, err := control.Orders(cmd.Context(), f)
			return page.Orders, page.Next, page.Omitted, err
		})
		if err != nil {
			return err
		}
		return emit(cmd, api.Orders{Orders: list, Omitted: older}, func(b *output) {
			describeOrders(b, list, f != client.OrderFilter{Page: f.Page})
			describeOlder(b, older, "%s older {order|orders}")
		})
	})
	return cmd
}

// describeOrders is a table of orders; filtered reports whether there may be others.
func describeOrders(b *output, list []api.Order, filtered bool) {
	none := b.in("no orders; place one with: llsim order")
	if filtered {
		none = b.in("no orders pass these filters")
	}
	head := row{"oid_paybill", "no_order", "merchant", "dt_order", "yuan", "result_pay", "refunded", "settle_date", "goods"}
	writeTable(b, "", none, head, list, func(o api.Order) row {
		return row{o.OidPaybill, o.NoOrder, o.OidPartner, human.Stamp(o.DtOrder), yuan(o.MoneyOrder), o.ResultPay, refundedYuan(o),
			human.Stamp(o.SettleDate), o.NameGoods}
	})
}

// refundedYuan is what of an order was refunded, "" for nothing.
func refundedYuan(o api.Order) string {
	if fen, err := wire.ParseAmount(o.Refunded); err != nil || fen == 0 {
		return ""
	}
	return o.Refunded
}

func describeOrder(b *output, o api.Order) {
	result := o.ResultPay
	if o.PaidAt != nil {
		result = b.in("%s at %s", result, showTime(*o.PaidAt))
	}
	if o.ResultPay == "WAITING" {
		result = b.in("%s, payable until %s", result, showTime(o.ExpiresAt))
	}
	pairs(b, "", "oid_paybill", o.OidPaybill, "no_order", o.NoOrder, "oid_partner", o.OidPartner, "dt_order", human.Stamp(o.DtOrder),
		"money_order", o.MoneyOrder, "result_pay", result, "settle_date", human.Stamp(o.SettleDate), "refunded", b.refundNote(o), "pay_type", o.PayType,
		"bank_code", o.BankCode, "name_goods", o.NameGoods, "info_order", o.InfoOrder, "notify_url", o.NotifyURL, "url_return", o.URLReturn,
		"payLoad", o.PayLoad, "no_agree", o.NoAgree, "requests", strconv.Itoa(o.Requests))
	for _, x := range o.Tickets {
		pairs(b, "", "token", b.in("%s, until %s", x.Token, showTime(x.Until)), "code", x.Code)
	}
	if len(o.Attempts) > 0 {
		b.line("attempts")
		writeTable(b, gap, "", row{"attempt", "started", "pay_type", "state", "reason"}, o.Attempts, func(a api.Attempt) row {
			return row{strconv.Itoa(a.N), showTime(a.Started), a.PayType, b.word(a.State), strings.TrimSpace(a.Code + " " + a.Message)}
		})
	}
	if len(o.Notifications) > 0 {
		b.line("notifications")
		describeDeliveries(b, gap, o.Notifications)
	}
	if len(o.Refunds) > 0 {
		b.line("refunds")
		describeRefunds(b, gap, o.Refunds)
	}
}

// yuan shows an amount of the wire, which may be 1 or 0.5, with its two decimals.
func yuan(amount string) string {
	fen, err := wire.ParseAmount(amount)
	if err != nil {
		return amount
	}
	return wire.FormatFen(fen)
}

// refundNote says what of a payment was refunded and what can still be; "" where nothing was. The order has its refunds.
func (b *output) refundNote(o api.Order) string {
	if refundedYuan(o) == "" {
		return ""
	}
	if left, err := unrefunded(o); err == nil && left > 0 {
		return b.in("%s of %s, %s can still be refunded", o.Refunded, yuan(o.MoneyOrder), wire.FormatFen(left))
	}
	return b.in("%s of %s", o.Refunded, yuan(o.MoneyOrder))
}

func describeDeliveries(b *output, indent string, list []api.Delivery) {
	writeTable(b, indent, b.in("no deliveries"), row{"attempt", "sent", "kind", "no_order", "verdict", "merchant's answer", "url"}, list, func(d api.Delivery) row {
		number := strconv.Itoa(d.Number)
		if d.Number == 0 {
			number = "-" // the operator's, outside the 30
		}
		answer := d.Reason
		if d.Response != nil {
			answer = fmt.Sprintf("%d %s", d.Response.Status, d.Response.Body)
		}
		return row{number, showTime(d.At), b.word(d.Kind), d.NoOrder, b.word(d.Verdict), wire.Clip(answer, 60), d.URL}
	})
}
