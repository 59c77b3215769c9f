package console

// frameTexts are what all pages have in common.
var frameTexts = map[string]text{
	"html.lang": {"en", "zh-CN"},

	"frame.skip":      {"skip to the content", "跳到正文"},
	"frame.sandbox":   {"sandbox", "沙箱"},
	"frame.search":    {"search", "搜索"},
	"frame.searchfor": {"order, user, goods, amount, refund, journal id", "订单号、用户、商品、金额、退款单号、日志编号"},
	"frame.time":      {"platform time", "平台时间"},
	"frame.name":      {"name", "名称"},
	"frame.add":       {"add", "添加"},
	"frame.remove":    {"remove", "删除"},
	"frame.delete":    {"delete", "删除"},
	"frame.id":        {"id", "编号"},
	"frame.manual":    {"manual clock", "手动时钟"},
	"frame.wall":      {"running clock", "自动时钟"},
	"frame.pages":     {"pages", "页面"},
	"frame.other":     {"中文", "English"},
	"frame.signout":   {"sign out", "退出登录"},
	"frame.live":      {"live", "实时"},
	"frame.notlive":   {"not live: reload the page", "已断开：请刷新页面"},
	"frame.copy":      {"copy", "复制"},
	"frame.copied":    {"copied", "已复制"},
	"frame.selected":  {"selected: press Ctrl+C", "已选中：请按 Ctrl+C"},
	"frame.curl":      {"as curl", "curl 命令"},
	"frame.seeall":    {"see all %d {byte|bytes}", "查看全部 %d 字节"},

	"signin.title":  {"Sign in", "登录"},
	"signin.why":    {"This console needs the token of the control API: the value of --control-token or LLSIM_CONTROL_TOKEN that llsim was started with.", "本控制台需要控制接口的令牌，即启动 llsim 时 --control-token 或 LLSIM_CONTROL_TOKEN 的值。"},
	"signin.token":  {"token", "令牌"},
	"signin.go":     {"sign in", "登录"},
	"signin.wrong":  {"That is not the token.", "令牌不正确。"},
	"signin.slowed": {"Too many wrong tokens came from this address. Wait a minute, then try again.", "此地址提交错误令牌的次数过多，请一分钟后再试。"},

	"problem.title":    {"Not here", "无法显示"},
	"problem.home":     {"To the orders", "返回订单列表"},
	"problem.nowhere":  {"There is nothing at %s.", "%s 不存在。"},
	"problem.sandbox":  {"There is no sandbox %q; llsim sandbox create makes one.", "沙箱 %q 不存在；可用 llsim sandbox create 创建。"},
	"problem.internal": {"The simulator made a mistake: %v", "模拟器出错：%v"},
	"problem.form":     {"The form cannot be read: %v", "无法读取表单：%v"},
	"problem.token":    {"This form is from before the simulator was started, or of another page. Nothing was done; reload the page and try again.", "此表单来自模拟器启动之前，或来自其他页面。未执行任何操作；请刷新页面后重试。"},

	"outcome.broken":  {"The simulator failed to do this; its log has the reason. Nothing was done.", "模拟器内部出错，未执行任何操作；原因见其日志。"},
	"outcome.old":     {"This form is too old. Nothing was done; reload the page and try again.", "此表单已过期。未执行任何操作；请刷新页面后重试。"},
	"outcome.refused": {"The platform refuses: %s %s", "平台拒绝：%s %s"},
	"outcome.not":     {"That was not done.", "未执行。"},
}
