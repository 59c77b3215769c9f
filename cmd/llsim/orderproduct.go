package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// orderProducts are the products that take orders, the default first.
var orderProducts = []string{"direct", "redirect", "web", "wap", "unified", "card", "sdk"}

// family are the products beside aggregate payment, whose requests name card and agreement.
var family = orderProducts[2:]

// payersReturn are the products whose payers go back to the merchant in a browser.
var payersReturn = []string{"redirect", "web", "wap", "unified"}

// checkProduct refuses flags that the product's requests do not have, and says what to write instead.
func (f orderFlags) checkProduct() error {
	ofFamily := slices.Contains(family, f.product)
	switch {
	case f.urlReturn != "" && f.product == "direct":
		return usagef("--url-return is for orders placed with --cashier or --product %s; the Direct API's return_url goes with --set return_url=URL", strings.Join(family[:3], ", "))
	case f.urlReturn != "" && (f.product == "card" || f.product == "sdk"):
		return usagef("--url-return is for payers in a browser: --product %s is paid without one, so leave it out", f.product)
	case f.cardNo != "" && !ofFamily:
		return usagef("--card-no is for --product %s", strings.Join(family, ", "))
	case f.noAgree != "" && !ofFamily:
		return usagef("--no-agree is for --product %s", strings.Join(family, ", "))
	case f.code != "" && f.product != "card":
		return usagef("--code is for --product card, whose payment waits for a code by SMS")
	case f.token != "" && f.code == "":
		return usagef("--token continues a card payment: give the code of the SMS with --code, which for test phones is %s", wire.SMSCode)
	case f.token != "" && f.noOrder == "":
		return usagef("--token continues the payment of an order: name it with --no-order, and its --amount")
	}
	return nil
}

// placeThrough signs and sends an order of a product beside aggregate payment.
func placeThrough(cmd *cobra.Command, r *requester, m *client.Merchant, control *client.Control, f orderFlags) error {
	common, err := f.common()
	if err != nil {
		return err
	}
	now, err := wireMoment(cmd.Context(), control, "timestamp", "+0s")
	if err != nil {
		return err
	}
	switch f.product {
	case "web":
		form := append(common, wire.FieldsOf("version", "1.0", "timestamp", now, "userreq_ip", "127_0_0_1", "pay_type", f.payType, "url_return", f.urlReturn)...)
		return placeAtCashier(cmd, r, m, control, f.kind(wire.KindWebPay, wire.KindWebVerified), f.withPayer(form))
	case "wap":
		form := append(common, wire.FieldsOf("app_request", "3", "pay_type", f.payType, "url_return", f.urlReturn)...)
		return placeAtCashier(cmd, r, m, control, f.kind(wire.KindWapPay, wire.KindWapVerified), f.withPayer(form))
	case "unified":
		return createBill(cmd, r, m, f, f.withPayer(append(common, f.unifiedFields(now)...)))
	case "sdk":
		return signForApp(cmd, r, m, f.withPayer(append(common, wire.FieldsOf("pay_type", f.payType)...)))
	}
	return payByCard(cmd, r, m, f, f.withPayer(append(common, wire.FieldsOf("pay_type", cmp.Or(f.payType, wire.CardDebit))...)))
}

// verified tells whether the payer pays by verified payment, which needs name and identity number.
func (f orderFlags) verified() bool { return f.payType == "D" || f.payType == "P" }

// kind chooses between the endpoints of a cashier.
func (f orderFlags) kind(pay, verified wire.EndpointKind) wire.EndpointKind {
	if f.verified() {
		return verified
	}
	return pay
}

// withPayer adds the card or the agreement, and the payer where the product needs one.
func (f orderFlags) withPayer(request wire.Fields) wire.Fields {
	number, byCard := f.cardNo, f.product == "card"
	if byCard && number == "" {
		number = payingCard(f.payType)
	}
	if f.noAgree != "" {
		return append(request, wire.FieldsOf("no_agree", f.noAgree, "card_no", f.cardNo)...)
	}
	request = append(request, wire.FieldsOf("card_no", number)...)
	if byCard {
		request = append(request, wire.FieldsOf("id_type", "0", "bind_mob", "13800138000")...)
	}
	if byCard || f.verified() {
		request = append(request, wire.FieldsOf("acct_name", "张三", "id_no", "11010119900307123X")...)
	}
	return request
}

// payingCard returns the published card of the kind that a pay type takes with which payments succeed.
func payingCard(payType string) string {
	kind := wire.CardDebit
	if payType == wire.CardCredit {
		kind = wire.CardCredit
	}
	for _, card := range wire.Cards() {
		if card.Outcome == wire.OutcomeSuccess && card.Type == kind {
			return card.Number
		}
	}
	return ""
}

// unifiedFields are what a bill has beside the common fields. Its product is the one that a pay type belongs to (UNI-8).
func (f orderFlags) unifiedFields(now string) wire.Fields {
	product, kind := "0", ""
	switch f.payType {
	case "D":
		product = "1"
	case "P":
		product = "5"
	case "1", "8", "9":
		product, kind = "2", f.payType
	}
	return wire.FieldsOf("api_version", "1.0", "time_stamp", now, "flag_pay_product", product, "card_type", kind, "flag_chnl", "2", "url_return", f.urlReturn)
}
