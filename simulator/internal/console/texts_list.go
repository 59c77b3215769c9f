package console

// listTexts are what lists have in common.
var listTexts = map[string]text{
	"list.from":     {"created from", "创建日期，自"},
	"list.to":       {"to", "至"},
	"list.date":     {"business date", "业务日期"},
	"list.settled":  {"clearing date", "清算日期"},
	"list.code":     {"code", "返回码或状态"},
	"list.baddate":  {"%q is no date; write one such as 2018-01-12.", "%q 不是日期；请按 2018-01-12 的格式填写。"},
	"list.orders":   {"%s {order|orders}", "%s 笔订单"},
	"list.refunded": {"of which %s refunded", "其中已退款 %s"},
	"list.newest":   {"for the newest %s", "（仅最新 %s 笔）"},
	"list.refusals": {"%s {refusal|refusals}", "拒绝 %s 次"},
	"list.entries":  {"%s {entry|entries}", "%s 条日志"},
	"list.notices":  {"%s {notification|notifications}", "%s 条异步通知"},
	"list.bound":    {"standing", "状态"},
	"list.isbound":  {"bound", "已签约"},
	"list.unbound":  {"unbound", "已解约"},
	"list.looked":   {"more than %s looked through; what is older was not", "已查找超过 %s 条，更早的未查找"},
	"list.export":   {"this list as", "导出为"},
	"list.most":     {"(100,000 rows at most)", "（最多 100,000 行）"},
}
