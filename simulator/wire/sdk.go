package wire

// What an app hands to LianLian's SDK, as both sides know it (products-in section 8). The SDK's own traffic is not public, so that these
// endpoints have no path: the operator hands the app's JSON over in its place (SDK-3).

const (
	KindSDKPay   EndpointKind = "sdkpay"
	KindSDKToken EndpointKind = "sdktoken"
)

// SDKPay is the order that the merchant's server signs for the app (the old generation). Its answer is the SDK's result (SDK-1).
var SDKPay = Endpoint{
	Kind: KindSDKPay, Product: "sdk", Body: JSON, Unsigned: []string{"ret_code", "ret_msg", "agreementno"},
	Added: []string{"user_id", "id_type", "id_no", "acct_name", "no_agree", "card_no", "flag_modify"},
	Fields: Table{Rows: []Row{
		{Name: "user_id", Required: true, Max: 32},
		{Name: "busi_partner", Required: true, format: digits(6, 6)},
		{Name: "no_order", Required: true, Max: 32},
		{Name: "dt_order", Required: true, format: dateTime},
		{Name: "name_goods", Required: true, Max: 40},
		{Name: "money_order", Required: true, format: amount},
		{Name: "notify_url", Required: true, Max: 128, format: webAddress},
		{Name: "risk_item", Required: true, format: riskItem},
		{Name: "info_order", Max: 255},
		{Name: "valid_order", format: minutes},
		{Name: "pay_type", format: oneOf("2", "3", "D", "P")},
		{Name: "bank_code", Max: 18, format: digits(8, 8)},
		{Name: "force_bank", format: oneOf("0", "1")},
		{Name: "shareing_data", Max: 1024, format: sharing},
		{Name: "id_type", format: idType},
		{Name: "id_no", format: idNumber},
		{Name: "acct_name", Max: 64},
		{Name: "card_no", format: digits(12, 19)},
		{Name: "no_agree", Max: 32},
		{Name: "flag_modify", format: oneOf("0", "1")},
	}},
}

// SDKToken is what an app hands over of a bill or a signing with flag_chnl 0 or 1 (the new generation, UNI-9).
var SDKToken = Endpoint{
	Kind: KindSDKToken, Product: "unified", Body: JSON, Unsigned: SDKPay.Unsigned, Tokened: true,
	Fields: Table{Rows: []Row{
		{Name: "token", Required: true, Max: 64},
		{Name: "user_id", Max: 32},
		{Name: "no_order", Max: 32},
		{Name: "money_order", format: amount},
	}},
}
