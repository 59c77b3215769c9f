package console

var overviewTexts = map[string]text{
	"overview.title":     {"Overview", "概览"},
	"overview.nav":       {"overview", "概览"},
	"overview.needs":     {"What needs a look", "需要关注"},
	"overview.calm":      {"Nothing: no notification was given up, no request was refused, no fault is on.", "暂无：没有放弃的异步通知，没有被拒绝的请求，没有启用的故障。"},
	"overview.orders":    {"Orders by state", "订单状态"},
	"overview.days":      {"Orders by business date", "每日订单（按业务日期）"},
	"overview.dayswhat":  {"the last %d business {date|dates} (of dt_order) with orders", "最近 %d 个有订单的业务日期（dt_order 的日期）"},
	"overview.astable":   {"as a table", "表格"},
	"overview.day":       {"%s: %d {order|orders}", "%s：%d 笔订单"},
	"overview.date":      {"business date", "业务日期"},
	"overview.all":       {"all", "合计"},
	"overview.refused":   {"Refusals by code", "被拒请求（按返回码）"},
	"overview.notices":   {"Notifications by state", "异步通知状态"},
	"overview.verdicts":  {"Deliveries by verdict", "通知发送结果"},
	"overview.none":      {"None so far.", "暂无。"},
	"overview.forgotten": {"counted in the journal, which no longer has its beginning", "按日志统计，日志中较早的记录已不再保留"},

	"need.givenup": {"%d {notification was|notifications were} given up after 30 attempts.", "有 %d 条异步通知发送 30 次后已放弃。"},
	"need.refused": {"%d {request was|requests were} refused.", "有 %d 个请求被拒绝。"},
	"need.faults":  {"%d {fault is|faults are} on: the platform misbehaves on purpose.", "有 %d 个故障已启用：平台会按设定出错。"},
	"need.date":    {"%d {request was|requests were} refused because the date of dt_order is more than a day from platform time, the last with dt_order %s. Set one of the two clocks.", "有 %d 个请求因 dt_order 的日期与平台时间相差超过一天被拒绝，最近一次的 dt_order 为 %s。请调整商户或平台的时钟。"},
	"need.behind":  {"dt_order of order %s is %s behind platform time. dt_order is Beijing time (UTC+8): does the merchant write another zone, or is its clock slow?", "订单 %s 的 dt_order 比平台时间早 %s。dt_order 为北京时间（UTC+8），请检查商户系统的时区和时钟。"},
	"need.ahead":   {"dt_order of order %s is %s ahead of platform time. dt_order is Beijing time (UTC+8): does the merchant write another zone, or is its clock fast?", "订单 %s 的 dt_order 比平台时间晚 %s。dt_order 为北京时间（UTC+8），请检查商户系统的时区和时钟。"},
}

var notificationsTexts = map[string]text{
	"notifications.title": {"Notifications", "异步通知"},
	"notifications.nav":   {"notifications", "异步通知"},
	"notifications.last":  {"last attempt", "最近一次发送"},
	"notifications.tries": {"attempts", "发送次数"},
	"notifications.about": {"about", "内容"},
	"notifications.none":  {"There is no such notification.", "没有符合条件的异步通知。"},
	"notifications.never": {"not sent yet", "尚未发送"},
	"notice.all":          {"all", "全部"},
}
