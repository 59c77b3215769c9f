package wire

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// The endpoints of the unified cashier as both sides of the connection know them (products-in section 4). The page behind gateway_url
// is not signed, and no endpoint of this kind.

const (
	KindPayBill  EndpointKind = "paybill"
	KindSignBill EndpointKind = "signbill"
)

// UnifiedPage is the path of the page behind gateway_url (E9).
const UnifiedPage = "/paymentweb/payinit"

// PayBill creates a bill, whose page takes the payment (E7).
var PayBill = Endpoint{
	Kind: KindPayBill, Product: "unified", Body: JSON,
	Paths: slices.Concat(under("/paycreatebill", "/v1", "/mock", "/repay", "/fourelementapi/v1", "/fourelementapi/mock", "/fourelementapi/repay")),
	Fields: Table{Rows: slices.Concat([]Row{
		{Name: "api_version", Required: true, format: oneOf("1.0")},
		{Name: "time_stamp", needed: without("timestamp"), format: closeToNow},
		{Name: "timestamp", format: closeToNow},
		{Name: "user_id", Required: true, Max: 32},
		{Name: "busi_partner", Required: true, format: digits(6, 6)},
		{Name: "no_order", Required: true, Max: 32},
		{Name: "dt_order", Required: true, format: dateTime},
		{Name: "money_order", Required: true, format: amount},
		{Name: "notify_url", Required: true, Max: 128, format: webAddress},
		{Name: "risk_item", Required: true, format: riskItem},
		{Name: "flag_pay_product", Required: true, format: oneOf("0", "1", "2", "5", "12")},
		{Name: "flag_chnl", Required: true, format: channel},
	}, unifiedRows(unlessNamed))},
}

// SignBill creates a signing, whose page makes an agreement (E8). It has no documentation.
var SignBill = Endpoint{
	Kind: KindSignBill, Product: "unified", Body: JSON,
	Paths: slices.Concat(under("/signcreatebill", "/v1", "/mock", "/repay", "/fourelementapi/v1", "/fourelementapi/mock", "/fourelementapi/repay"),
		under("/tokensigncreatebill", "/v1", "/fourelementapi/v1")),
	Fields: Table{Rows: slices.Concat([]Row{
		{Name: "api_version", Required: true, format: oneOf("1.0")},
		{Name: "time_stamp", needed: without("timestamp"), format: closeToNow},
		{Name: "timestamp", format: closeToNow},
		{Name: "user_id", Required: true, Max: 32},
		{Name: "risk_item", Required: true, format: riskItem},
		{Name: "flag_chnl", Required: true, format: channel},
		{Name: "flag_pay_product", Max: 2},
		{Name: "busi_partner", format: digits(6, 6)},
		{Name: "no_order", Max: 32},
		{Name: "dt_order", format: dateTime},
		{Name: "notify_url", Max: 128, format: webAddress},
	}, unifiedRows(nil))},
}

// unifiedRows are the optional fields of both. payer says whether the payer must be named.
func unifiedRows(payer func(Fields) message.Message) []Row {
	return slices.Concat([]Row{
		{Name: "name_goods", Max: 40},
		{Name: "info_order", Max: 255},
		{Name: "url_return", Max: 128, format: webAddress},
		{Name: "back_url", Max: 128, format: webAddress},
		{Name: "userreq_ip", Max: 32, format: ipAddress},
		{Name: "shareing_data", Max: 128, format: sharing},
		{Name: "valid_order", format: minutes},
		{Name: "platform", Max: 32},
		{Name: "bind_mob", Max: 18},
		{Name: "bank_code", Max: 18, format: digits(8, 8)},
		{Name: "card_type", format: oneOf("0", "1", "2", "8", "9")},
		{Name: "theme", Max: 32},
		{Name: "show_head", format: oneOf("show", "hide")},
	}, payerRows(payer, 32))
}

// unlessNamed makes a field required for the verified products, where no agreement is named.
func unlessNamed(f Fields) message.Message {
	switch f.Get("flag_pay_product") {
	case "1", "5":
		return unlessBound(f)
	}
	return message.Message{}
}

// channel takes flag_chnl: 0 Android, 1 iOS, 2 web, 3 H5. Mobile online banking (product 12) is for apps.
func channel(value string, r *request) *Violation {
	if r.Get("flag_pay_product") == "12" && (value == "2" || value == "3") {
		return violation("is %s; with flag_pay_product 12 it must be 0 or 1, since mobile online banking is for apps", quote(value))
	}
	return oneOf("0", "1", "2", "3")(value, r)
}
