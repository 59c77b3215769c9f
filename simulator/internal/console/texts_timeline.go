package console

var timelineTexts = map[string]text{
	"timeline.title":  {"What happened", "时间线"},
	"timeline.newest": {"newest first", "最新在前"},
	"timeline.more":   {"%d older, show all", "还有 %d 条更早的记录，显示全部"},
	"timeline.lost":   {"The journal no longer has the beginning: it keeps the newest entries, and none from before a restart. This is what the order itself remembers.", "日志中已没有开头部分：日志只保留最新的记录，重启之前的记录也不保留。以下为订单自身的记录。"},
	"timeline.none":   {"The journal has nothing about this order.", "日志中没有此订单的记录。"},

	"exchange.redirect":    {"cashier form (Redirect API)", "收银台下单"},
	"exchange.direct":      {"order request (Direct API)", "接口下单"},
	"exchange.query":       {"payment query", "支付查询"},
	"exchange.refund":      {"refund request", "退款请求"},
	"exchange.refundquery": {"refund query", "退款查询"},
	"exchange.cardbin":     {"card BIN query", "卡 BIN 查询"},

	"kind.request":  {"request", "请求"},
	"kind.decision": {"decision", "判定"},
	"kind.answer":   {"answer", "应答"},
	"kind.state":    {"change", "变更"},
	"kind.delivery": {"notification", "通知"},
	"kind.operator": {"operator", "操作员"},
	"kind.fault":    {"fault", "故障"},
	"kind.clock":    {"clock", "时钟"},
	"kind.file":     {"file", "文件"},

	"message.payment": {"payment notification", "支付通知"},
	"message.refund":  {"refund notification", "退款通知"},
	"message.return":  {"return to merchant", "返回商户"},

	"timeline.from":    {"from", "来源"},
	"timeline.to":      {"to", "发往"},
	"timeline.type":    {"content type", "内容类型"},
	"timeline.none2":   {"none", "无"},
	"timeline.fields":  {"fields", "字段"},
	"timeline.raw":     {"raw body", "原始报文"},
	"timeline.got":     {"the merchant's answer", "商户应答"},
	"timeline.nobody":  {"no answer", "无应答"},
	"timeline.took":    {"%d ms", "%d 毫秒"},
	"timeline.variant": {"variant", "报文形式"},
	"timeline.signed":  {"the text that should have been signed", "正确的待签名串"},
	"timeline.cause":   {"what fits", "可能原因"},
	"timeline.id":      {"journal entry %d", "日志 %d"},
	"timeline.status":  {"HTTP status", "HTTP 状态码"},
	"timeline.notutf8": {"The body has bytes that are not UTF-8; the command sends U+FFFD in their place.", "报文含有非 UTF-8 字节；命令中以 U+FFFD 代替。"},

	"entry.title": {"Journal entry", "日志条目"},
	"entry.gone":  {"The journal has no entry %s, or no longer.", "日志中没有第 %s 条，或已不再保留。"},
	"entry.order": {"To its order", "查看订单"},
}

var searchTexts = map[string]text{
	"search.title":   {"Search", "搜索"},
	"search.empty":   {"Search for an oid_paybill, no_order, user_id, goods, amount, no_refund, oid_refundno, or the id of a journal entry (X-Sim-Request).", "可搜索 oid_paybill、no_order、user_id、商品、金额、no_refund、oid_refundno 或日志编号（X-Sim-Request）。"},
	"search.none":    {"Nothing found for %s.", "没有找到 %s。"},
	"search.found":   {"Found for %s", "%s 的搜索结果"},
	"search.more":    {"and %d more: write more of what you look for", "另有 %d 个：请输入更完整的内容"},
	"search.refunds": {"Refunds", "退款"},
}
