package vocabulary

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// dayWord is a way to name a day. What varies in it has the names n (a number), month, year, end (first, last or next) and verb (accepts,
// refuses); blanks are written \x20. Days are counted in UTC, where each has a midnight.
type dayWord struct {
	english, chinese string
	day              func(said said, today time.Time) (time.Time, error)
}

// said is what stands in place of the names of a dayWord.
type said map[string]string

func (s said) number(name string) int {
	n, _ := strconv.Atoi(s[name]) // a few digits, or none
	return n
}

const (
	monthNames     = `January|February|March|April|May|June|July|August|September|October|November|December`
	chineseMonth   = `(?P<month>本|当|这个|下|下个|上|上个)月`
	theOfMonth     = `(?P<month>the|this|next|last)\x20month`
	businessDay    = `the\x20(?P<end>first|last|next)\x20business\x20day\x20(?:that\x20)?the\x20platform\x20(?P<verb>accepts|refuses)`
	chineseBusines = `平台(?P<verb>受理|拒绝)的(?P<end>第一个|最后一个|下一个)营业日`
)

// dayWords are all ways to name a day.
var dayWords = []dayWord{
	{`today`, `今天|今日`, after(0)},
	{`tomorrow`, `明天|明日|次日`, after(1)},
	{`yesterday`, `昨天|昨日`, after(-1)},
	{`the\x20day\x20after\x20tomorrow`, `后天`, after(2)},
	{`the\x20day\x20before\x20yesterday`, `前天`, after(-2)},
	{`in\x20(?P<n>\d{1,5})\x20days?`, `(?P<n>\d{1,5})\x20?天之?后`, func(s said, today time.Time) (time.Time, error) {
		return today.AddDate(0, 0, s.number("n")), nil
	}},
	{`(?P<n>\d{1,5})\x20days?\x20ago`, `(?P<n>\d{1,5})\x20?天之?前`, func(s said, today time.Time) (time.Time, error) {
		return today.AddDate(0, 0, -s.number("n")), nil
	}},
	{`the\x20(?P<n>\d{1,2})(?:st|nd|rd|th)`, `(?P<n>\d{1,2})\x20?[号日]`, dayOfMonth},
	{`the\x20(?P<n>\d{1,2})(?:st|nd|rd|th)\x20of\x20` + theOfMonth, chineseMonth + `的?\x20?(?P<n>\d{1,2})\x20?[号日]`, dayOfMonth},
	{`the\x20(?P<end>first|last)\x20day\x20of\x20` + theOfMonth, chineseMonth + `的?(?P<end>第一天|最后一天)`, endOfMonth},
	{businessDay, chineseBusines, businessDayAt},
	{`(?P<n>\d{1,2})\x20(?P<month>` + monthNames + `)\x20(?P<year>\d{4})`, `(?P<year>\d{4})\x20?年\x20?(?P<month>\d{1,2})\x20?月\x20?(?P<n>\d{1,2})\x20?[日号]`, datedDay},
	{`(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<n>\d{1,2})`, ``, datedDay},
	{`(?P<year>\d{4})(?P<month>\d\d)(?P<n>\d\d)`, ``, datedDay},
}

// after returns the day a number of days after today.
func after(days int) func(said, time.Time) (time.Time, error) {
	return func(_ said, today time.Time) (time.Time, error) { return today.AddDate(0, 0, days), nil }
}

// months says how many months after this one a word means.
var months = map[string]int{"next": 1, "下": 1, "下个": 1, "last": -1, "上": -1, "上个": -1}

func dayOfMonth(s said, today time.Time) (time.Time, error) {
	first := firstOf(today, months[s["month"]])
	return existing(first.Year(), int(first.Month()), s.number("n"))
}

func endOfMonth(s said, today time.Time) (time.Time, error) {
	ahead := months[s["month"]]
	if s["end"] == "first" || s["end"] == "第一天" {
		return firstOf(today, ahead), nil
	}
	return firstOf(today, ahead+1).AddDate(0, 0, -1), nil
}

