package message

// zhLabels are the names of columns and rows. What stands on the wire or in a configuration has its name there in every language.
func zhLabels() map[string]string {
	return map[string]string{
		"CA to trust": "需信任的 CA", "MD5 key": "MD5 密钥", "a first order": "创建第一笔订单", "about": "内容", "accepted": "已受理", "address": "地址",
		"alternative": "其他可能", "appeared": "生成时间", "at": "位置", "at the cashier": "到收银台付款", "attempt": "次数", "base URL": "接口地址", "bits": "位数",
		"bound": "已绑定", "built": "已实现", "bytes": "字节", "card": "卡号", "cause": "错误类型", "clock": "时钟", "code": "验证码", "codes": "返回码",
		"console": "控制台", "control API": "控制接口", "days ahead": "相差天数", "effect": "效果", "file": "文件", "files ready": "对账文件生成",
		"for known_hosts": "用于 known_hosts", "goods": "商品", "holds": "占用", "inbox": "收件箱", "its host key": "主机密钥", "journal": "日志", "keys for your configuration": "对接所需的密钥",
		"kept state": "状态目录", "kind": "类型", "level": "级别", "limits": "限额", "match": "匹配条件", "meaning": "含义", "merchant": "商户",
		"merchant's answer": "商户应答", "merchants": "商户", "name": "名称", "needs": "需要", "new order": "作为新订单", "next due": "下一个任务", "note": "说明",
		"notification": "异步通知", "number": "卡号", "obligations": "义务", "orders": "订单", "outcome": "结果", "paid at": "付款时间", "paid now clears": "此刻付款的清算日期",
		"paid now clears on": "此刻付款的清算日期", "password": "密码", "paths": "路径", "place": "位置", "platform": "平台", "platform date": "平台日期",
		"platform time": "平台时间", "product": "产品", "products": "产品", "provoked by": "触发方式", "proxy": "代理", "reason": "原因", "refund": "退款",
		"refundable until": "可退款至", "refunded": "已退款", "refused": "被拒绝", "requests": "请求次数", "retry of its date": "作为该日订单的重试",
		"right source": "正确的待签名串", "rule": "规则", "event": "事件", "promise": "承诺", "cost": "代价", "step": "步骤", "rests on": "依据的义务", "sentence": "句子", "sandbox": "沙箱", "scenario": "场景", "scenarios": "场景", "section": "分类", "sent": "发送时间",
		"signature": "签名", "signed source": "被签名的串", "source": "来源", "started": "开始时间", "state": "状态", "statement": "内容", "status": "状态",
		"struck": "已触发", "tags": "标签", "times": "次数", "type": "卡种", "user": "用户", "usual cause": "常见错误", "value": "参数", "verdict": "结论",
		"what": "说明", "what happens": "实时日志", "what it is": "说明", "where": "位置", "whose": "所属", "written in": "出处", "yuan": "金额（元）",
	}
}

// zhValues are values of the control API as tables show them, and notes on test cards and passwords.
func zhValues() map[string]string {
	return map[string]string{
		"acknowledged": "已确认", "timeout": "超时", "unreachable": "无法连接", "bad-status": "状态码错误", "bad-body": "应答内容错误",
		"handed-over": "已交给浏览器", "payment": "支付", "refund": "退款", "return": "同步返回", "processing": "处理中", "success": "成功",
		"debit card that pays": "借记卡，付款成功", "debit card of another bank that pays": "另一家银行的借记卡，付款成功", "credit card that pays": "信用卡，付款成功",
		"balance too low": "余额不足", "reported lost": "已挂失", "card reported lost": "卡已挂失", "expired, or CVV2 wrong": "有效期或 CVV2 错误",
		"card expired, or CVV2 wrong": "卡有效期或 CVV2 错误", "card password wrong": "卡密码错误", "password wrong": "密码错误", "on the blacklist": "在黑名单中",
		"no online payment with this card": "该卡不支持在线支付", "id number, name or phone wrong": "证件号、姓名或手机号有误", "SMS code wrong": "短信验证码错误",
		"SMS code expired": "短信验证码已失效", "bank under maintenance": "银行维护中", "bank in its day-end cut-over": "银行日切处理中",
		"stuck at the bank until the operator finishes the attempt": "在银行处理中，直到手动完成", "stuck until the operator finishes the attempt": "处理中，直到手动完成",
		"pays": "付款成功", "changed": "状态变化",
		"true or false": " true 或 false", "a number": "数字", "a text": "文本", "a list": "列表", "an object": "对象", "nothing": "空",
	}
}
