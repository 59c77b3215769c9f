package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

func newOrders() *cobra.Command {
	cmd := withJSON(&cobra.Command{
		Use:   "orders [ORDER]",
		Short: "List orders, or show one with its attempts, notifications and refunds",
		Long: `List the orders of a sandbox, oldest first, or show one, named by oid_paybill or by no_order,
with its payment attempts, notifications and refunds.`,
		Example: `  llsim orders --result SUCCESS --settle-date 20180113
  llsim orders 2018011200000001
  llsim orders --json`,
		Args: between(0, "ORDER"),
	})
	r, f := newRemote(cmd), client.OrderFilter{}
	flags := cmd.Flags()
	flags.StringVar(&f.OidPartner, "merchant", "", "only of this oid_partner")
	flags.StringVar(&f.NoOrder, "no-order", "", "only with this no_order")
	choiceVar(cmd, &f.ResultPay, "result", "only with this result_pay", "WAITING", "PROCESSING", "SUCCESS", "REFUND", "FAILURE")
	flags.StringVar(&f.BusinessDate, "business-date", "", "only of this date of dt_order, yyyyMMdd")
	flags.StringVar(&f.SettleDate, "settle-date", "", "only cleared on this date, yyyyMMdd")
	limit := flags.Int("limit", 0, "at most so many (default all)")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		control, err := r.control()
		if err != nil {
			return err
		}
		if len(args) == 1 {
			o, err := findOrder(cmd.Context(), control, args[0])
			if err != nil {
				return err
			}
			return printOrder(cmd, o)
		}
		list, err := pages(*limit, func(p client.Page) ([]api.Order, string, error) {
			f.Page = p
			page, err := control.Orders(cmd.Context(), f)
			return page.Orders, page.Next, err
		})
		if err != nil {
			return err
		}
		return emit(cmd, api.Orders{Orders: list}, func(b *strings.Builder) {
			t := newTable("oid_paybill", "no_order", "merchant", "dt_order", "yuan", "result", "settle_date", "goods")
			for _, o := range list {
				t.add(o.OidPaybill, o.NoOrder, o.OidPartner, o.DtOrder, o.MoneyOrder, o.ResultPay, o.SettleDate, o.NameGoods)
			}
			t.write(b, "no orders; place one with: llsim order")
		})
	}
	return cmd
}

const largestPage = 1000

// pages reads a list page by page, to its end or to limit (0: none).
func pages[T any](limit int, read func(client.Page) ([]T, string, error)) ([]T, error) {
	all, after := []T{}, ""
	for {
		want := largestPage
		if limit > 0 {
			want = min(largestPage, limit-len(all))
		}
		list, next, err := read(client.Page{Limit: want, After: after})
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
		if next == "" || limit > 0 && len(all) >= limit {
			return all, nil
		}
		after = next
	}
}

func describeOrder(b *strings.Builder, o api.Order) {
	result := o.ResultPay
	if o.PaidAt != nil {
		result += " at " + showTime(*o.PaidAt)
	}
	if o.ResultPay == "WAITING" {
		result += ", payable until " + showTime(o.ExpiresAt)
	}
	refunded := o.Refunded
	if len(o.Refunds) == 0 {
		refunded = ""
	}
	pairs(b, "", "oid_paybill", o.OidPaybill, "no_order", o.NoOrder, "oid_partner", o.OidPartner, "dt_order", o.DtOrder,
		"money_order", o.MoneyOrder, "result_pay", result, "settle_date", o.SettleDate, "refunded", refunded, "pay_type", o.PayType,
		"bank_code", o.BankCode, "name_goods", o.NameGoods, "info_order", o.InfoOrder, "notify_url", o.NotifyURL, "url_return", o.URLReturn,
		"payLoad", o.PayLoad, "requests", strconv.Itoa(o.Requests))
	if len(o.Attempts) > 0 {
		b.WriteString("attempts\n")
		t := newTable(gap+"n", "started", "pay_type", "state", "reason")
		for _, a := range o.Attempts {
			t.add(fmt.Sprint(gap, a.N), showTime(a.Started), a.PayType, a.State, strings.TrimSpace(a.Code+" "+a.Message))
		}
		t.write(b, "")
	}
	if len(o.Notifications) > 0 {
		b.WriteString("notifications\n")
		describeDeliveries(b, gap, o.Notifications)
	}
	if len(o.Refunds) > 0 {
		b.WriteString("refunds\n")
		describeRefunds(b, gap, o.Refunds)
	}
}

func describeDeliveries(b *strings.Builder, indent string, list []api.Delivery) {
	t := newTable(indent+"no", "sent", "kind", "order", "verdict", "answer", "url")
	for _, d := range list {
		number := strconv.Itoa(d.Number)
		if d.Number == 0 {
			number = "-" // the operator's, outside the 30
		}
		answer := d.Reason
		if d.Response != nil {
			answer = fmt.Sprintf("%d %s", d.Response.Status, d.Response.Body)
		}
		t.add(indent+number, showTime(d.At), d.Kind, d.NoOrder, d.Verdict, shorten(answer, 60), d.URL)
	}
	t.write(b, indent+"no deliveries")
}

// shorten cuts a text for a table.
func shorten(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
