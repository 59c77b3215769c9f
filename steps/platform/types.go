package platform

import "github.com/lianlian-sim/llsim/steps/internal/vocabulary"

// types are the types of parameters that only these steps have.
var types = []vocabulary.Type{
	messageForm, answerForm, loss, deliveryLoss, productType, payLoadType,
	vocabulary.Choice("faultpoint", "where a fault happens", "故障发生在哪里", "accept", "下单", "query", "查询", "refund", "退款", "notify", "通知", "return", "返回商户"),
	vocabulary.Choice("endpoint", "an endpoint of the platform", "平台的接口",
		"direct", "下单", "query", "查询", "refund", "退款", "refundquery", "退款查询", "cardbin", "卡 BIN 查询"),
	vocabulary.Choice("layout", "how a request is written", "请求的写法",
		"as a form", "以表单发送", "as multipart/form-data", "以 multipart/form-data 发送", "in gzip without a header", "用 gzip 压缩但不加请求头", "in gzip", "用 gzip 压缩",
		"behind a byte order mark", "带 BOM", "in GBK", "用 GBK 编码", "in UTF-16", "用 UTF-16 编码",
		inPlainJSON, "以明文 JSON 发送"),
	vocabulary.Choice("returnlayout", "how a shopper's browser takes a result to the merchant", "浏览器把结果带回商户的方式", formFields, "表单字段", resData, "res_data"),
	vocabulary.Choice("nameorder", "how names are sorted for a signature", "签名时字段名的排序", "by bytes", "按字节", "without regard to case", "不区分大小写"),
	vocabulary.Choice("signtype", "RSA or MD5", "RSA 或 MD5", "RSA", "RSA", "MD5", "MD5"),
}
