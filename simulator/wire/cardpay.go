package wire

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// The endpoints of card payment on the merchant's server as both sides of the connection know them (products-in section 5).

const (
	KindCardPrepay     EndpointKind = "cardprepay"
	KindCardPay        EndpointKind = "cardpay"
	KindCardBind       EndpointKind = "cardbind"
	KindCardBindVerify EndpointKind = "cardbindverify"
)

// CardPrepay asks to pay with a card, and for a code by SMS (E10).
var CardPrepay = Endpoint{
	Kind: KindCardPrepay, Product: "card", Body: PayLoad, Sealed: true, RSAOnly: true,
	Paths: under("/v1/bankcardprepay", "", "/mpayapi"),
	Fields: Table{Rows: slices.Concat([]Row{
		{Name: "user_id", Required: true, Max: 32},
		{Name: "busi_partner", Required: true, format: digits(6, 6)},
		{Name: "no_order", Required: true, Max: 32},
		{Name: "dt_order", Required: true, format: dateTime},
		{Name: "name_goods", Required: true, Max: 40},
		{Name: "money_order", Required: true, format: amount},
		{Name: "notify_url", Required: true, Max: 128, format: webAddress},
		{Name: "risk_item", Required: true, format: riskItem},
		{Name: "pay_type", Required: true, format: oneOf("2", "3", "P", "D", "27")},
	}, cardRows(unlessAgreed), []Row{
		{Name: "info_order", Max: 255},
		{Name: "valid_order", format: minutes},
		{Name: "no_agree", Max: 32},
		{Name: "bank_code", Max: 18, format: digits(8, 8)},
		{Name: "vali_date", format: digits(4, 4)},
		{Name: "cvv2", format: digits(3, 4)},
		{Name: "platform", Max: 32},
		{Name: "shareing_data", Max: 1024, format: sharing},
	})},
}

// CardPay brings the code (E11).
var CardPay = Endpoint{
	Kind: KindCardPay, Product: "card", Body: JSON, RSAOnly: true,
	Paths: under("/v1/bankcardpay", "", "/mpayapi"),
	Fields: Table{Rows: []Row{
		{Name: "no_order", Required: true, Max: 32},
		{Name: "money_order", Required: true, format: amount},
		{Name: "token", Required: true, Max: 64},
		{Name: "verify_code", Required: true, Max: 6},
	}},
}

// CardBind asks to bind a card to a user, and for a code by SMS (E12).
var CardBind = Endpoint{
	Kind: KindCardBind, Product: "card", Body: PayLoad, Sealed: true, RSAOnly: true,
	Paths: under("/v1/bankcardbind", "", "/mpayapi"),
	Fields: Table{Rows: slices.Concat([]Row{
		{Name: "user_id", Required: true, Max: 32},
		{Name: "pay_type", Required: true, format: oneOf("2", "3", "P", "27")},
		{Name: "risk_item", Required: true, format: riskItem},
		{Name: "id_type", Required: true, format: idType},
	}, cardRows(always)[1:], []Row{
		{Name: "api_version", Max: 6},
		{Name: "notify_url", Max: 128, format: webAddress},
		{Name: "no_order", Max: 32},
		{Name: "dt_order", format: dateTime},
		{Name: "vali_date", format: digits(4, 4)},
		{Name: "cvv2", format: digits(3, 4)},
		{Name: "platform", Max: 32},
	})},
}

// CardBindVerify brings the code of a binding (E13). Its path is spelt so.
var CardBindVerify = Endpoint{
	Kind: KindCardBindVerify, Product: "card", Body: JSON, RSAOnly: true,
	Paths: under("/v1/bankcardbindverfy", "", "/mpayapi"),
	Fields: Table{Rows: []Row{
		{Name: "token", Required: true, Max: 64},
		{Name: "user_id", Required: true, Max: 32},
		{Name: "verify_code", Required: true, Max: 6},
		{Name: "no_order", Max: 32},
	}},
}

// cardRows are the fields of a card and of the person it belongs to.
func cardRows(needed func(Fields) message.Message) []Row {
	return []Row{
		{Name: "id_type", format: idType},
		{Name: "card_no", needed: needed, format: digits(12, 19)},
		{Name: "acct_name", needed: needed, Max: 64},
		{Name: "bind_mob", needed: needed, format: digits(11, 11)},
		{Name: "id_no", needed: needed, format: idNumber},
	}
}

func always(Fields) message.Message { return message.New("it is required") }

// unlessAgreed makes a field required where no agreement is named.
func unlessAgreed(f Fields) message.Message {
	if f.Get("no_agree") == "" {
		return message.New("it is required, unless no_agree names an agreement")
	}
	return message.Message{}
}
