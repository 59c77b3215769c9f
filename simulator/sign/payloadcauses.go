package sign

// Mistakes in the pay_load as a whole and in its version.
var (
	notSixSegments = payloadCause("payload-segments", "it is not six segments joined by $: send lianpay1_0_1$RSA(hmacKey)$RSA(aesKey)$nonce$AES(text)$HMAC, and keep $ from shells and templates",
		"不是用 $ 连接的六段：应为 lianpay1_0_1$RSA(hmacKey)$RSA(aesKey)$nonce$AES(明文)$HMAC，并注意 $ 不要被 shell 或模板解释")
	payloadPlain = payloadCause("payload-plain", "it holds the request itself: encrypt the signed JSON and send the six segments",
		"内容是请求本身：应把签名后的 JSON 加密，发送六段密文")
	payloadPercent = payloadCause("payload-percent-encoded", "it is percent-encoded ($ arrived as %24): put it into JSON as it is",
		"被做了百分号编码（$ 变成了 %24）：应原样放入 JSON")
	payloadBase64 = payloadCause("payload-base64", "all six segments together are written in Base64 once more: send the text with the $ in it",
		"六段整体又做了一次 Base64：应直接发送带 $ 的文本")
	versionUnknown = payloadCause("payload-version", "the version is unknown: it is lianpay1_0_1, to the letter",
		"版本未知：应为 lianpay1_0_1，一字不差")
)

// Mistakes in the Base64 of a segment.
var (
	segmentEmpty = payloadCause("segment-empty", "the segment is empty: write its bytes in standard Base64",
		"该段为空：应为标准 Base64")
	segmentURLAlphabet = payloadCause("segment-base64-url-alphabet", "the Base64 uses the URL alphabet (- and _): use the standard one (+ and /), with = at the end",
		"用了 URL 安全的 Base64 字符（- 和 _）：应使用标准字符（+ 和 /），并保留末尾的 =")
	segmentEscapes = payloadCause("segment-escapes", "escapes of JSON arrived as text, such as \\n or \\/: encode the outer JSON once, and line breaks as line breaks",
		"JSON 转义以文本形式到达，例如 \\n 或 \\/：外层 JSON 只编码一次，换行应为真正的换行")
	segmentPlusLost = payloadCause("segment-plus-became-blank", "every + of the Base64 arrived as a blank: send JSON, and no form that was not encoded",
		"Base64 中的 + 都变成了空格：应以 JSON 发送，而不是未编码的表单")
	segmentPercent = payloadCause("segment-percent-encoded", "the Base64 is percent-encoded: put it into JSON as it is",
		"Base64 被做了百分号编码：应原样放入 JSON")
	segmentPadding = payloadCause("segment-base64-padding", "the end of the Base64 is not as it should be: keep the = signs that fill it up to a multiple of four",
		"Base64 的结尾不对：保留用于补足四的倍数的 =")
	segmentHex = payloadCause("segment-hex", "the bytes are written in hex: write them in standard Base64",
		"字节写成了十六进制：应使用标准 Base64")
	segmentHexInBase64 = payloadCause("segment-hex-in-base64", "hex digits were written in Base64: write the bytes themselves in Base64 (PHP: hash_hmac with true as its last argument)",
		"对十六进制文本做了 Base64：应对字节本身做 Base64（PHP：hash_hmac 最后一个参数传 true）")
	segmentNotBase64 = payloadCause("segment-not-base64", "this is no Base64: write the bytes in standard Base64",
		"不是 Base64：应使用标准 Base64")
)

