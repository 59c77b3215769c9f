package vocabulary

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the zones of shops, on machines without them too

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Moment reads a moment as sentences in English or Chinese name it. A day alone is its midnight, a time alone the next moment from now that
// has it. The moment is in the zone that the text names, else in the platform's. The error is a *Mistake.
func Moment(text string, now time.Time) (time.Time, error) {
	plain, zone, err := inZone(strings.TrimSpace(unquoted(text)))
	if err != nil {
		return time.Time{}, err
	}
	at, ok, err := momentIn(plain, now.In(zone))
	if !ok && err == nil {
		write := message.New("write today, tomorrow, the 31st, the last day of the month, 2026-01-31, 23:59:59, today at 23:59:59 or 2026-01-31 23:59:59")
		if isChinese(text) {
			write = message.New("write 今天, 明天, 31 号, 本月最后一天, 2026-01-31, 23:59:59, 今天 23:59:59 or 2026-01-31 23:59:59")
		}
		err = MistakeOf(write, "%q is no day or moment", text)
	}
	return at, err
}

var stampDigits = pattern(`^\d{14}$`)

// IsStamp tells whether a text is a moment as a merchant sends it, 14 digits, whether that moment exists or not.
func IsStamp(text string) bool { return stampDigits().MatchString(text) }

// Date reads a day as sentences name it, and returns it as the platform writes it, yyyyMMdd. The day of a moment is one too.
func Date(text string, now time.Time) (string, error) {
	at, err := Moment(text, now)
	if err != nil {
		return "", err
	}
	return at.Format("20060102"), nil
}

// Period reads a month, and returns it as yyyyMM, or a day as Date does.
func Period(text string, now time.Time) (string, error) {
	today := now.In(wire.Zone)
	for _, p := range periodPatterns {
		found := p().FindStringSubmatch(unquoted(text))
		switch {
		case found == nil:
		case len(found) == 2:
			return firstOf(today, months[found[1]]).Format("200601"), nil
		default:
			if month, _ := strconv.Atoi(found[2]); month < 1 || month > 12 {
				return "", Mistakef("write a month from 01 to 12", "there is no month %s: a year has 12", text)
			}
			return fmt.Sprintf("%s%02s", found[1], found[2]), nil
		}
	}
	return Date(text, now)
}

const (
	englishMonth     = `\d{4}-\d\d|(?:this|next|last)\x20month`
	chinesePeriod    = `\d{4}\x20?年\x20?\d{1,2}\x20?月|(?:本|当|这个|下|下个|上|上个)月`
	timePattern      = `(?:\d{1,2}:\d\d(?::\d\d)?|midnight|零点|\d{1,2}\x20?点(?:整|\x20?\d{1,2}\x20?分(?:\x20?\d{1,2}\x20?秒)?)?)`
	zonePattern      = `(?:UTC|[A-Z][A-Za-z]+(?:/[A-Za-z_]+)+)`
	literalPattern   = `\d{14}|\d{4}-\d\d-\d\dT\S+`
	spanPattern      = `\d{1,7}\x20(?:second|minute|hour|day)s?`
	chineseSpan      = `\d{1,7}\x20?(?:秒|分钟|小时|天)`
	chineseSecond    = `\x20?的?(?:第一秒|最后一秒)`
	chineseNow       = `现在|此刻|当前时间`
	chineseZoneAfter = `(?:当地时间)?的?\x20?`
)

var periodPatterns = []func() *regexp.Regexp{
	pattern(`^(this|next|last) month$`),
	pattern(`^(本|当|这个|下|下个|上|上个)月$`),
	pattern(`^(\d{4})-(\d\d)$`),
	pattern(`^(\d{4}) ?年 ?(\d{1,2}) ?月$`),
}

// What moments look like in sentences.
const (
	englishMoment = `(?:now|in\x20` + spanPattern + `|` + spanPattern + `\x20ago|(?:the\x20(?:first|last)\x20second\x20of\x20)?` + englishDay + `(?:(?:\x20at)?\x20` + timePattern + `)?|` +
		timePattern + `|` + literalPattern + `)(?:\x20in\x20` + zonePattern + `)?`
	chineseMoment = `(?:` + zonePattern + `\x20?` + chineseZoneAfter + `)?(?:` + chineseNow + `|` + chineseSpan + `之?[后前]|` + chineseDay + `(?:` + chineseSecond +
		`|的?\x20?` + timePattern + `)?|` + timePattern + `)`
)

var (
	zoneBehind = pattern(`^(.+) in (` + zonePattern + `)$`)
	zoneBefore = pattern(`^(` + zonePattern + `)\x20?` + chineseZoneAfter + `(.+)$`)
	spans      = []func() *regexp.Regexp{pattern(`^in (\d+ \w+)$`), pattern(`^(\d+ ?(?:秒|分钟|小时|天))之?后$`)}
	spansAgo   = []func() *regexp.Regexp{pattern(`^(\d+ \w+) ago$`), pattern(`^(\d+ ?(?:秒|分钟|小时|天))之?前$`)}
	nowWord    = pattern(`^(?:now|` + chineseNow + `)$`)
	firstOfDay = []func() *regexp.Regexp{pattern(`^the first second of (.+)$`), pattern(`^(.+?) ?的?第一秒$`)}
	lastOfDay  = []func() *regexp.Regexp{pattern(`^the last second of (.+)$`), pattern(`^(.+?) ?的?最后一秒$`)}
	timeAlone  = pattern(`^()(` + timePattern + `)$`)
	timeOfDay  = pattern(`^(.+?)(?: at|的)? ?(` + timePattern + `)$`)
)

