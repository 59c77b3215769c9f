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
		all = []string{`[^\s¥￥$元]+`}
	case slices.Contains(all, quoted): // days and moments
		all = append(slices.DeleteFunc(all, func(p string) bool { return p == quoted }), `"\d{4}-[^"]*"`, `"\d{8}(?:\d{6})?"`, `"\d\d:\d\d(?::\d\d)?"`)
	}
	return regexp.MustCompile(`^(?:` + strings.Join(all, "|") + `)$`)
}

var (
	lastWord    = regexp.MustCompile(`^(.*?)\s*(\S+)$`)
	latinNumber = regexp.MustCompile(`^[\w-]*\d[\w-]*$`)
	lastLatin   = regexp.MustCompile(`^(.*?)\s*([\w.-]+)$`)
	dateParts   = regexp.MustCompile(`^"?(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?(.*?)"?$`)
	spanParts   = regexp.MustCompile(`^(\d+|\p{Han})\s*(s|secs?|m|mins?|h|hrs?|d|秒钟?|分钟?|个?小时|个?钟头|天|日)$`)
	ruleParts   = regexp.MustCompile(`(?i)^([a-z]+)[ _-]?(\d+)$`)
)

var longUnits = map[string]string{"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "秒": "秒", "分": "分钟", "小": "小时", "钟": "小时", "天": "天", "日": "天"}

// numbers are the numbers from 0 to 10 as words, in English and in Chinese.
var numbers = strings.Fields("no one two three four five six seven eight nine ten 零 一 两 三 四 五 六 七 八 九 十")

// number returns a number from 0 to 10 that is written as a word in digits, another text as it is.
func number(text string) string {
	if text == "二" {
		text = "两"
	}
	if n := slices.Index(numbers, strings.ToLower(text)); n >= 0 {
		return strconv.Itoa(n % 11)
	}
	return text
}

// repairs are texts that somebody may have meant by a text that is no value: with quotation marks or without, with other ones, a date or a
// span of time as it is written here, in capitals.
func repairs(text string, chinese bool) []string {
	all := []string{strings.NewReplacer("“", `"`, "”", `"`).Replace(text)}
	if m := dateParts.FindStringSubmatch(text); m != nil {
		date := m[1] + "-" + ("0" + m[2])[len(m[2])-1:] + "-" + ("0" + m[3])[len(m[3])-1:] + strings.Replace(m[4], "T", " ", 1)
		all = append(all, date, `"`+date+`"`)
	}
	if m := spanParts.FindStringSubmatch(text); m != nil {
		unit, _ := utf8.DecodeRuneInString(strings.TrimPrefix(m[2], "个"))
		all = append(all, number(m[1])+" "+longUnits[string(unit)])
	}
	if m := ruleParts.FindStringSubmatch(text); m != nil {
		all = append(all, strings.ToUpper(m[1])+"-"+m[2])
	}
	if m := lastLatin.FindStringSubmatch(text); m != nil && m[1] != "" {
		all = append(all, m[1]+` "`+m[2]+`"`)
	}
	if m := lastWord.FindStringSubmatch(text); m != nil {
		word := strings.Trim(m[2], `"'“”‘’`)
		if m[1] == "" && (word != m[2] || latinNumber.MatchString(word)) {
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
