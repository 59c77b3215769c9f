package vocabulary

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// samples are values of the shared types, in English and in Chinese where that differs.
var samples = map[string][2]string{
	"int": {"1"}, "word": {"WORD"}, "string": {`"A1"`}, "text": {"…"}, "amount": {"49.90"}, "code": {"2007"}, "rule": {"IDN-5"}, "state": {"SUCCESS"},
	"field": {"no_order"}, "order": {`order "A1"`, `订单 "A1"`}, "refund": {`refund "R1"`, `退款 "R1"`}, "duration": {"5 minutes", "5 分钟"},
	"date": {"2026-01-31"}, "period": {"2026-01-31"}, "moment": {`"2026-01-31 23:59:50"`}, "stamp": {"2026-01-31 23:59:50"}, "timeofday": {"22:30"},
}

// sample is a value of a type as a sentence has it.
func (t Type) sample(chinese bool) string {
	s := samples[t.Name]
	switch {
	case chinese && s[1] != "":
		return s[1]
	case s[0] != "":
		return s[0]
	}
	patterns := t.English
	if chinese && len(t.Chinese) > 0 {
		patterns = t.Chinese
	}
	if len(patterns) == 0 {
		return "…"
	}
	return strings.ReplaceAll(strings.ReplaceAll(patterns[0], `\x20?`, " "), `\x20`, " ") // of a Choice
}

// builtinPatterns are what values of the types that every Cucumber has look like.
var builtinPatterns = map[string]string{"int": `-?\d+`, "word": `\S+`, "string": quoted + `|'[^']*'`}

// pattern is what values of a type look like in a language.
func (t Type) pattern(chinese bool) *regexp.Regexp {
	all := slices.Clone(t.English)
	if chinese {
		all = slices.Concat(t.Chinese, t.English)
	}
	switch {
	case t.builtin():
		all = []string{builtinPatterns[t.Name]}
	case t.Name == "amount":
		all = []string{`[^\s¥￥$元]*\d[^\s¥￥$元]*`}
	case slices.Contains(all, quoted): // days and moments
		all = append(slices.DeleteFunc(all, func(p string) bool { return p == quoted }), `"\d{4}-[^"]*"`, `"\d{8}(?:\d{6})?"`, `"\d\d:\d\d(?::\d\d)?"`)
	}
	return regexp.MustCompile(`^(?:` + strings.Join(all, "|") + `)$`)
}

var (
	lastWord    = pattern(`^(.*?)\s*(\S+)$`)
	latinNumber = pattern(`^[\w-]*\d[\w-]*$`)
	lastLatin   = pattern(`^(.*?)\s*([\w.-]+)$`)
	dateParts   = pattern(`^"?(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?(.*?)"?$`)
	spanParts   = pattern(`(?i)^(\d+|\p{Han}|[a-z]+)\s*(s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hrs?|hours?|d|days?|weeks?|months?|秒钟?|分钟?|个?小时|个?钟头|天|日|周|个?星期|个?月)$`)
	dayAndMonth = pattern(`^(\d{1,2})(?:st|nd|rd|th)? (` + monthNames + `)(.*)$`)
	monthAndDay = pattern(`^(?:(` + monthNames + `) |(\d{1,2})\s*月\s*)(\d{1,2})(?:st|nd|rd|th|\s*[日号])?(.*)$`)
	ruleParts   = pattern(`(?i)^([a-z]+)[ _-]?(\d+)$`)
)

