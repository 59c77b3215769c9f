package clearing

// Product is the payment product's name in a detail file. Which of the four names an order gets is a reading: the
// redirect API is the web gateway; of the direct API, WeChat's app payment (Y) is the app gateway, its official accounts
// (W) are the WAP gateway, and QR codes are the API channel.
func Product(api, payType string) string {
	switch {
	case api == "redirect":
		return "WEB支付网关"
	case payType == "Y":
		return "手机应用支付网关"
	case payType == "W":
		return "WAP支付网关"
	}
	return "API渠道"
}

// methods are the names of pay types. Verified payment (D) has none in the published list: 认证支付 is the product's own.
var methods = map[string]string{
	"0": "余额支付",
	"1": "储蓄卡网银支付",
	"8": "信用卡网银支付",
	"9": "企业网银支付",
	"2": "储蓄卡快捷支付",
	"3": "信用卡快捷支付",
	"D": "认证支付",
	"I": "微信支付",
	"Y": "微信支付",
	"W": "微信支付",
	"L": "支付宝支付",
}

// Method is the payment method's name in a detail file of 2018; a pay type without a name stands for itself.
func Method(payType string) string {
	if name, ok := methods[payType]; ok {
		return name
	}
	return payType
}
