package console

import "github.com/lianlian-sim/llsim/simulator/sign"

// causeTexts are the causes of a wrong signature, and of a pay_load that does not open. Their English is that of package sign.
var causeTexts = func() map[string]text {
	all := map[string]text{}
	for _, c := range sign.Causes() {
		all["cause."+c.Slug] = text{c.Explanation, causesInChinese[c.Slug]}
	}
	for _, c := range sign.PayloadCauses() {
		all["cause."+c.Slug] = text{c.English, c.Chinese}
	}
	return all
}()

var causesInChinese = map[string]string{
	"empty-values-kept":            "空值字段参与了签名：空字符串和 null 的字段不应出现在待签名串中",
	"sign-included":                "待签名串中包含了 sign 字段：应去掉",
	"sign-type-excluded":           "待签名串中缺少 sign_type：它与其他字段一样参与签名",
	"query-extras-included":        "查询应答中的 bank_name、memo、card_no 不参与签名：验签前应去掉",
	"case-insensitive-order":       "字段名按大写形式排序，_ 因此排在字母之后：应按字节升序，_ 在小写字母之前",
	"insertion-order":              "字段按书写顺序签名：应按字段名排序",
	"descending-order":             "字段按降序排列：应按字段名升序",
	"values-url-encoded":           "签名前对值做了 URL 编码：应对原始 UTF-8 值签名，只在发送时编码",
	"values-html-escaped":          "签名前对值做了 HTML 转义：应对原始值签名，只在写入页面时转义",
	"values-slash-escaped":         "斜杠以 \\/ 的形式参与了签名：应对原始值签名，而不是其 JSON 形式",
	"values-unicode-escaped":       "字符以 \\u 转义的形式参与了签名：应对原始 UTF-8 值签名，而不是其 JSON 形式",
	"values-json-escaped":          "值以带转义引号的 JSON 形式参与了签名：应对原始值签名",
	"values-backslash-escaped":     "引号前的反斜杠参与了签名（PHP 的 addslashes 或 magic quotes）：应对原始值签名",
	"values-backslashes-stripped":  "签名前去掉了反斜杠（PHP 的 stripslashes）：发送什么就签什么",
	"html-entity-decoded":          "& 和字段名被当作 HTML 实体解析了（&notify_url 变成 ¬ify_url）：待签名串和报文都不要经过 HTML",
	"values-trimmed":               "签名前去掉了值首尾的空格，发送时却保留：发送什么就签什么",
	"values-encoded-after-signing": "收到的值是编码后的形式，签名却用了原始值：签什么就发什么，只为传输编码一次",
	"values-plus-became-blank":     "值中的 + 变成了空格：表单值应做 URL 编码，+ 写作 %2B",
	"joined-otherwise":             "字段的拼接方式不对：应为 name=value，之间用一个 & 连接，首尾不加任何字符",
	"key-in-rsa-source":            "RSA 的待签名串末尾加了 MD5 密钥：RSA 只对待签名串本身签名",
	"digest-signed":                "对待签名串的 MD5 摘要做了签名：应把待签名串本身交给 MD5withRSA，它会自行计算摘要",
	"source-gbk":                   "待签名串用 GBK 转成了字节：应使用 UTF-8，例如 getBytes(\"UTF-8\")",
	"source-charset":               "待签名串用错误的字符集转成了字节：应使用 UTF-8，例如 getBytes(\"UTF-8\")",
	"earlier-state":                "签名对应的是字段修改之前的状态：应在所有修改之后最后签名",
	"sign-plus-became-blank":       "签名中的 + 都变成了空格：表单字段 sign 应做 URL 编码",
	"sign-base64-url-alphabet":     "签名用了 URL 安全的 Base64 字符（- 和 _）：应使用标准字符（+ 和 /）",
	"sign-line-breaks":             "签名的 Base64 中的换行被写成了 \\n 两个字符：应写成一行",
	"sign-base64-padding":          "Base64 的结尾不对：保留用于补足四的倍数的 =",
	"sign-percent-encoded":         "签名以百分号编码的形式到达：表单只编码一次，JSON 中不编码",
	"sign-surrounded-by-blanks":    "签名首尾有空白：应去掉",
	"sign-hex":                     "RSA 签名写成了十六进制：应使用标准 Base64",
	"sign-base64":                  "MD5 签名写成了 Base64：应使用小写十六进制",
	"sign-base64-twice":            "签名做了两次 Base64：只编码一次",
	"hash-sha1":                    "签名用了 SHA-1：应使用 MD5（MD5withRSA、OPENSSL_ALGO_MD5）",
	"hash-sha256":                  "签名用了 SHA-256：应使用 MD5（MD5withRSA、OPENSSL_ALGO_MD5）",
	"hash-other":                   "签名用了其他摘要算法：应使用 MD5（MD5withRSA、OPENSSL_ALGO_MD5）",
	"digest-info-missing":          "直接用私钥加密了摘要：应使用签名函数（MD5withRSA、openssl_sign）",
	"foreign-key":                  "签名用了另一方的密钥：应使用 oid_partner 登记的密钥",
	"md5-upper-case":               "MD5 签名用了大写字母：应使用小写十六进制",
	"md5-key-missing":              "待签名串末尾没有 &key= 和 MD5 密钥：应在末尾加上",
	"md5-key-doubled":              "MD5 密钥加了两次：&key= 和密钥只加一次",
	"md5-key-surrounded":           "MD5 密钥前后有换行、空格或 BOM：读取密钥时应去掉",
	"sign-type-mismatch":           "签名与 sign_type 不是同一种：应同为 RSA 或同为 MD5",
	"sign-type-unknown":            "sign_type 既不是 RSA 也不是 MD5：请写其中之一，大写",
	"sign-missing":                 "缺少 sign 或其为空：应发送对待签名串的签名",
	"sign-not-base64":              "sign 无法解析：RSA 签名应为标准 Base64，MD5 签名应为 32 位十六进制",
	"key-size":                     "签名长度与登记的密钥不符：应登记签名私钥对应的公钥",
	"no-key":                       "该 sign_type 没有登记密钥：请在商户资料中登记",
	"unknown-key":                  "签名不是由任何已知密钥生成的：应登记签名私钥对应的公钥，或 sign 已损坏",
	"characters-lost":              "值中原本的中文可能变成了 ??（例如 PHP 的 utf8_decode）：应对 UTF-8 原文签名并原样发送",
	"value-cut-short":              "值被截断了，例如页面上的值写在单引号中、遇到撇号就结束：应使用双引号并转义（PHP：htmlspecialchars 加 ENT_QUOTES）",
	"other-text":                   "密钥正确，但签名的是另一段文本：请逐字节对照您的待签名串与正确的待签名串",
	"unexplained":                  "不符合任何已知错误：请逐字节对照待签名串，再检查 MD5 密钥",
}
