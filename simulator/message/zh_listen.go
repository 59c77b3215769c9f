package message

// zhListen are what llsim listen writes, and what llsim pay says of the notification.
func zhListen() map[Text]string {
	return map[Text]string{
		"cannot listen on %s: %w; choose another address with --listen (port 0 takes a free one)":                                         "无法监听 %s：%v；请用 --listen 换一个地址（端口 0 表示任选一个空闲端口）",
		`--forward %q is no address; write one such as http://127.0.0.1:3000/notify`:                                                      "--forward %q 不是地址；请写 http://127.0.0.1:3000/notify 这样的地址",
		"cannot listen on %s: another program uses that port; stop it, or choose another address with --listen (port 0 takes a free one)": "无法监听 %s：该端口已被其他程序占用；请停止该程序，或用 --listen 换一个地址（端口 0 表示任选一个空闲端口）",
		"the message has come back to this listener: --forward leads in a circle":                                                         "消息又回到了本监听地址：--forward 形成了循环",
		"nobody listens at %s":                                              "%s 没有程序在监听",
		"the sender left before the shop answered":                          "商户应答之前，发送方已断开",
		"the answer broke off: %s":                                          "应答中断：%s",
		"listening on %s: use it as notify_url and url_return; Ctrl-C ends": "正在监听 %s：可用作 notify_url 和 url_return；按 Ctrl-C 结束",
		"%s {message|messages}":                                             "%s 条消息",
		"answered with a page":                                              "应答页面",
		"answered %s":                                                       "应答 %s",
		"nothing: %s":                                                       "无：%s",
		"the shop answers":                                                  "商户应答",
		"none is sent (--no-notify)":                                        "不发送（--no-notify）",
		"goes out once the payment succeeds":                                "付款成功后发送",
		"none: only a successful payment is notified (NTF-1)":               "无：只有付款成功才发送通知（NTF-1）",
		"not delivered yet; llsim orders %s shows when it is":               "尚未送达；可用 llsim orders %s 查看",
		"acknowledged by %s":                                                "已由 %s 确认",
		"%s: %s; given up after %d attempts":                                "%s：%s；发送 %d 次后放弃",
		"%s: %s; pending, attempt %d of %d is due at %s":                    "%s：%s；等待重发，第 %d 次（共 %d 次）将于 %s 发送",
	}
}