// Mistakes in the RSA segments, and in the keys inside.
var (
	rsaLength = payloadCause("rsa-length", "the segment was encrypted with a key of another size: use the platform's public key",
		"用了其他长度的密钥加密：应使用平台公钥")
	rsaNone = payloadCause("rsa-none", "the key is not encrypted: encrypt it with the platform's public key",
		"密钥没有加密：应使用平台公钥加密")
	rsaPKCS1 = payloadCause("rsa-pkcs1", "wrong padding, PKCS#1 v1.5: use OAEP with SHA-1 (OPENSSL_PKCS1_OAEP_PADDING, RSA/ECB/OAEPWithSHA-1AndMGF1Padding)",
		"填充方式错误，用了 PKCS#1 v1.5：应使用 OAEP（SHA-1，OPENSSL_PKCS1_OAEP_PADDING、RSA/ECB/OAEPWithSHA-1AndMGF1Padding）")
	rsaOAEPHash = payloadCause("rsa-oaep-hash", "OAEP with another hash: use SHA-1 for OAEP and for MGF1",
		"OAEP 用了其他摘要算法：OAEP 与 MGF1 都应使用 SHA-1")
	rsaNoPadding = payloadCause("rsa-no-padding", "the key was encrypted without padding: use OAEP with SHA-1",
		"加密时没有填充：应使用 OAEP（SHA-1）")
	rsaOtherKey = payloadCause("rsa-other-key", "it was encrypted with another party's public key: use the platform's",
		"用了另一方的公钥加密：应使用平台公钥")
	rsaPrivate = payloadCause("rsa-private", "it was made with a private key, which is signing: encrypt with the platform's public key",
		"用私钥做了运算，这是签名：应使用平台公钥加密")
	rsaUnknown = payloadCause("rsa-unknown", "no known key opens it: encrypt with the public key of this platform (a simulator has one of its own), with OAEP and SHA-1; or the segment was damaged",
		"任何已知密钥都无法解开：应使用本平台的公钥（模拟器有自己的公钥）以 OAEP（SHA-1）加密；也可能是该段已损坏")
	keySizeInside = payloadCause("key-length", "the key inside has another length: it is 32 characters, used as bytes",
		"其中的密钥长度不对：应为 32 个字符，直接作为字节使用")
	nonceSize = payloadCause("nonce-length", "the nonce has another length: it is 8 bytes, and the counter behind it is not sent",
		"nonce 长度不对：应为 8 字节，其后的计数器不发送")
)

// Mistakes in the HMAC.
var (
	hmacLength = payloadCause("hmac-length", "this is no HMAC-SHA256, which has 32 bytes",
		"不是 HMAC-SHA256：应为 32 字节")
	hmacBeforeBreaks = payloadCause("hmac-without-line-breaks", "the HMAC was made over Base64 without its line breaks: it covers nonce and text exactly as they are sent, line breaks included",
		"计算 HMAC 时去掉了 Base64 的换行：应与发送的 nonce 和密文完全一致，包括换行")
	hmacBreaksChanged = payloadCause("hmac-line-breaks-changed", "line breaks were taken out, added or changed after the HMAC was made: send the Base64 as it was when the HMAC covered it",
		"计算 HMAC 之后改动了换行：计算时是什么就发送什么")
	hmacOverRaw = payloadCause("hmac-over-bytes", "the HMAC was made over the bytes: it covers the Base64 of nonce and text, joined by $",
		"对字节本身计算了 HMAC：应对 nonce 与密文的 Base64 以 $ 连接后的文本计算")
	hmacOverCipher = payloadCause("hmac-without-nonce", "the HMAC covers the encrypted text alone: it covers nonce, $ and text",
		"只对密文计算了 HMAC：应对 nonce、$ 和密文一起计算")
	hmacOverText = payloadCause("hmac-over-plaintext", "the HMAC covers the text before it was encrypted: it covers nonce, $ and encrypted text",
		"对加密前的明文计算了 HMAC：应对 nonce、$ 和密文计算")
	hmacOverAll = payloadCause("hmac-over-all", "the HMAC covers the segments before the nonce as well: it covers nonce, $ and text alone",
		"把 nonce 之前的段也算入了 HMAC：只应包括 nonce、$ 和密文")
	hmacJoined = payloadCause("hmac-joined-otherwise", "nonce and text were joined in another way for the HMAC: write the nonce, one $, the text",
		"计算 HMAC 时 nonce 与密文的拼接方式不对：应为 nonce、一个 $、密文")
	hmacAESKey = payloadCause("hmac-aes-key", "the HMAC was made with the AES key: use the HMAC key",
		"用 AES 密钥计算了 HMAC：应使用 HMAC 密钥")
	hmacSwapped = payloadCause("keys-swapped", "segments 2 and 3 are exchanged: the HMAC key comes first, then the AES key",
		"第 2、3 段颠倒了：先是 HMAC 密钥，再是 AES 密钥")
	hmacHexKey = payloadCause("hmac-key-decoded", "the HMAC key was decoded from hex: use its 32 characters as bytes",
		"HMAC 密钥被当作十六进制解码了：应把 32 个字符直接作为字节使用")
	hmacUnkeyed = payloadCause("hmac-unkeyed", "this is a SHA-256 digest without key: make an HMAC with the HMAC key",
		"这是不带密钥的 SHA-256 摘要：应使用 HMAC 密钥计算 HMAC")
	hmacOther = payloadCause("hmac-mismatch", "the HMAC does not fit nonce and text: pay_load was changed on its way, or key or text of the HMAC were others; no known mistake fits",
		"HMAC 与 nonce 和密文不符：pay_load 在传输中被改动，或计算 HMAC 的密钥或文本不对；不符合任何已知错误")
)