// firstOf returns the first day of a month, counted from that of today.
func firstOf(today time.Time, months int) time.Time {
	return time.Date(today.Year(), today.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
}

// businessDayAt returns a day of the tolerance of DAT-1, which is a day on either side of today, or of those beside it.
func businessDayAt(s said, today time.Time) (time.Time, error) {
	back := s["end"] == "first" || s["end"] == "第一个" // of those that are accepted
	days := 1
	if s["verb"] == "refuses" || s["verb"] == "拒绝" {
		back = s["end"] == "last" || s["end"] == "最后一个" // the last of the past
		days = 2
	}
	if back {
		days = -days
	}
	return today.AddDate(0, 0, days), nil
}

func datedDay(s said, _ time.Time) (time.Time, error) {
	month := s.number("month")
	if name := slices.Index(strings.Split(monthNames, "|"), s["month"]); name >= 0 {
		month = name + 1
	}
	return existing(s.number("year"), month, s.number("n"))
}

// existing returns a day that has to exist. The error is a *Mistake.
func existing(year, month, n int) (time.Time, error) {
	day := time.Date(year, time.Month(month), n, 0, 0, 0, 0, time.UTC)
	if month < 1 || month > 12 {
		return day, Mistakef("write a month from 01 to 12", "there is no date %04d-%02d-%02d: a year has no month %02d", year, month, n, month)
	}
	if day.Day() != n {
		last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
		return day, MistakeOf(message.New("write a day from 01 to %d", last), "there is no date %04d-%02d-%02d: %s %d has %d days", year, month, n, wire.MonthName(month), year, last)
	}
	return day, nil
}

// dayPatterns are the words compiled, in the two languages.
var dayPatterns = sync.OnceValue(func() (all [][]*regexp.Regexp) {
	for _, w := range dayWords {
		var patterns []*regexp.Regexp
		for _, p := range []string{w.english, w.chinese} {
			if p != "" {
				patterns = append(patterns, regexp.MustCompile("^(?:"+p+")$"))
			}
		}
		all = append(all, patterns)
	}
	return all
})

// day returns the day that a text names, in the zone of today. It is none when ok is false.
func day(text string, today time.Time) (day time.Time, ok bool, err error) {
	zone := today.Location()
	today = time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	for i, patterns := range dayPatterns() {
		for _, p := range patterns {
			found := p.FindStringSubmatch(text)
			if found == nil {
				continue
			}
			said := said{}
			for j, name := range p.SubexpNames() {
				said[name] = found[j]
			}
			day, err := dayWords[i].day(said, today)
			return beginning(day, zone), true, err
		}
	}
	return time.Time{}, false, nil
}

// beginning returns the first moment of a day in a zone: midnight, or an hour later where clocks are put forward at midnight.
func beginning(day time.Time, zone *time.Location) time.Time {
	at := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone)
	if at.Day() != day.Day() {
		at = at.Add(time.Hour)
	}
	return at
}

// What days look like in sentences: all that dayWords reads and what is written like it, so that who misspells one is told what a day is.
const (
	writtenDay = `\d{4}-\d\d?-\d\d?|\d{8}`
	englishDay = `(?:today|tomorrow|yesterday|the\x20day\x20(?:after|before)\x20\w+|in\x20\d+\x20days?|\d+\x20days?\x20ago|the\x20\d+[a-z]{2}(?:\x20of\x20\w+\x20month)?|` +
		`the\x20\w+\x20day\x20of\x20\w+\x20month|the\x20\w+\x20business\x20day\x20(?:that\x20)?the\x20platform\x20\w+|\d+\x20[A-Z][a-z]+\x20\d{4}|` + writtenDay + `)`
	chineseDay = `(?:[今明次昨][天日]|[前后]天|\d+\x20?天之?[前后]|(?:\p{Han}{1,2}月的?\x20?)?\d+\x20?[号日]|\p{Han}{1,2}月的?(?:第一天|最后一天)|` +
		`平台\p{Han}{2}的\p{Han}{2,4}营业日|\d{4}\x20?年\x20?\d+\x20?月\x20?\d+\x20?[日号]|` + writtenDay + `)`
)
