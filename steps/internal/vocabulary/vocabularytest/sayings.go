package vocabularytest

import (
	"strings"

	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// same are values that a step gets as they are said.
func same(values ...string) (all []saying) {
	for _, v := range values {
		all = append(all, saying{v, v})
	}
	return all
}

// inQuotes are texts that a step gets without their quotation marks.
func inQuotes(values ...string) (all []saying) {
	for _, v := range values {
		all = append(all, saying{`"` + v + `"`, v})
	}
	return all
}

var (
	texts = append(inQuotes("A1", "a b", "订单", "中文/斜杠", "it's", "", " ", "A of 5.00 yuan", "A，金额 5.00 元", "order is SUCCESS", "<b>", `C:\x`),
		saying{`'A1'`, "A1"}, saying{`'a"b'`, `a"b`})
	days = append(inQuotes("2026-01-31", "20260131"), same("2026-01-31", "20260131", "today", "tomorrow", "yesterday", "the day after tomorrow", "in 3 days", "3 days ago",
		"the 31st", "the 1st of next month", "the last day of the month", "the next business day the platform accepts", "28 February 2026")...)
	chineseDays = append(inQuotes("2026-01-31"), same("2026-01-31", "今天", "明天", "次日", "后天", "3天后", "3 天前", "31号", "31 日", "下月 1 号", "本月最后一天", "平台受理的下一个营业日",
		"2026年1月31日", "2026 年 1 月 31 日")...)
	moments = append(append(inQuotes("2026-01-31 23:59:50", "tomorrow at 09:00", "20260131235950"), days...), same("now", "2026-01-31 23:59:50", "23:59:50", "9:00", "tomorrow at 09:00",
		"tomorrow 09:00", "the first second of tomorrow", "in 5 minutes", "90 seconds ago", "2026-01-31T15:59:50Z", "2026-01-31T23:59:50+08:00", "2026-03-08 23:59:59 in America/Los_Angeles", "now in UTC")...)
	chineseMoments = append(append(inQuotes("2026-01-31 23:59:50"), chineseDays...), same("现在", "2026-01-31 23:59:50", "23:59:50", "明天 09:00", "明天09:00", "明天的第一秒", "5 分钟后", "90秒之前",
		"America/Los_Angeles 当地时间 2026-03-08 23:59:59", "UTC 的现在")...)
	spans        = []saying{{"5 minutes", "5m"}, {"1 second", "1s"}, {"0 seconds", "0s"}, {"90 seconds", "90s"}, {"2 hours", "2h"}, {"3 days", "3d"}}
	chineseSpans = []saying{{"5 分钟", "5m"}, {"5分钟", "5m"}, {"1 秒", "1s"}, {"2小时", "2h"}, {"3 天", "3d"}}
)

// spoken are values of the shared types, in English and in Chinese where that differs.
var spoken = map[string][2][]saying{
	"int":       {same("1", "0", "8", "-1", "1000000")},
	"word":      {same("UTC", "America/Los_Angeles", "x-y_z")},
	"string":    {texts},
	"text":      {same("anything at all", "订单 1", `"quoted"`)},
	"amount":    {same("49.90", "5", "0", "-1", "0.01", "1e2", "49.900", "1,000.00", "４９.９０", "￥5")},
	"code":      {same("0000", "2007")},
	"rule":      {same("IDN-5", "NTF-12")},
	"state":     {same("WAITING", "PROCESSING", "SUCCESS", "REFUND", "FAILURE")},
	"field":     {same("no_order", "money_order")},
	"order":     {append(named("order "), saying{"the order", ""}, saying{"the cheap order", "cheap"}), append(append(named("订单 "), named("订单")...), saying{"订单", ""}, saying{"低价订单", "cheap"}, saying{"高价订单", "dear"})},
	"refund":    {named("refund "), append(named("退款 "), named("退款")...)},
	"duration":  {spans, chineseSpans},
	"date":      {days, chineseDays},
	"period":    {append(same("2026-01", "this month", "last month", "next month"), days...), append(same("2026-01", "2026年1月", "2026 年 1 月", "本月", "上个月", "下月"), chineseDays...)},
	"moment":    {moments, chineseMoments},
	"stamp":     {moments, chineseMoments},
	"timeofday": {append(inQuotes("22:30"), same("22:30", "00:00")...)},
}

// named are things with a number in quotation marks.
func named(what string) (all []saying) {
	for _, number := range []string{"A1", "a b", "中文/斜杠", "it's", "A is SUCCESS"} {
		all = append(all, saying{what + `"` + number + `"`, number})
	}
	return all
}

// sayings returns the values of a type in a language: those of the shared types, and all that can be chosen of the others.
func sayings(all []*vocabulary.Vocabulary) func(name string, chinese bool) []saying {
	chosen := map[string][2][]saying{}
	for _, v := range all {
		for _, t := range v.ListTypes() {
			var both [2][]saying
			for _, pair := range t.Values {
				both[0] = append(both[0], saying{pair[0], pair[0]})
				both[1] = append(both[1], saying{pair[1], pair[0]}, saying{strings.ReplaceAll(pair[1], " ", ""), pair[0]})
			}
			chosen[t.Name] = both
		}
	}
	return func(name string, chinese bool) []saying {
		values, shared := spoken[name]
		if !shared {
			values = chosen[name]
		}
		if chinese && values[1] != nil {
			return values[1]
		}
		return values[0]
	}
}
