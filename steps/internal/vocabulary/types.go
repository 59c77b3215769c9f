package vocabulary

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/phrasebook"
)

// Type is a type of parameters: {amount} in an expression is any text that looks like an amount.
type Type struct {
	Name string
	// English and Chinese are regular expressions of what a value looks like in sentences of each language; a Chinese sentence may have
	// both. A blank in them is written \x20. Both are empty for the types that every Cucumber has.
	English, Chinese []string
	// Words says in English what Chinese sentences say, written without blanks. Other values stay.
	Words map[string]string
	// About and AboutChinese say in a few words what a value is and how it is written.
	About, AboutChinese string
	// Read returns the value that a text stands for, the same for both languages; nil: the text itself.
	Read func(text string) string

	pairs [][2]string // of a choice: what can be said, in English and in Chinese
}

// Choice is a type whose values are fixed: pairs of an English text and its Chinese.
func Choice(name, about, aboutChinese string, pairs ...string) Type {
	t := Type{Name: name, About: about, AboutChinese: aboutChinese, Words: map[string]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		english, chinese := pairs[i], pairs[i+1]
		t.English = append(t.English, literally(english))
		t.Chinese = append(t.Chinese, strings.ReplaceAll(literally(chinese), `\x20`, `\x20?`))
		t.Words[withoutBlanks(chinese)] = english
		if !slices.ContainsFunc(t.pairs, func(pair [2]string) bool { return pair[0] == english }) { // the others are earlier words
			t.pairs = append(t.pairs, [2]string{english, chinese})
		}
	}
	return t
}

// doc describes the type for the phrasebook.
func (t Type) doc() phrasebook.Type {
	patterns := slices.Clone(t.English)
	for _, p := range t.Chinese {
		if p = strings.ReplaceAll(p, `\p{Han}`, `[\u4e00-\u9fff]`); !slices.Contains(patterns, p) { // JavaScript knows no Han without a flag
			patterns = append(patterns, p)
		}
	}
	return phrasebook.Type{Name: t.Name, About: t.About, AboutChinese: t.AboutChinese, Values: t.pairs, Regexp: strings.Join(patterns, "|")}
}

// about is About in the language of a sentence.
func (t Type) about(chinese bool) string {
	if chinese {
		return t.AboutChinese
	}
	return t.About
}

func literally(text string) string { return strings.ReplaceAll(regexp.QuoteMeta(text), " ", `\x20`) }

// value returns what a text stands for.
func (t Type) value(text string) string {
	if word, known := t.Words[withoutBlanks(text)]; known {
		text = word
	}
	if t.Read != nil {
		return t.Read(text)
	}
	return text
}

// builtin tells whether every Cucumber has the type.
func (t Type) builtin() bool { return len(t.English) == 0 }

// quoted is a text in quotation marks.
const quoted = `"[^"]*"`

// sharedTypes are the types that all steps share.
var sharedTypes = []Type{
	{Name: "int", About: "a whole number", AboutChinese: "整数"},
	{Name: "word", About: "a text without blanks", AboutChinese: "不含空格的文字"},
	{Name: "string", About: `a text in quotation marks`, AboutChinese: "带引号的文字", Read: unquoted},
	{Name: "text", English: []string{`.*`}, About: "everything up to the end of the line", AboutChinese: "直到行末的文字"},
	{Name: "amount", English: []string{`\S+?`}, About: "an amount in yuan, such as 49.90", AboutChinese: "以元为单位的金额，如 49.90"},
	{Name: "code", English: []string{`\d{4}`}, About: "a return code, such as 2007", AboutChinese: "返回码，如 2007"},
	{Name: "rule", English: []string{`[A-Z]+-\d+`}, About: "a rule of the platform, such as IDN-5 (llsim list rules)", AboutChinese: "平台规则的编号，如 IDN-5（llsim list rules）"},
	{Name: "state", English: []string{`WAITING|PROCESSING|SUCCESS|REFUND|FAILURE`}, About: "what a query says of an order: WAITING, PROCESSING, SUCCESS, REFUND or FAILURE",
		AboutChinese: "查询返回的订单状态：WAITING、PROCESSING、SUCCESS、REFUND 或 FAILURE"},
	{Name: "field", English: []string{`\w+`}, About: "the name of a field", AboutChinese: "字段名"},
	{Name: "order", English: []string{`order\x20` + quoted, `the\x20(?:\w+\x20)?order`}, Chinese: []string{`订单\x20?` + quoted, `(?:低价|高价|另一|该|第[一二三四五六七八九][笔个])?订单`}, Read: nameOfOrder,
		About: `an order: order "A1" by its number, the order, the cheap order, the first order (first to ninth)`, AboutChinese: `一个订单：以订单号指明的订单 "A1"，或订单、低价订单、第一笔订单（第一笔至第九笔）`},
	{Name: "refund", English: []string{`refund\x20` + quoted}, Chinese: []string{`退款\x20?` + quoted}, Read: nameOf,
		About: `a refund by its number: refund "R1"`, AboutChinese: `以退款单号指明的退款：退款 "R1"`},
	{Name: "duration", English: []string{`\d+\x20(?:second|minute|hour|day)s?`}, Chinese: []string{`\d+\x20?(?:秒|分钟|小时|天)`}, Read: readDuration,
		About: "a span of time: 90 seconds, 5 minutes, 2 hours, 3 days", AboutChinese: "一段时间：90 秒、5 分钟、2 小时、3 天"},
	{Name: "date", English: []string{quoted, englishDay}, Chinese: []string{chineseDay}, Read: unquoted,
		About: "a day of the platform: 2026-01-31, today, the 31st, the last day of the month", AboutChinese: "平台的一天：2026-01-31、今天、31 号、本月最后一天"},
	{Name: "period", English: []string{quoted, englishMonth, englishDay}, Chinese: []string{chinesePeriod, chineseDay}, Read: unquoted,
		About: "a day, as {date}, or a month: 2026-01, last month", AboutChinese: "一天，写法同 {date}，或一个月：2026-01、上月"},
	{Name: "moment", English: []string{quoted, englishMoment}, Chinese: []string{chineseMoment}, Read: unquoted,
		About:        "a moment in platform time (UTC+8): 2026-01-31 23:59:50, tomorrow at 09:00, or 23:59:50 for the next one of that time of day",
		AboutChinese: "平台时间（东八区）的一个时刻：2026-01-31 23:59:50、明天 09:00；只写 23:59:50 则为下一个该时刻"},
	{Name: "stamp", English: []string{quoted, englishMoment}, Chinese: []string{chineseMoment}, Read: unquoted,
		About: "the time of an order, as {moment}; 14 digits are sent as they are", AboutChinese: "订单时间，写法同 {moment}；14 位数字则原样发送"},
	{Name: "timeofday", English: []string{`"\d\d:\d\d"`, `\d\d:\d\d`}, Read: unquoted, About: "a time of day in UTC+8, such as 22:30", AboutChinese: "东八区的钟点，如 22:30"},
}

