package console

var appTexts = map[string]text{
	"app.title":   {"Pay in an app's place", "模拟 APP 支付"},
	"app.link":    {"Pay in an app's place, without a phone", "无需手机，模拟 APP 支付"},
	"app.what":    {"Paste what your app hands to LianLian's SDK: the JSON that your server signed, with what the app adds; or, of a bill or signing with flag_chnl 0 or 1, token, user_id, oid_partner, no_order and money_order. The order is made and paid, and you see what the SDK gives back to the app.", "粘贴 APP 传给连连 SDK 的内容：服务端已签名的 JSON（可含 APP 追加的字段）；或者 flag_chnl 为 0、1 时创单（签约）返回的 token，连同 user_id、oid_partner、no_order、money_order。模拟器会创建订单并完成支付，显示 SDK 返回给 APP 的结果。"},
	"app.request": {"the app's JSON", "APP 的 JSON"},
	"app.hint":    {`{"oid_partner": "201304121000001004", "no_order": "…", …, "sign": "…", "user_id": "…"}`, `{"oid_partner": "201304121000001004", "no_order": "…", …, "sign": "…", "user_id": "…"}`},
	"app.bycard":  {"as the card says", "由卡号决定"},
	"app.card":    {"card", "银行卡"},
	"app.own":     {"the app's, or one that pays", "APP 指定，或默认测试卡"},
	"app.do":      {"hand over and pay", "提交并支付"},
	"app.paid":    {"Paid.", "支付成功。"},
	"app.signed":  {"Signed.", "签约成功。"},
	"app.open":    {"The bank has not answered: the app learns the result from its server.", "银行尚未返回结果：APP 须向服务端查询。"},
	"app.gets":    {"What the SDK gives back to the app:", "SDK 返回给 APP 的结果："},
	"app.notjson": {"This is not JSON: %v", "不是 JSON：%v"},
}
