package wire

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// The endpoints of the web and the H5 cashier as both sides of the connection know them (products-in sections 2 and 3).

const (
	KindWebPay      EndpointKind = "webpay"
	KindWebVerified EndpointKind = "webverified"
	KindWapPay      EndpointKind = "wappay"
	KindWapVerified EndpointKind = "wapverified"
)

// WebPay is the form that opens the web cashier for online banking and cards (E1).
var WebPay = Endpoint{
	Kind: KindWebPay, Product: "web", Body: BrowserForm, Page: true, Query: true,
	Paths:  []string{"/payment/bankgateway.htm"},
	Fields: webTable(nil),
}

// WebVerified is the form that opens the web cashier for verified payment (E2).
var WebVerified = Endpoint{
	Kind: KindWebVerified, Product: "web", Body: BrowserForm, Page: true, Query: true,
	Paths:  []string{"/payment/authpay.htm"},
	Fields: webTable(unlessBound),
}

// WapPay is the form that opens the H5 cashier for cards (E4). Its one field req_data is a JSON object.
var WapPay = Endpoint{
	Kind: KindWapPay, Product: "wap", Body: ReqData, Page: true, Query: true, BodyRule: "WAP-1",
	Paths:  []string{"/payment.htm", "/llpayh5/payment.htm"},
	Fields: wapTable(nil),
}

// WapVerified is the form that opens the H5 cashier for verified payment (E5).
var WapVerified = Endpoint{
	Kind: KindWapVerified, Product: "wap", Body: ReqData, Page: true, Query: true, BodyRule: "WAP-1",
	Paths:  []string{"/authpay.htm", "/llpayh5/authpay.htm"},
	Fields: wapTable(unlessBound),
}

// webTable lists the fields of a web cashier's form. payer says whether the payer must be named.
func webTable(payer func(Fields) message.Message) Table {
	return Table{nullRule: "WEB-4", Rows: slices.Concat([]Row{
		{Name: "version", Required: true, format: oneOf("1.0", "1.1")},
		{Name: "charset_name", Max: 18, format: utf8Only, rule: "WEB-3"},
		{Name: "user_id", Required: true, Max: 32},
		{Name: "timestamp", Required: true, format: closeToNow},
		{Name: "busi_partner", Required: true, format: digits(6, 6)},
		{Name: "no_order", Required: true, Max: 32},
		{Name: "dt_order", Required: true, format: dateTime},
		{Name: "name_goods", Required: true, Max: 40},
		{Name: "info_order", Max: 255},
		{Name: "money_order", Required: true, format: amount},
		{Name: "notify_url", Required: true, Max: 128, format: webAddress},
		{Name: "url_return", Max: 128, format: webAddress},
		{Name: "url_order", Max: 255},
		{Name: "userreq_ip", Max: 32, format: ipAddress},
		{Name: "valid_order", format: minutes},
		{Name: "risk_item", Required: true, format: riskItem},
		{Name: "bank_code", Max: 18, format: digits(8, 8)},
		{Name: "pay_type", format: oneOf(cashierTypes...)},
	}, payerRows(payer, 16), []Row{
		{Name: "flag_modify", format: oneOf("0", "1")},
		{Name: "back_url", Max: 128, format: webAddress},
		{Name: "shareing_data", Max: 1024, format: sharing},
		{Name: "platform", Max: 32},
	})}
}

// wapTable lists the fields of req_data. payer says whether the payer must be named.
func wapTable(payer func(Fields) message.Message) Table {
	return Table{nullRule: "WEB-4", Rows: slices.Concat([]Row{
		{Name: "version", format: oneOf("1.0", "1.1", "1.2")},
		{Name: "user_id", Required: true, Max: 32},
		{Name: "busi_partner", Required: true, format: digits(6, 6)},
		{Name: "no_order", Required: true, Max: 32},
		{Name: "dt_order", Required: true, format: dateTime},
		{Name: "name_goods", Required: true, Max: 40},
		{Name: "money_order", Required: true, format: literally("WAP-2", amount)},
		{Name: "notify_url", Required: true, Max: 128, format: webAddress},
		{Name: "risk_item", Required: true, format: riskItem},
		{Name: "app_request", Required: true, format: literally("WAP-2", oneOf("1", "2", "3"))},
		{Name: "timestamp", format: closeToNow},
		{Name: "pay_type", format: oneOf(cashierTypes...)},
		{Name: "bg_color", format: colour},
		{Name: "font_color", format: colour},
		{Name: "syschnotify_flag", format: oneOf("0", "1")},
		{Name: "info_order", Max: 255},
		{Name: "url_return", Max: 128, format: webAddress},
		{Name: "back_url", Max: 128, format: webAddress},
		{Name: "valid_order", format: minutes},
		{Name: "shareing_data", Max: 1024, format: sharing},
		{Name: "platform", Max: 32},
	}, payerRows(payer, 16))}
}

// cashierTypes are the pay types that a merchant may restrict a cashier to: online banking, cards, verified payment.
var cashierTypes = []string{"1", "8", "9", "2", "3", "D"}

// payerRows are the fields that say who pays with which card. WEB-5: some endpoints need them, unless an agreement says it.
func payerRows(needed func(Fields) message.Message, longest int) []Row {
	return []Row{
		{Name: "id_type", format: idType},
		{Name: "id_no", format: idNumber, needed: needed, rule: "WEB-5"},
		{Name: "acct_name", Max: 64, needed: needed, rule: "WEB-5"},
		{Name: "card_no", format: digits(12, 19)},
		{Name: "no_agree", Max: longest},
	}
}

// unlessBound makes a field required where no agreement is named.
func unlessBound(f Fields) message.Message {
	if f.Get("no_agree") == "" {
		return message.New("verified payment needs it, unless no_agree names an agreement")
	}
	return message.Message{}
}
