package cashier

var chinese = texts{
	"lang": "zh-CN", "otherLang": "en", "other": "English",
	"product":   "llsim 收银台",
	"simulated": "模拟环境", "noMoney": "仅供测试，不涉及真实资金。No real money.",
	"skip": "跳到正文",

	// The order
	"order": "订单", "amount": "金额", "yuan": "元", "merchant": "商户", "goods": "商品", "number": "订单号",
	"payment": "付款", "method": "付款方式", "payBill": "支付单号", "settleDate": "清算日期",
	"stateWAITING": "等待付款", "statePROCESSING": "付款处理中", "stateSUCCESS": "付款成功", "stateREFUND": "已退款", "stateFAILURE": "订单已关闭",

	// Ways to pay
	"methods": "选择付款方式", "otherMethods": "其他付款方式",
	"card": "银行卡快捷支付", "cardText": "储蓄卡或信用卡，短信验证",
	"verified": "认证支付", "verifiedText": "核对持卡人姓名和身份证号",
	"newVerified": "新认证支付", "newVerifiedText": "核对姓名、身份证号和银行预留手机号",
	"boundText": "已签约的银行卡，只需短信验证码", "noMethod": "此订单不在收银台付款。",
	"banking": "网上银行", "bankingText": "跳转到银行页面付款",
	"balance": "余额支付", "balanceText": "使用钱包余额",
	"payTypeLText": "用支付宝扫码（模拟）", "payTypeIText": "用微信扫码（模拟）",
	"payType0": "余额支付", "payType1": "储蓄卡网银", "payType8": "信用卡网银", "payType9": "企业网银",
	"payType2": "储蓄卡", "payType3": "信用卡", "payTypeD": "认证支付", "payTypeP": "新认证支付",
	"payTypeI": "微信支付", "payTypeL": "支付宝", "payTypeY": "微信 APP 支付", "payTypeW": "微信公众号支付",

	// Card
	"cardNo": "卡号", "acctName": "姓名", "idNo": "身份证号", "phone": "银行预留手机号", "nextStep": "下一步",
	"fromMerchant": "由商户提供，不可修改",
	"wrongFields":  "请更正标出的内容，本次尚未付款。",
	"wrongCard":    "请输入 12 至 19 位数字的卡号。",
	"wrongName":    "请输入姓名，最多 50 个字。",
	"wrongID":      "身份证号为 15 位数字，或 18 位（末位可为 X）。",
	"wrongPhone":   "请输入以 1 开头的 11 位手机号。",
	"testCards":    "测试卡", "testCardsText": "点击卡号自动填写。其他卡号一律返回 1100 无效卡号。", "outcome": "结果",
	"outcomesuccess": "付款成功", "outcomeprocessing": "处理中，等待操作员给出结果",
	"sms": "短信验证", "smsSent": "短信验证码已发送至 %s（模拟，不会真的发送）。", "smsCode": "短信验证码",
	"smsSentBound": "短信验证码已发送至签约手机号（模拟，不会真的发送）。",
	"smsHint":      "测试验证码：%s。其他验证码返回 1900。", "wrongSMS": "请输入短信验证码。", "otherCard": "换一张卡",
	"payAmount": "确认付款 %s 元",

	// Bank, wallet, app
	"kindOfBanking": "网银类型", "kind1": "储蓄卡", "kind8": "信用卡", "kind9": "企业账户", "chooseBank": "选择银行",
	"password": "密码", "wrongPassword": "请输入密码。", "confirm": "确认付款", "bankPage": "网银付款", "simulatedOwner": "%s（模拟）",
	"testPasswords": "测试密码", "testPasswordsText": "点击即用该密码付款。密码为 00 加返回码，其他密码一律返回 1104。",
	"scanL": "支付宝扫码付款", "scanI": "微信扫码付款", "codeAlt": "付款二维码",
	"scanText": "用手机扫描二维码", "scanLinkText": "没有手机？在新标签页中打开此链接，效果相同。",
	"scanWaiting": "等待付款，完成后本页会自动更新。", "havePaid": "我已付款", "notYet": "尚未收到付款。", "scanFailed": "上次付款失败：",
	"showCode": "显示二维码", "noCode": "该订单须在微信 APP 或公众号内付款，没有二维码。", "noScan": "该订单不能扫码付款，没有二维码。",

	// What became of it
	"failed": "付款失败", "failedText": "订单仍可付款，您没有被扣款。", "tryAgain": "再试一次", "shopOrder": "返回商户订单页",
	"processing": "付款处理中", "processingText": "正在等待银行结果，请勿重复付款。本页会自动更新。",
	"timedOut": "尚无结果", "timedOutText": "银行未在规定时间内返回结果。订单可以重新付款；若两次都付款成功，多付的款项将原路退回。",
	"checkAgain": "查询结果", "payAgain": "重新付款",
	"closed": "订单已关闭", "closedText": "订单已过有效期，不能再付款。",
	"paid": "付款成功", "paidText": "已付款 %s 元。", "refunded": "已退款", "refundedText": "已付款 %s 元，并已全额退款。",
	"goBack": "返回商户", "noReturn": "商户没有提供返回地址，您可以关闭此页面。",
	"returned":       "付款结果已通过浏览器通知商户，不会重复发送。您可以关闭此页面。",
	"returnedBefore": "付款结果已通过浏览器送达商户，本页不会自动重复发送。", "sendAgain": "再次发送",
	"leave":       "离开收银台，返回商户",
	"returnFault": "故障注入：浏览器没有回到商户，同步通知丢失。",
	"notAllowed":  "模拟器不允许跳转到 url_return：",
	"paidOnPhone": "请回到显示二维码的页面继续。", "toCashier": "返回收银台",

	// The unified cashier
	"signing": "签约银行卡", "signNow": "确认签约", "wrongToSign": "请更正标出的内容，尚未签约。",
	"cardsToSign": "点击卡号自动填写。每张卡都可以签约，所列结果是用它付款时的结果。",
	"signedTitle": "签约成功", "signedText": "银行卡已签约，今后付款时可以直接使用。",
	"agreement": "协议号", "user": "用户", "noAgreement": "协议 %s 已不存在。",
	"backToMerchant": "返回商户",
	"standIn":        "本页代替商户的 APP：APP 渠道的账单没有收银台页面。APP 把下列参数交给连连支付 SDK，由 SDK 完成您在此页所做的操作。",
	"standInFields":  "APP 传给 SDK 的参数",

	// What went wrong
	"stale":    "此页面已过期，没有执行任何操作。以下是订单的当前状态。",
	"notTaken": "请求来自其他网站、内容过长或不是表单，未执行任何操作。",
	"nothing":  "无法显示", "nothingText": "请检查链接，或从商户处重新发起付款。",
	"noSandbox": "沙箱 %q 不存在。", "noOrder": "未找到支付单号为 %s 的订单，模拟器可能已重置。", "gone": "此页面已失效。",
	"refused": "支付请求未被接受", "refusedText": "此请求没有改变任何订单，请返回商户处理。",

	// For the developer
	"ruleFrom": "规则出处：", "ruleOpen": "为什么如此，平台可能有什么不同", "ruleOther": "另一种可能：",
	"developer": "开发者信息", "until": "有效期至", "attempt": "付款",
	"payByCommand": "也可以用命令行付款：", "finishByCommand": "给出银行结果（success 或失败码）：",
	"shouldSign": "正确的待签名串", "wasSigned": "实际签名的内容",
}