// inZone splits a text into a moment and the zone it is in.
func inZone(text string) (moment string, zone *time.Location, err error) {
	name := ""
	if m := zoneBehind().FindStringSubmatch(text); m != nil {
		text, name = m[1], m[2]
	} else if m := zoneBefore().FindStringSubmatch(text); m != nil {
		text, name = m[2], m[1]
	}
	if name == "" {
		return text, wire.Zone, nil
	}
	if zone, err = time.LoadLocation(name); err != nil {
		err = Mistakef("write one such as America/Los_Angeles, Asia/Shanghai or UTC", "there is no time zone %s", name)
	}
	return text, zone, err
}

// momentIn reads a moment in the zone of now. The text is none when ok is false.
func momentIn(text string, now time.Time) (at time.Time, ok bool, err error) {
	if nowWord().MatchString(text) {
		return now, true, nil
	}
	if span := firstGroup(spans, text); span != "" {
		d, err := parseDuration(readDuration(span))
		return now.Add(d), true, err
	}
	if span := firstGroup(spansAgo, text); span != "" {
		d, err := parseDuration(readDuration(span))
		return now.Add(-d), true, err
	}
	if at, ok, err := day(text, now); ok {
		return at, true, err
	}
	if named := firstGroup(firstOfDay, text); named != "" {
		return day(named, now)
	}
	if named := firstGroup(lastOfDay, text); named != "" {
		at, ok, err = day(named, now)
		next := time.Date(at.Year(), at.Month(), at.Day()+1, 0, 0, 0, 0, time.UTC)
		return beginning(next, now.Location()).Add(-time.Second), ok, err
	}
	for _, p := range []func() *regexp.Regexp{timeAlone, timeOfDay} {
		if m := p().FindStringSubmatch(text); m != nil {
			if at, ok, err := timeOn(m[1], m[2], now); ok || err != nil {
				return at, ok, err
			} // else it may be the offset of a zone
		}
	}
	at, err = human.Moment(text, now)
	wrong, _ := errors.AsType[*human.Error](err)
	switch {
	case wrong == nil:
		return clockReads(at, now.Location()), true, err
	case wrong.Reason == human.Unread:
		return at, false, nil
	case wrong.Reason == human.NoTime:
		return at, true, noSuchTime(wrong.Time)
	}
	_, err = existing(wrong.Year, wrong.Month, wrong.Day)
	return at, true, err
}

func noSuchTime(text string) error {
	return Mistakef("write one from 00:00:00 to 23:59:59", "there is no time of day %s", text)
}

// timeOn reads a time on a day, or the next one from now where no day is named.
func timeOn(named, text string, now time.Time) (at time.Time, ok bool, err error) {
	on := now
	if named != "" {
		if on, ok, err = day(named, now); !ok || err != nil {
			return at, ok, err
		}
	}
	parts := strings.Split(digitsOfTime(text)+":00", ":")
	hour, minute, second := atoi(parts[0]), atoi(parts[1]), atoi(parts[2])
	if hour > 23 || minute > 59 || second > 59 {
		return at, true, noSuchTime(text)
	}
	zone := now.Location()
	at = time.Date(on.Year(), on.Month(), on.Day(), hour, minute, second, 0, zone)
	if named == "" && at.Before(now.Truncate(time.Second)) {
		at = time.Date(on.Year(), on.Month(), on.Day()+1, hour, minute, second, 0, zone)
	}
	if at.Hour() != hour || at.Minute() != minute {
		return at, true, Mistakef("write one an hour later", "there is no %s on that day in %s: clocks are put forward then", text, zone)
	}
	return earliest(at), true, nil
}

var chineseTime = strings.NewReplacer(" ", "", "点整", ":00", "点", ":", "分", ":", "秒", "")

// digitsOfTime returns a time of day with digits and colons.
func digitsOfTime(text string) string {
	if text == "midnight" || text == "零点" {
		return "00:00"
	}
	text = chineseTime.Replace(text)
	if strings.HasSuffix(text, ":") {
		text += "00"
	}
	return text
}

// earliest returns the first of two moments at which the clocks of a zone read the same, because they are put back between them.
func earliest(at time.Time) time.Time {
	if before := at.Add(-time.Hour); before.Format(time.DateTime) == at.Format(time.DateTime) {
		return before
	}
	return at
}

// clockReads returns the moment at which a clock of a zone reads what a moment of the platform reads.
func clockReads(at time.Time, zone *time.Location) time.Time {
	if zone == wire.Zone {
		return at
	}
	return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, zone)
}

func atoi(digits string) int {
	n, _ := strconv.Atoi(digits) // two digits at most
	return n
}

// firstGroup returns what the first group of a pattern holds that matches a text.
func firstGroup(patterns []func() *regexp.Regexp, text string) string {
	for _, p := range patterns {
		if m := p().FindStringSubmatch(text); m != nil {
			return m[1]
		}
	}
	return ""
}