// Mistakes in the encryption of the text.
var (
	aesNone = payloadCause("aes-none", "the text is not encrypted: encrypt it with AES-256 in counter mode",
		"明文没有加密：应使用 AES-256-CTR 加密")
	aesCounter = payloadCause("aes-counter", "the counter mode began with another block: begin with the nonce and 00 00 00 00 00 00 00 01",
		"CTR 的初始块不对：应为 nonce 加 00 00 00 00 00 00 00 01")
	aesMode = payloadCause("aes-mode", "AES was used in another mode: use the counter mode (AES-256-CTR, AES/CTR/NoPadding)",
		"AES 用了其他模式：应使用 CTR 模式（AES-256-CTR、AES/CTR/NoPadding）")
	aesHMACKey = payloadCause("aes-hmac-key", "the text was encrypted with the HMAC key: use the AES key",
		"用 HMAC 密钥加密了明文：应使用 AES 密钥")
	aesHexKey = payloadCause("aes-key-decoded", "another form of the AES key was used: use its 32 characters as bytes, with AES-256",
		"AES 密钥用了其他形式：应把 32 个字符直接作为字节使用，即 AES-256")
	aesPadded = payloadCause("aes-padded", "the text was padded to whole blocks: the counter mode takes text of any length, without padding",
		"明文被填充到整块：CTR 模式不需要填充")
	aesOther = payloadCause("aes-unknown", "the segment does not decrypt to text, though the HMAC fits: use AES-256 in counter mode, the AES key's 32 characters as bytes, and the nonce with 00 00 00 00 00 00 00 01 as first block",
		"HMAC 相符，但解密结果不是文本：应使用 AES-256-CTR，AES 密钥的 32 个字符直接作为字节，初始块为 nonce 加 00 00 00 00 00 00 00 01")
)

// Mistakes in the text inside.
var (
	textCharset = payloadCause("text-charset", "the text inside is not UTF-8: encode the JSON in UTF-8",
		"明文不是 UTF-8：JSON 应使用 UTF-8 编码")
	textNested = payloadCause("text-nested", "the JSON inside is nested: it is one flat object, and nested data travels as a string that holds JSON",
		"明文 JSON 有嵌套：应为一层的对象，嵌套数据以字符串形式传递")
	textTwice = payloadCause("text-duplicate-field", "a field stands twice in the JSON inside: send each field once",
		"明文 JSON 中有重复字段：每个字段只发送一次")
	textEncrypted = payloadCause("text-double", "the text inside is a pay_load again: encrypt once",
		"明文又是一个 pay_load：只加密一次")
	textNotJSON = payloadCause("text-not-json", "the text inside is no JSON object: encrypt the complete signed request in JSON",
		"明文不是 JSON 对象：应加密完整的、已签名的 JSON 请求")
)
