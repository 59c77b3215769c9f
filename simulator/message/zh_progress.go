package message

// zhProgress are what a command says while it runs, and when it is interrupted.
func zhProgress() map[Text]string {
	return map[Text]string{
		"waiting for %s":          "等待 %s 应答",
		"making a key of %d bits": "正在生成 %d 位密钥",
		"llsim is starting":       "正在启动 llsim",
		"reading the state in %s": "正在读取 %s 中的状态",
		"the advance is being stopped; Ctrl-C again ends llsim at once":            "正在停止推进；再按一次 Ctrl-C 立即退出",
		"at %s of %s, %s {job|jobs} ran, %s left":                                  "%s → %s，已执行 %s，剩余 %s",
		"the advance was interrupted: platform time stands at %s UTC+8":            "推进被中断：平台时间停在 %s UTC+8",
		"the advance was stopped from elsewhere: platform time stands at %s UTC+8": "推进被其他操作停止：平台时间停在 %s UTC+8",
	}
}
