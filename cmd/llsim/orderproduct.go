package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/purchase"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// checkProduct refuses flags that the product's requests do not have, and says what to write instead.
func (f orderFlags) checkProduct() error {
	ofFamily, family := purchase.TakesCard(f.product), purchase.Products[2:]
	switch {
	case f.urlReturn != "" && f.product == purchase.Direct:
		return usagef("--url-return is for orders placed with --cashier or --product %s; the Direct API's return_url goes with --set return_url=URL", strings.Join(family[:3], ", "))
	case f.urlReturn != "" && !purchase.OpensPage(f.product):
		return usagef("--url-return is for payers in a browser: --product %s is paid without one, so leave it out", f.product)
	case f.cardNo != "" && !ofFamily:
		return usagef("--card-no is for --product %s", strings.Join(family, ", "))
	case f.noAgree != "" && !ofFamily:
		return usagef("--no-agree is for --product %s", strings.Join(family, ", "))
	case f.code != "" && f.product != purchase.Card:
		return usagef("--code is for --product card, whose payment waits for a code by SMS")
	case f.token != "" && f.code == "":
		return usagef("--token continues a card payment: give the code of the SMS with --code, which for test phones is %s", wire.SMSCode)
	case f.token != "" && f.noOrder == "":
		return usagef("--token continues the payment of an order: name it with --no-order, and its --amount")
	}
	return nil
}

// place signs and sends an order through its product.
func (f orderFlags) place(cmd *cobra.Command, r *requester, m *client.Merchant, control *client.Control, o purchase.Order) error {
	kind, request := o.Endpoint().Kind, o.Fields()
	switch f.product {
	case purchase.Unified:
		return createBill(cmd, r, m, request)
	case purchase.SDK:
		return signForApp(cmd, r, m, request)
	case purchase.Card:
		f.noOrder = o.NoOrder
		return payByCard(cmd, r, m, f, request)
	case purchase.Direct:
		return r.exchange(cmd, m, kind, request, func(b *output, answer wire.Fields) {
			b.line("pay it with: llsim pay %s%s", answer.Get("oid_paybill"), whereFlags(r.server, r.sandbox))
			if payType := answer.Get("pay_type"); payType == "I" || payType == "L" {
				describePayLink(b, answer.Get("payLoad"), isTerminal(cmd.OutOrStdout()))
			}
		})
	}
	return placeAtCashier(cmd, r, m, control, kind, request)
}
