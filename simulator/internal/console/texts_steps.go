package console

// stepsTexts are those of the list of steps.
var stepsTexts = map[string]text{
	"steps.title":     {"Steps of scenarios", "场景的步骤"},
	"steps.nav":       {"steps", "步骤"},
	"steps.what":      {"What a feature file can say; llsim run FILE plays it. Open a step for an example to copy.", "feature 文件中可用的步骤，用 llsim run 运行。展开步骤即可复制示例。"},
	"steps.hint":      {"refund, clearing file, 退款", "退款、对账文件、refund"},
	"steps.words":     {"words", "关键字"},
	"steps.needs":     {"needs a merchant file", "需要商户文件"},
	"steps.needswith": {"needs a merchant file with %s", "需要商户文件中的 %s"},
	"steps.from":      {"from features/%s", "出自 features/%s"},
	"steps.none":      {"No step has all of this.", "没有同时包含这些关键字的步骤。"},
	"steps.unknown":   {"No step has %q.", "没有包含 %q 的步骤。"},
	"steps.near":      {"Did you mean", "是不是要找"},
}
