package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// nobodyListens is the notify_url of orders placed without one: the discard port.
const nobodyListens = "http://127.0.0.1:9/notify"

type orderFlags struct {
	amount, goods, noOrder, dtOrder, payType, notifyURL, user, urlReturn string
	product, cardNo, noAgree, token, code                                string
	cashier                                                              bool
}

func newOrder() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "order",
		Short: "Place an order as a merchant would, signed",
		Long: `Place an order through the Direct API, signed with the merchant's key, which the server gives out. With --cashier it goes
through the Redirect API, as a form that a shopper's browser sends, and prints the address where the payer continues.
--product places it through another product: web and wap send the cashier's form and print where the payer continues, unified prints
gateway_url and token, card asks to pay with a card and prints the code of the SMS, sdk prints what a merchant's server signs for its app.
Omitted flags get valid defaults: an unused order number, platform time, goods, a risk_item.
The link of a QR payment (pay types L and I) is shown, on a terminal with its QR code; --json has it as payLoad.
Place it again with the same --no-order, --dt-order and --amount to see a retry.`,
		Example: `  llsim order --amount 49.90 --notify-url http://127.0.0.1:8080/notify
  llsim order --no-order 1001 --dt-order 20180112235950 --set info_order='a & b'
  llsim order --merchant 201408071000001539 --sign-type MD5 --json
  llsim order --cashier --url-return http://127.0.0.1:8080/return
  llsim order --cashier --pay-type 1 --set bank_code=01020000   # straight to that bank's page
  llsim order --product wap --url-return http://127.0.0.1:8080/return
  llsim order --product card --code 123456
  llsim order --product sdk --json | llsim app -`,
		Args: exactly(),
	}
	r, f := newRequester(cmd), orderFlags{}
	flags := cmd.Flags()
	flags.StringVar(&f.amount, "amount", "49.90", "money_order, in yuan")
	flags.StringVar(&f.goods, "goods", "测试商品", "name_goods")
	flags.StringVar(&f.noOrder, "no-order", "", "no_order (default a free one)")
	flags.StringVar(&f.dtOrder, "dt-order", "", "dt_order, such as 20260131235950, \"2026-01-31 23:59:50\", 09:00 or -1d in UTC+8; a wrong one goes with --set (default platform time)")
	flags.StringVar(&f.payType, "pay-type", "", "pay_type: L Alipay QR (the default), I WeChat QR, Y WeChat app, W WeChat official account; with --cashier 1, 8, 9 or D, by default the payer chooses; with --product 2, 3, D, P too")
	flags.StringVar(&f.notifyURL, "notify-url", nobodyListens, "notify_url; nobody listens at the default")
	flags.StringVar(&f.user, "user", "user-1", "user_id")
	flags.BoolVar(&f.cashier, "cashier", false, "place it through the Redirect API")
	flags.StringVar(&f.urlReturn, "url-return", "", "url_return, with --cashier and --product web, wap, unified: where the payer goes back to")
	f.product = orderProducts[0]
	choiceVar(cmd, &f.product, "product", "the product that takes the order", orderProducts...)
	cmd.MarkFlagsMutuallyExclusive("product", "cashier")
	flags.StringVar(&f.cardNo, "card-no", "", "card_no, with --product web, wap, unified, card, sdk (for card default a test card that pays)")
	flags.StringVar(&f.noAgree, "no-agree", "", "no_agree, the agreement to pay with, with the same products")
	flags.StringVar(&f.code, "code", "", "verify_code, with --product card: pay with the code of the SMS, "+wire.SMSCode+" for test phones")
	flags.StringVar(&f.token, "token", "", "token of a card payment that waits for --code; --no-order and --amount are the payment's")
	completeWords(cmd, "card-no", cardWords)
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, _ []string) error {
		return placeOrder(cmd, r, control, f)
	})
	return cmd
}

func placeOrder(cmd *cobra.Command, r *requester, control *client.Control, f orderFlags) error {
	ctx := cmd.Context()
	if f.cashier {
		f.product = "redirect"
	}
	if err := f.checkProduct(); err != nil {
		return err
	}
	m, err := r.merchant(ctx, control, defaultMerchant())
	if err != nil {
		return err
	}
	if f, err = f.complete(ctx, control); err != nil {
		return err
	}
	if slices.Contains(family, f.product) {
		return placeThrough(cmd, r, m, control, f)
	}
	request, err := f.request()
	if err != nil {
		return err
	}
	if f.product == "redirect" {
		form, err := toCashier(ctx, control, request, f.payType, f.urlReturn)
		if err != nil {
			return err
		}
		return placeAtCashier(cmd, r, m, control, wire.KindRedirect, form)
	}
	return r.exchange(cmd, m, wire.KindDirect, request, func(b *output, answer wire.Fields) {
		b.line("pay it with: llsim pay %s%s", answer.Get("oid_paybill"), whereFlags(r.server, r.sandbox))
		if payType := answer.Get("pay_type"); payType == "I" || payType == "L" {
			describePayLink(b, answer.Get("payLoad"), isTerminal(cmd.OutOrStdout()))
		}
	})
}

// complete sets the flags that were not given: dt_order to platform time, no_order to a number that no order has.
func (f orderFlags) complete(ctx context.Context, control *client.Control) (orderFlags, error) {
	at, err := wireMoment(ctx, control, "--dt-order", cmp.Or(f.dtOrder, "+0s"))
	if err != nil {
		return f, err
	}
	f.dtOrder = at
	for n := 1; f.noOrder == ""; n++ {
		number := fmt.Sprintf("T%s-%d", f.dtOrder, n)
		taken, err := control.Orders(ctx, client.OrderFilter{NoOrder: number, Page: client.Page{Limit: 1}})
		if err != nil {
			return f, err
		}
		if len(taken.Orders) == 0 {
			f.noOrder = number
		}
	}
	return f, nil
}

// common returns what a request for an order has in every product, without oid_partner, sign_type and sign.
func (f orderFlags) common() (wire.Fields, error) {
	risk, err := json.Marshal(map[string]string{
		"frms_ware_category": "1999", "user_info_mercht_userno": f.user, "user_info_dt_register": "20170101000000",
		"goods_name": f.goods, "frms_client_chnl": "13", "frms_ip_addr": "127.0.0.1",
	})
	if err != nil {
		return nil, err
	}
	return wire.Fields{
		{Name: "user_id", Value: f.user}, {Name: "busi_partner", Value: "101001"}, {Name: "no_order", Value: f.noOrder},
		{Name: "dt_order", Value: f.dtOrder}, {Name: "name_goods", Value: f.goods}, {Name: "money_order", Value: f.amount},
		{Name: "notify_url", Value: f.notifyURL}, {Name: "risk_item", Value: string(risk)},
	}, nil
}

// request returns a Direct API order (protocol section 5).
func (f orderFlags) request() (wire.Fields, error) {
	request, err := f.common()
	if err != nil {
		return nil, err
	}
	request = request.Set("pay_type", cmp.Or(f.payType, "L"))
	if f.payType == "Y" || f.payType == "W" {
		request = request.Set("appid", "wx0000000000000001")
	}
	if f.payType == "W" {
		request = request.Set("openid", "openid-"+f.user)
	}
	return request, nil
}
