package wire

// The endpoints of aggregate payment as both sides of the connection know them. What the platform does with a request is said in
// simulator/internal/platformapi/aggregate.

const (
	KindRedirect    EndpointKind = "redirect"
	KindDirect      EndpointKind = "direct"
	KindQuery       EndpointKind = "query"
	KindRefund      EndpointKind = "refund"
	KindRefundQuery EndpointKind = "refundquery"
	KindCardBIN     EndpointKind = "cardbin"
)

// Redirect is the form that opens the cashier (protocol section 4).
var Redirect = Endpoint{
	Kind: KindRedirect, Product: "redirect", Body: BrowserForm, Page: true,
	Paths: []string{"/aggregateweb/gateway.htm"},
	Fields: Table{Rows: []Row{
		{Name: "version", Required: true, format: oneOf("1.0", "1.1")},
		{Name: "user_id", Required: true, Max: 32},
		{Name: "timestamp", Required: true, format: closeToNow},
		{Name: "busi_partner", Required: true, format: oneOf("101001", "109001")},
		{Name: "no_order", Required: true, Max: 32},
		{Name: "dt_order", Required: true, format: dateTime},
		{Name: "name_goods", Required: true, Max: 40},
		{Name: "info_order", Max: 255},
		{Name: "money_order", Required: true, format: amount},
		{Name: "notify_url", Required: true, Max: 128, format: webAddress},
		{Name: "url_return", Max: 128, format: webAddress},
		{Name: "userreq_ip", Required: true, Max: 32, format: ipAddress},
		{Name: "url_order", Max: 255},
		{Name: "valid_order", format: minutes},
		{Name: "risk_item", Required: true, format: riskItem},
		{Name: "col_oidpartner", format: merchantNumber},
		{Name: "col_userid", Max: 32, excludes: "col_oidpartner"},
		{Name: "shareing_data", Max: 1024, format: sharing},
		{Name: "secured_partner", format: merchantNumber},
		{Name: "buyer_confirm_valid", format: minutes},
		{Name: "seller_send_valid", format: minutes},
		{Name: "id_no", format: idNumber},
		{Name: "acct_name"},
		{Name: "bank_code", format: digits(8, 8)},
		{Name: "pay_type", format: oneOf("1", "8", "9", "D")},
	}},
}

// Direct is the WeChat Pay and Alipay order (protocol section 5).
var Direct = Endpoint{
	Kind: KindDirect, Product: "direct", Body: JSON,
	Paths: []string{"/llwalletapi/combinepay.htm"},
	Fields: Table{deviceInRisk: true, Rows: []Row{
		{Name: "user_id", Required: true, Max: 32},
		{Name: "busi_partner", Required: true, format: oneOf("101001", "109001")},
		{Name: "no_order", Required: true, Max: 32},
		{Name: "dt_order", Required: true, format: dateTime},
		{Name: "name_goods", Required: true, Max: 40},
		{Name: "money_order", Required: true, format: amount},
		{Name: "notify_url", Required: true, Max: 128, format: webAddress},
		{Name: "pay_type", Required: true, format: oneOf("I", "L", "Y", "W")},
		{Name: "risk_item", Required: true, format: riskItem},
		{Name: "appid", needed: whenPayType("Y", "W")},
		{Name: "openid", needed: whenPayType("W")},
		{Name: "name_user"},
		{Name: "id_type", format: oneOf("0", "2", "3", "4", "6", "9", "X")},
		{Name: "id_no", format: idNumber},
		{Name: "col_userid", Max: 32},
		{Name: "col_oidpartner", format: merchantNumber, excludes: "col_userid"},
		{Name: "return_url", Max: 128, format: webAddress},
		{Name: "info_order", Max: 255},
		{Name: "shareing_data", Max: 1024, format: sharing},
		{Name: "valid_order", format: minutes},
	}},
}

// PaymentQuery asks for an order (protocol section 6). That one of no_order and oid_paybill must be present is QRY-6.
var PaymentQuery = Endpoint{
	Kind: KindQuery, Product: "query", Body: JSONOrForm, Bare: true, Unsigned: []string{"bank_name", "memo", "card_no"},
	Paths: []string{"/llwalletapi/orderquery.htm", "/orderquery.htm", "/queryapi/orderquery.htm", "/traderapi/orderquery.htm"},
	Fields: Table{Rows: []Row{
		{Name: "no_order", Max: 32},
		{Name: "dt_order", format: dateTime},
		{Name: "oid_paybill", Max: 32},
		{Name: "type_dc", format: oneOf("0", "1", "2", "3")},
		{Name: "query_version", format: oneOf("1.0", "1.1", "4.0")},
		{Name: "user_id", Max: 32},
	}},
}

// Refund asks for money back (protocol section 8). Which payment it names is judged by RFD-1.
var Refund = Endpoint{
	Kind: KindRefund, Product: "refund", Body: JSON,
	Paths: []string{"/refund.htm", "/traderapi/refund.htm"},
	Fields: Table{Rows: []Row{
		{Name: "no_refund", Required: true, Max: 32},
		{Name: "dt_refund", Required: true, format: dateTime},
		{Name: "money_refund", Required: true, format: amount},
		{Name: "notify_url", Required: true, Max: 128, format: webAddress},
		{Name: "no_order", Max: 32},
		{Name: "dt_order", format: dateTime},
		{Name: "oid_paybill", Max: 32},
	}},
}

// RefundQuery asks for a refund (protocol section 8).
var RefundQuery = Endpoint{
	Kind: KindRefundQuery, Product: "query", Body: JSONOrForm, Bare: true,
	Paths: []string{"/refundquery.htm", "/queryapi/refundquery.htm", "/traderapi/refundquery.htm"},
	Fields: Table{Rows: []Row{
		{Name: "dt_refund", Required: true, format: dateTime},
		{Name: "no_refund", Max: 32, needed: without("oid_refundno")},
		{Name: "oid_refundno", Max: 32},
	}},
}

// CardBIN asks which bank issued a card (protocol section 11).
var CardBIN = Endpoint{
	Kind: KindCardBIN, Product: "cardbin", Body: JSON, Bare: true,
	Paths: []string{"/bankcardbin.htm", "/queryapi/bankcardbin.htm"},
	Fields: Table{Rows: []Row{
		{Name: "card_no", Required: true, format: digits(13, 19)},
		{Name: "api_version", Max: 6},
	}},
}