// unquoted returns the text between quotation marks, or a text that has none.
func unquoted(text string) string {
	for _, mark := range []string{`"`, `'`} {
		if len(text) >= 2 && strings.HasPrefix(text, mark) && strings.HasSuffix(text, mark) {
			return strings.ReplaceAll(text[1:len(text)-1], `\`+mark, mark)
		}
	}
	return text
}

// orderNames are the names that Chinese sentences give to one of several orders: no other words, so that 商户对订单 is not the name of one.
var orderNames = map[string]string{
	"低价": "cheap", "高价": "dear", "另一": "other", "该": "", "第一笔": "first", "第二笔": "second", "第三笔": "third", "第四笔": "fourth", "第五笔": "fifth",
	"第六笔": "sixth", "第七笔": "seventh", "第八笔": "eighth", "第九笔": "ninth",
}

// nameOfOrder returns the name in quotation marks, the name before the word order, or nothing for the order.
func nameOfOrder(text string) string {
	if strings.Contains(text, `"`) {
		return nameOf(text)
	}
	name := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(text, "the "), "order"), "订单")
	if word, known := orderNames[strings.Replace(name, "个", "笔", 1)]; known {
		return word
	}
	return strings.TrimSpace(name)
}

// nameOf returns the text that is quoted in a text.
func nameOf(text string) string {
	_, name, _ := strings.Cut(text, `"`)
	return strings.TrimSuffix(name, `"`)
}

var units = map[string]time.Duration{
	"second": time.Second, "minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour,
	"秒": time.Second, "分钟": time.Minute, "小时": time.Hour, "天": 24 * time.Hour,
}

var span = pattern(`^(\d+) ?(.+?)s?$`)

// readDuration returns a number of seconds, minutes, hours or days as time.ParseDuration reads it.
func readDuration(text string) string {
	m := span().FindStringSubmatch(text)
	if m == nil {
		return text
	}
	return fmt.Sprintf("%s%s", m[1], map[time.Duration]string{time.Second: "s", time.Minute: "m", time.Hour: "h", 24 * time.Hour: "d"}[units[m[2]]])
}

// longestSpan is shorter than the longest time.Duration, and longer than any step takes.
const longestSpan = 100_000 * 24 * time.Hour

// parseDuration parses what readDuration returns. The error is a *Mistake.
func parseDuration(text string) (time.Duration, error) {
	unit := map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour}[text[len(text)-1:]]
	n, err := strconv.Atoi(text[:len(text)-1])
	if err != nil || n > int(longestSpan/unit) {
		return 0, Mistakef("write a shorter one", "a span of %s is longer than %d days", text, longestSpan/(24*time.Hour))
	}
	return time.Duration(n) * unit, nil
}

// parseInt parses a whole number. The error is a *Mistake.
func parseInt(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, Mistakef("write a smaller one", "%s is too large for a number", text)
	}
	return n, nil
}
