package purchase

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// The products that take orders.
const (
	Direct   = "direct"
	Redirect = "redirect"
	Web      = "web"
	Wap      = "wap"
	Unified  = "unified"
	Card     = "card"
	SDK      = "sdk"
)

// Products lists them, the default first.
var Products = []string{Direct, Redirect, Web, Wap, Unified, Card, SDK}

// Defaults of an order.
const (
	Amount = "49.90"
	Goods  = "测试商品"
	User   = "user-1"
)

// Order is what an order is made of. Fields without a value get a valid default, or are left out where the product does not need them.
// NoOrder, DtOrder, NotifyURL and Now must be set.
type Order struct {
	Product          string
	NoOrder, DtOrder string
	Amount, Goods    string
	User             string
	PayType          string
	NotifyURL        string
	URLReturn        string // of products that a browser opens
	CardNo, NoAgree  string
	Now              time.Time // platform time, for the field timestamp
}

// OpensPage reports whether a shopper's browser pays the order on a page and goes back to the merchant: url_return is of use.
func OpensPage(product string) bool {
	return slices.Contains([]string{Redirect, Web, Wap, Unified}, product)
}

// TakesCard reports whether a product's requests may name a card or an agreement.
func TakesCard(product string) bool { return slices.Contains(Products[2:], product) }

// Endpoint returns where the order is sent. That of the SDK has no path: the merchant's app takes the order.
func (o Order) Endpoint() wire.Endpoint {
	switch o.Product {
	case Redirect:
		return wire.Redirect
	case Web:
		return pick(o.verified(), wire.WebVerified, wire.WebPay)
	case Wap:
		return pick(o.verified(), wire.WapVerified, wire.WapPay)
	case Unified:
		return wire.PayBill
	case Card:
		return wire.CardPrepay
	case SDK:
		return wire.SDKPay
	}
	return wire.Direct
}

func pick(yes bool, a, b wire.Endpoint) wire.Endpoint {
	if yes {
		return a
	}
	return b
}

// verified reports whether the payer pays by verified payment, which needs name and identity number.
func (o Order) verified() bool { return o.PayType == "D" || o.PayType == "P" }

// Fields returns the request without oid_partner, sign_type and sign.
func (o Order) Fields() wire.Fields {
	o.Amount, o.Goods, o.User = cmp.Or(o.Amount, Amount), cmp.Or(o.Goods, Goods), cmp.Or(o.User, User)
	common := wire.Fields{
		{Name: "user_id", Value: o.User}, {Name: "busi_partner", Value: "101001"}, {Name: "no_order", Value: o.NoOrder},
		{Name: "dt_order", Value: o.DtOrder}, {Name: "name_goods", Value: o.Goods}, {Name: "money_order", Value: o.Amount},
		{Name: "notify_url", Value: o.NotifyURL}, {Name: "risk_item", Value: o.risk()},
	}
	more, now := wire.FieldsOf("pay_type", o.PayType, "url_return", o.URLReturn), wire.FormatDateTime(o.Now)
	switch o.Product {
	case Redirect:
		return slices.Concat(common, more, wire.FieldsOf("version", "1.1", "timestamp", now, "userreq_ip", userIP))
	case Web:
		return o.withPayer(slices.Concat(common, wire.FieldsOf("version", "1.0", "timestamp", now, "userreq_ip", userIP), more))
	case Wap:
		return o.withPayer(slices.Concat(common, wire.FieldsOf("app_request", "3"), more))
	case Unified:
		return o.withPayer(append(common, o.unified(now)...))
	case Card:
		return o.withPayer(append(common, wire.FieldsOf("pay_type", cmp.Or(o.PayType, wire.CardDebit))...))
	case SDK:
		return o.withPayer(append(common, wire.FieldsOf("pay_type", o.PayType)...))
	}
	return append(common, o.direct()...)
}

// userIP is the shopper's address as userreq_ip has it.
const userIP = "127_0_0_1"

// risk returns a risk_item with every member that is always needed (protocol section 9).
func (o Order) risk() string {
	return string(wire.EncodeJSON(wire.FieldsOf("frms_ware_category", "1999", "user_info_mercht_userno", o.User, "user_info_dt_register", "20170101000000",
		"goods_name", o.Goods, "frms_client_chnl", "13", "frms_ip_addr", "127.0.0.1")))
}

// direct returns what an order of the Direct API has beside the common fields (protocol section 5).
func (o Order) direct() wire.Fields {
	f := wire.FieldsOf("pay_type", cmp.Or(o.PayType, "L"))
	if o.PayType == "Y" || o.PayType == "W" {
		f = f.Set("appid", "wx0000000000000001")
	}
	if o.PayType == "W" {
		f = f.Set("openid", "openid-"+o.User)
	}
	return f
}

// unified returns what a bill has beside the common fields. Its product is the one that a pay type belongs to (UNI-8).
func (o Order) unified(now string) wire.Fields {
	product, kind := "0", ""
	switch o.PayType {
	case "D":
		product = "1"
	case "P":
		product = "5"
	case "1", "8", "9":
		product, kind = "2", o.PayType
	}
	return wire.FieldsOf("api_version", "1.0", "time_stamp", now, "flag_pay_product", product, "card_type", kind, "flag_chnl", "2", "url_return", o.URLReturn)
}

// withPayer adds the card or the agreement, and the payer where the product needs one.
func (o Order) withPayer(f wire.Fields) wire.Fields {
	number, byCard := o.CardNo, o.Product == Card
	if o.NoAgree != "" {
		return append(f, wire.FieldsOf("no_agree", o.NoAgree, "card_no", number)...)
	}
	if byCard && number == "" {
		number = payingCard(o.PayType)
	}
	f = append(f, wire.FieldsOf("card_no", number)...)
	if byCard {
		f = append(f, wire.FieldsOf("id_type", "0", "bind_mob", "13800138000")...)
	}
	if byCard || o.verified() {
		f = append(f, wire.FieldsOf("acct_name", "张三", "id_no", "11010119900307123X")...)
	}
	return f
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

// FreeNumber returns a no_order for a dt_order that is not taken.
func FreeNumber(dtOrder string, taken func(number string) (bool, error)) (string, error) {
	for n := 1; ; n++ {
		number := fmt.Sprintf("T%s-%d", dtOrder, n)
		if is, err := taken(number); err != nil || !is {
			return number, err
		}
	}
}