var longUnits = map[string]string{"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "秒": "秒", "分": "分钟", "小": "小时", "钟": "小时", "天": "天", "日": "天"}

// unitsInDays are the units that are said in days, with their number of days.
var unitsInDays = map[string]struct {
	days int
	unit string
}{"week": {7, "days"}, "month": {30, "days"}, "周": {7, "天"}, "星期": {7, "天"}, "月": {30, "天"}}

// writtenSpan is a span of time as steps say it.
func writtenSpan(count, unit string) string {
	count = number(count)
	unit = strings.TrimPrefix(strings.ToLower(unit), "个")
	if in, known := unitsInDays[strings.TrimSuffix(unit, "s")]; known {
		n, _ := strconv.Atoi(count)
		return strconv.Itoa(n*in.days) + " " + in.unit
	}
	first, _ := utf8.DecodeRuneInString(unit)
	long := longUnits[string(first)]
	if count == "1" {
		long = strings.TrimSuffix(long, "s")
	}
	return count + " " + long
}

// sampleYear is the year of a day that is written without one.
const sampleYear = "2026"

// dated is a text that begins with a day of a month without a year, as steps write it.
func dated(text string) string {
	day, month, rest := "", "", ""
	if m := dayAndMonth().FindStringSubmatch(text); m != nil {
		day, month, rest = m[1], m[2], m[3]
	} else if m := monthAndDay().FindStringSubmatch(text); m != nil {
		day, month, rest = m[3], m[1]+m[2], m[4]
	} else {
		return ""
	}
	if n := slices.Index(strings.Split(monthNames, "|"), month); n >= 0 {
		month = strconv.Itoa(n + 1)
	}
	return sampleYear + "-" + twoDigits(month) + "-" + twoDigits(day) + blankBefore(rest)
}

func twoDigits(number string) string { return ("0" + number)[len(number)-1:] }

func blankBefore(text string) string {
	if text = strings.TrimLeft(text, " ,"); text == "" {
		return ""
	}
	return " " + text
}

// stateWords are words for the states of orders.
var stateWords = map[string]string{
	"paid": "SUCCESS", "successful": "SUCCESS", "succeeded": "SUCCESS", "成功": "SUCCESS", "支付成功": "SUCCESS", "已支付": "SUCCESS",
	"failed": "FAILURE", "closed": "FAILURE", "expired": "FAILURE", "失败": "FAILURE", "关闭": "FAILURE", "已关闭": "FAILURE", "过期": "FAILURE", "已过期": "FAILURE",
	"unpaid": "WAITING", "pending": "WAITING", "待支付": "WAITING", "未支付": "WAITING",
	"处理中": "PROCESSING", "支付中": "PROCESSING", "refunded": "REFUND", "已退款": "REFUND",
}

// numbers are the numbers from 0 to 10 as words, in English and in Chinese.
var numbers = strings.Fields("no one two three four five six seven eight nine ten 零 一 两 三 四 五 六 七 八 九 十")

// number returns a number from 0 to 10 that is written as a word in digits, another text as it is.
func number(text string) string {
	switch strings.ToLower(text) {
	case "二":
		text = "两"
	case "a", "an":
		text = "one"
	}
	if n := slices.Index(numbers, strings.ToLower(text)); n >= 0 {
		return strconv.Itoa(n % 11)
	}
	return text
}

// halfWidth writes the digits and marks of Chinese keyboards in ASCII.
var halfWidth = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"：", ":", "－", "-", "．", ".", "／", "/", "　", " ")

// repairs are texts that somebody may have meant by a text that is no value: with quotation marks or without, with other ones, a date or a
// span of time as it is written here, in capitals.
func repairs(text string, chinese bool) []string {
	text = halfWidth.Replace(text)
	all := []string{strings.NewReplacer("“", `"`, "”", `"`).Replace(text)}
	if m := dateParts().FindStringSubmatch(text); m != nil {
		date := m[1] + "-" + twoDigits(m[2]) + "-" + twoDigits(m[3]) + blankBefore(strings.Replace(m[4], "T", " ", 1))
		all = append(all, date, `"`+date+`"`)
	}
	if date := dated(text); date != "" {
		all = append(all, date)
	}
	if state := stateWords[strings.ToLower(text)]; state != "" {
		all = append(all, state)
	}
	if m := spanParts().FindStringSubmatch(text); m != nil {
		all = append(all, writtenSpan(m[1], m[2]))
	}
	if m := ruleParts().FindStringSubmatch(text); m != nil {
		all = append(all, strings.ToUpper(m[1])+"-"+m[2])
	}
	if m := lastLatin().FindStringSubmatch(text); m != nil && m[1] != "" {
		all = append(all, m[1]+` "`+m[2]+`"`)
	}
	if m := lastWord().FindStringSubmatch(text); m != nil {
		word := strings.Trim(m[2], `"'“”‘’`)
		if m[1] == "" && (word != m[2] || latinNumber().MatchString(word)) {
			name := "order "
			if chinese {
				name = "订单 "
			}
			all = append(all, name+`"`+word+`"`)
		} else if m[1] != "" {
			all = append(all, m[1]+` "`+word+`"`)
		}
	}
	bare := strings.Trim(text, `"'“”‘’¥￥$元 `)
	return append(all, number(text), bare, `"`+bare+`"`, strings.ToUpper(bare), strings.ToLower(bare))
}
