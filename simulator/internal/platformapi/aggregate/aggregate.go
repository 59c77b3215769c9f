// Package aggregate has the endpoints of aggregate payment: orders by the cashier's form (Redirect API) and by WeChat Pay and Alipay
// (Direct API), queries, refunds, and whose card it is (protocol sections 3 to 8 and 11).
package aggregate

import (
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Endpoints lists the endpoints of aggregate payment.
func Endpoints() []platformapi.Endpoint {
	return []platformapi.Endpoint{
		{
			Endpoint:   wire.Redirect,
			Source:     platformapi.AllowedDomains,
			FaultPoint: choice.AtAccept,
			Decide:     placeRedirect,
			Answer:     platformapi.CashierPage,
		},
		{
			Endpoint:   wire.Direct,
			Source:     platformapi.AllowedIPs,
			FaultPoint: choice.AtAccept,
			Decide:     placeDirect,
			Answer:     platformapi.SignedJSON,
			Echoed:     []string{"no_order"},
		},
		{
			Endpoint:   wire.PaymentQuery,
			Source:     platformapi.AllowedIPs,
			FaultPoint: choice.AtQuery,
			Decide:     findPayment,
			Answer:     platformapi.SignedJSON,
		},
		{
			Endpoint:   wire.Refund,
			Source:     platformapi.AllowedIPs,
			FaultPoint: choice.AtRefund,
			Decide:     takeRefund,
			Answer:     platformapi.SignedJSON,
			Echoed:     []string{"no_order", "no_refund", "money_refund"},
		},
		{
			Endpoint:   wire.RefundQuery,
			Source:     platformapi.AllowedIPs,
			FaultPoint: choice.AtQuery,
			Decide:     findRefund,
			Answer:     platformapi.SignedJSON,
		},
		{
			Endpoint:   wire.CardBIN,
			Source:     platformapi.AllowedIPs,
			FaultPoint: choice.AtQuery,
			Decide:     findIssuer,
			Answer:     platformapi.SignedJSON,
		},
	}
}
