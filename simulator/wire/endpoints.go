package wire

// EndpointKind names what an endpoint does.
type EndpointKind string

const (
	KindRedirect    EndpointKind = "redirect"
	KindDirect      EndpointKind = "direct"
	KindQuery       EndpointKind = "query"
	KindRefund      EndpointKind = "refund"
	KindRefundQuery EndpointKind = "refundquery"
	KindCardBIN     EndpointKind = "cardbin"
)

// Endpoint is one thing the platform can be asked (protocol section 3).
type Endpoint struct {
	Kind    EndpointKind
	Product string   // what the merchant must have been granted (CHK-3)
	Fields  *Table   // what CHK-5 checks
	Paths   []string // production path first, then those seen in the test environment and in older clients
	Form    bool     // takes a browser form and answers with a page; otherwise JSON
	Forms   bool     // takes forms beside JSON
	Bare    bool     // refusals are ret_code and ret_msg alone, unsigned
}

// Endpoints lists all endpoints. Every path is distinct, so that one host can serve them side by side.
func Endpoints() []Endpoint {
	return []Endpoint{
		{Kind: KindRedirect, Product: "redirect", Fields: &Redirect, Form: true,
			Paths: []string{"/aggregateweb/gateway.htm"}},
		{Kind: KindDirect, Product: "direct", Fields: &Direct,
			Paths: []string{"/llwalletapi/combinepay.htm"}},
		{Kind: KindQuery, Product: "query", Fields: &PaymentQuery, Bare: true, Forms: true,
			Paths: []string{"/llwalletapi/orderquery.htm", "/orderquery.htm", "/queryapi/orderquery.htm", "/traderapi/orderquery.htm"}},
		{Kind: KindRefund, Product: "refund", Fields: &Refund,
			Paths: []string{"/refund.htm", "/traderapi/refund.htm"}},
		{Kind: KindRefundQuery, Product: "query", Fields: &RefundQuery, Bare: true, Forms: true,
			Paths: []string{"/refundquery.htm", "/queryapi/refundquery.htm", "/traderapi/refundquery.htm"}},
		{Kind: KindCardBIN, Product: "cardbin", Fields: &CardBIN, Bare: true,
			Paths: []string{"/bankcardbin.htm", "/queryapi/bankcardbin.htm"}},
	}
}
