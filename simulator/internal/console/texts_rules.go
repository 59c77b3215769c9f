package console

var ruleTexts = map[string]text{
	"rules.title":       {"Rules of the platform, obligations of merchants", "平台规则与商户义务"},
	"rules.what":        {"What each id says that stands in X-Sim-Rule, in the journal and in reports, where it comes from, and what the platform may do instead where the documentation leaves it open.", "X-Sim-Rule、日志和报告中每个编号的含义、出处；文档未说明之处，还列出平台可能采用的另一种做法。"},
	"rules.obligations": {"What a merchant's integration must do", "商户接入的义务"},
	"rule.all":          {"all rules", "全部规则"},
	"rule.from":         {"where it comes from:", "出处："},
	"rule.codes":        {"answers:", "返回码："},
	"rule.alternative":  {"The alternative:", "另一种可能："},
	"rule.provoke":      {"how llsim check tests it", "llsim check 的检验方法"},
	"rule.defect":       {"what usually breaks it", "常见错误"},
	"rule.written":      {"written in", "依据"},
}
