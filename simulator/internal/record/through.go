package record

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// through is a product beside aggregate payment, as the vocabulary names it, and what its ordinary request has beside the fields of every
// order.
type through struct {
	name  string
	stamp string // the field with the time of the request, "" for none
	more  wire.Fields
}

var (
	ordinaryPayer = wire.Fields{{Name: "acct_name", Value: "张三"}, {Name: "id_no", Value: "11010119900307123X"}}
	ofWeb         = wire.Fields{{Name: "version", Value: "1.0"}}
	ofWap         = wire.Fields{{Name: "app_request", Value: "3"}}
)

// throughs are the products whose orders a scenario can place.
var throughs = map[wire.EndpointKind]through{
	wire.KindWebPay:      {"the web cashier", "timestamp", ofWeb},
	wire.KindWebVerified: {"the web cashier's verified payment", "timestamp", append(ofWeb[:1:1], ordinaryPayer...)},
	wire.KindWapPay:      {"the H5 cashier", "", ofWap},
	wire.KindWapVerified: {"the H5 cashier's verified payment", "", append(ofWap[:1:1], ordinaryPayer...)},
	wire.KindPayBill: {"the unified cashier", "time_stamp", wire.Fields{{Name: "api_version", Value: "1.0"}, {Name: "flag_pay_product", Value: "0"},
		{Name: "flag_chnl", Value: "2"}}},
}

// hasSentence reports whether a scenario has a sentence for a request to an endpoint.
func hasSentence(kind wire.EndpointKind) bool {
	switch kind {
	case wire.KindDirect, wire.KindRedirect, wire.KindQuery, wire.KindRefund, wire.KindRefundQuery, wire.KindCardBIN:
		return true
	}
	return throughs[kind].name != ""
}

// throughSentence says an order of one of these products.
func (r *recorder) throughSentence(t through, sent wire.Fields, at time.Time) {
	ordinary := ordinaryOrder(sent, r.receiver.base, at).Without("pay_type")
	for _, x := range t.more {
		ordinary = ordinary.Set(x.Name, x.Value)
	}
	if t.stamp != "" {
		ordinary = ordinary.Set(t.stamp, wire.FormatDateTime(at))
	}
	r.orderSentence(saysThrough+t.name, saysThrough+t.name+" with:", sent, ordinary)
}
