package clearing

// Product is the payment product's name in a detail file. Which of the four names an order gets is a reading: the
// redirect API and the web cashier are the web gateway, the H5 cashier the WAP gateway, the SDK the app gateway; of the direct API,
// WeChat's app payment (Y) is the app gateway, its official accounts (W) are the WAP gateway, and QR codes are the API channel, as is
// card payment. A unified bill has the name of what its page stands for.
func Product(api, payType string) string {
	switch {
	case api == "redirect", api == "web":
		return "WEB支付网关"
	case api == "sdk", api == "direct" && payType == "Y":
		return "手机应用支付网关"
	case api == "wap", api == "direct" && payType == "W":
		return "WAP支付网关"
	}
	return "API渠道"
}

// methods are the names of pay types. Verified payment (D, P) has none in the published list: 认证支付 and 新认证支付 are
// the products' own.
var methods = map[string]string{
	"0": "余额支付",
	"1": "储蓄卡网银支付",
	"8": "信用卡网银支付",
	"9": "企业网银支付",
	"2": "储蓄卡快捷支付",
	"3": "信用卡快捷支付",
	"D": "认证支付",
	"P": "新认证支付",
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
