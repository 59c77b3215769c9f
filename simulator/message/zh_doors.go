package message

// zhDoors are the twins of what those read who come to a wrong address, from a wrong place or without the right to, and of what a client
// of the simulator says about its answers.
func zhDoors() map[Text]string {
	return map[Text]string{
		"a loopback address does not answer for the host %q; use 127.0.0.1, [::1] or localhost":            "本机地址不响应主机名 %q；请使用 127.0.0.1、[::1] 或 localhost",
		"pages of the origin %q are not served":                                                            "不接受来源为 %q 的页面发出的请求",
		"the token is missing or wrong":                                                                    "令牌缺失或不正确",
		"%d sign-ins from this address have failed within %s: no token is looked at for %s":                "此地址在 %[2]s 内登录失败 %[1]d 次：%[3]s 内不再检查令牌",
		"this needs the control token; send Authorization: Bearer TOKEN with the value of --control-token": "需要控制令牌；请发送 Authorization: Bearer TOKEN，值为 --control-token 的设置",
		"the console: %w": "控制台：%v",
		"there is no sandbox %q; llsim sandbox list shows which there are":                                                                         "没有沙箱 %q；可用 llsim sandbox list 查看",
		"%q: write an IP address (192.0.2.7) or a CIDR range (192.0.2.0/24)":                                                                       "%q 无效：请写 IP 地址（192.0.2.7）或 CIDR 网段（192.0.2.0/24）",
		"the inbox cannot tell where the request comes from: %w":                                                                                   "收件箱无法确定请求的来源：%v",
		"the inbox takes messages from the simulator's own machine only, and this one comes from %s: start the simulator with --inbox-allow %[1]s": "收件箱只接收模拟器所在机器发来的报文，而此报文来自 %s：请用 --inbox-allow %[1]s 启动模拟器",
		"There is nothing at %s.":                                                          "%s 处没有内容。",
		"There is nothing at %s; did you mean POST %s?":                                    "%s 处没有内容；是不是 POST %s？",
		"%s does not take %s.":                                                             "%s 不支持 %s 方法。",
		"the platform's endpoints take POST only":                                          "平台接口只支持 POST",
		"this endpoint takes %s and %s only":                                               "此接口只支持 %s 和 %s",
		"user %.80q: write SANDBOX.OID_PARTNER, such as default.201304121000001004":        "用户名 %.80q 无效：请写 SANDBOX.OID_PARTNER，例如 default.201304121000001004",
		"there is no sandbox %.80q; create it with llsim sandbox create, or write default": "没有沙箱 %.80q；请用 llsim sandbox create 新建，或写 default",
		"wrong password; llsim merchant show %s --sandbox %s prints the right one":         "密码错误；正确的密码可用 llsim merchant show %s --sandbox %s 查看",
		"wrong key: the merchant has none to compare it with (%v); sign in by password":    "密钥不符：商户没有可供比对的密钥（%v）；请用密码登录",
		"wrong key: %s %s was offered, the profile of merchant %s has %s":                  "密钥不符：提供的是 %s %s，商户 %s 的资料中是 %s",
		"no PEM text":                                           "没有 PEM 文本",
		"there is no endpoint %q":                               "没有接口 %q",
		"no RSA public key is known for this party":             "没有对方的 RSA 公钥",
		"no MD5 key is known for this party":                    "没有对方的 MD5 密钥",
		"sign does not fit the fields and the MD5 key":          "sign 与各字段及 MD5 密钥不符",
		"sign_type is %q: use RSA or MD5":                       "sign_type 是 %q：应为 RSA 或 MD5",
		"no %s key to sign with":                                "没有用于签名的 %s 密钥",
		"the answer's signature does not verify":                "应答验签失败",
		"%s answered status %d":                                 "%s 返回状态码 %d",
		"%s answered no message: %w":                            "%s 的应答不是报文：%v",
		"merchant %s comes without keys; read it by its number": "商户 %s 的资料中没有密钥；请按商户号读取",
		"merchant %s: %w":                                       "商户 %s：%v",
		"merchant %s: the platform's %w":                        "商户 %s 的平台密钥：%v",
		"the platform's public key is not known, and a pay_load is encrypted for it": "没有平台公钥，无法加密 pay_load",

		"%s is no simulator, or one of another version: its answer cannot be read: %w": "%s 不是模拟器，或版本不同：无法读取其应答：%v",
		"the server ended the journal's stream":                                        "服务器中断了日志流",
		"the journal's stream holds something else than entries: %w":                   "日志流中有不是日志条目的内容：%v",
	}
}
