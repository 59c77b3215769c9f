package message

// zhHelp are texts of the program as a whole, and the comments of its examples.
func zhHelp() map[string]string {
	return map[string]string{
		"The server:":                            "服务端：",
		"Against a running server:":              "操作运行中的服务：",
		"Offline:":                               "离线命令：",
		"A LianLianPay platform on your machine": "在本机运行的连连支付平台",
		`llsim simulates the LianLianPay aggregate-payment platform: the same wire protocol, signatures and decisions, in memory,
on a clock you control. Without a command it serves, as llsim serve does.

Every flag with a variable in brackets can be set by that environment variable; the flag goes first.
Exit codes: 0 fine, 1 refused, not valid, checks failed or no server, 2 usage or configuration, 3 could not start.`: `llsim 模拟连连支付聚合支付平台：接口报文、签名和判断规则都与平台一致，数据在内存中，时钟由你控制。
不带命令时直接启动服务，与 llsim serve 相同。

说明中方括号内有变量名的选项，也可以用该环境变量设置；两者都有时以选项为准。
退出码：0 正常；1 被拒绝、校验不通过、检查未通过或连不上服务；2 用法或配置有误；3 无法启动。`,
		"serve on http://127.0.0.1:8900":          "在 http://127.0.0.1:8900 提供服务",
		"place a signed order":                    "创建一笔已签名的订单",
		"pay it; the notification goes out":       "付款，随后发出异步通知",
		"on a manual clock: let two minutes pass": "手动时钟：推进两分钟",
		"what dates mean around that moment":      "该时刻前后各个日期的含义",
		"print this help":                         "打印本帮助",
		"print the version":                       "打印版本",
		"Help about any command":                  "查看命令的帮助",
		"Print what a command does, with its flags and examples, as --help of that command does.": "查看一个命令的用途、选项和示例，与该命令的 --help 相同。",
	}
}
