package console

var journalTexts = map[string]text{
	"journal.title":    {"Journal", "日志"},
	"journal.nav":      {"journal", "日志"},
	"journal.kind":     {"kind", "类型"},
	"journal.number":   {"number", "编号"},
	"journal.look":     {"look it up", "查找"},
	"journal.pause":    {"pause", "暂停"},
	"journal.follow":   {"go on following", "继续跟踪"},
	"journal.record":   {"write it as a scenario", "生成 Gherkin 场景"},
	"journal.recorded": {"a feature file with what has happened in this sandbox; llsim run plays it", "把本沙箱发生过的一切写成 feature 文件，可用 llsim run 重放"},
	"journal.gone":     {"There is no entry %q in the journal, or it is no longer kept.", "日志中没有条目 %q，或已不再保留。"},
	"journal.none":     {"Nothing that passes the filter has happened.", "没有符合条件的记录。"},
	"journal.lost":     {"What is older is no longer kept.", "更早的记录已不再保留。"},
	"journal.belongs":  {"belongs to request %d", "属于请求 %d"},
}
