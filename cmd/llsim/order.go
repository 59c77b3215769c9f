package main

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/purchase"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

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
Omitted flags get valid defaults: an unused order number, platform time, goods, a risk_item, and for notify_url and url_return the
sandbox's inbox, which acknowledges what the platform has signed (GET …/inbox of the control API, or the console's page inbox).
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
	flags.StringVar(&f.amount, "amount", purchase.Amount, "money_order, in yuan")
	flags.StringVar(&f.goods, "goods", purchase.Goods, "name_goods")
	flags.StringVar(&f.noOrder, "no-order", "", "no_order (default a free one)")
	flags.StringVar(&f.dtOrder, "dt-order", "", "dt_order, such as 20260131235950, \"2026-01-31 23:59:50\", 09:00 or -1d in UTC+8; a wrong one goes with --set (default platform time)")
	flags.StringVar(&f.payType, "pay-type", "", "pay_type: L Alipay QR (the default), I WeChat QR, Y WeChat app, W WeChat official account; with --cashier 1, 8, 9 or D, by default the payer chooses; with --product 2, 3, D, P too")
	flags.StringVar(&f.notifyURL, "notify-url", "", "notify_url (default the sandbox's inbox)")
	flags.StringVar(&f.user, "user", purchase.User, "user_id")
	flags.BoolVar(&f.cashier, "cashier", false, "place it through the Redirect API")
	flags.StringVar(&f.urlReturn, "url-return", "", "url_return, with --cashier and --product web, wap, unified: where the payer goes back to (default the sandbox's inbox)")
	f.product = purchase.Products[0]
	choiceVar(cmd, &f.product, "product", "the product that takes the order", purchase.Products...)
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
		f.product = purchase.Redirect
	}
	if err := f.checkProduct(); err != nil {
		return err
	}
	m, err := r.merchant(ctx, control, defaultMerchant())
	if err != nil {
		return err
	}
	o, err := f.order(ctx, control)
	if err != nil {
		return err
	}
	return f.place(cmd, r, m, control, o)
}

// order returns what the flags say, with dt_order at platform time, a no_order that no order has, and the sandbox's inbox for the addresses
// that were not given.
func (f orderFlags) order(ctx context.Context, control *client.Control) (purchase.Order, error) {
	o := purchase.Order{
		Product: f.product, NoOrder: f.noOrder, Amount: f.amount, Goods: f.goods, User: f.user, PayType: f.payType, NotifyURL: f.notifyURL, URLReturn: f.urlReturn,
		CardNo: f.cardNo, NoAgree: f.noAgree,
	}
	var err error
	if o.DtOrder, err = wireMoment(ctx, control, "--dt-order", cmp.Or(f.dtOrder, "+0s")); err != nil {
		return o, err
	}
	clock, err := control.Clock(ctx)
	if err != nil {
		return o, err
	}
	box, err := control.Sandbox(ctx)
	if err != nil {
		return o, err
	}
	o.NotifyURL = cmp.Or(o.NotifyURL, box.InboxURL)
	if purchase.OpensPage(o.Product) { // a browser reaches the inbox where the merchant reaches the platform
		o.URLReturn = cmp.Or(o.URLReturn, box.BaseURL+"/inbox")
	}
	o.Now = clock.Now.Time
	if o.NoOrder == "" {
		o.NoOrder, err = purchase.FreeNumber(o.DtOrder, func(number string) (bool, error) {
			taken, err := control.Orders(ctx, client.OrderFilter{NoOrder: number, Page: client.Page{Limit: 1}})
			return len(taken.Orders) > 0, err
		})
	}
	return o, err
}
