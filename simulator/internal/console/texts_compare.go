package console

var compareTexts = map[string]text{
	"compare.title":     {"Compare two messages", "对比报文"},
	"compare.link":      {"compare with another", "与其他报文对比"},
	"compare.with":      {"With which other?", "与哪一个对比？"},
	"compare.withright": {"compare with the one that would have been right", "与正确的请求对比"},
	"compare.right":     {"what would have been right", "正确的请求"},
	"compare.other":     {"compare with another message", "与另一报文对比"},
	"compare.none":      {"The journal has no other message of this kind to compare with.", "日志中没有其他同类报文可供对比。"},
	"compare.id":        {"or its number in the journal (X-Sim-Request)", "或填写日志编号（X-Sim-Request）"},
	"compare.do":        {"compare", "对比"},
	"compare.same":      {"The bodies are the same, byte for byte.", "两个报文逐字节相同。"},
	"compare.spelt":     {"All fields are the same. The bodies differ in how they are written: the order of the fields, blanks, or escapes.", "所有字段相同，只是写法不同：字段顺序、空白或转义。"},
	"compare.differ":    {"What differs is marked.", "不同之处已标出。"},
	"compare.absent":    {"not there", "无此字段"},
	"compare.where":     {"to", "地址"},
	"compare.result":    {"result", "结果"},
	"compare.noright":   {"This request was not refused for its signature, or the simulator does not have the merchant's key: there is none that would have been right.", "该请求不是因签名被拒，或者模拟器没有商户密钥，因此没有可供对比的正确请求。"},
	"compare.nomessage": {"Journal entry %s is neither a request nor a notification. Name one that is.", "日志 %s 既不是请求也不是通知，请填写请求或通知的编号。"},

	"resend.do":         {"send once more as it was", "原样重发"},
	"resend.done":       {"The same bytes were sent once more.", "已逐字节原样重发。"},
	"resend.untaken":    {"The same bytes were sent once more, and the merchant did not acknowledge them.", "已逐字节原样重发，商户未确认。"},
	"resend.nodelivery": {"Journal entry %d is no notification.", "日志 %d 不是通知。"},
	"resend.forgotten":  {"The notification of journal entry %d is no longer there: the sandbox was reset or restored since.", "日志 %d 对应的通知已不存在：沙箱已被重置或恢复。"},
}
