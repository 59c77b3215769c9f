package human

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Reason says why a text is not a moment.
type Reason int

// The reasons.
const (
	Unread  Reason = iota // it has none of the spellings
	NoDay                 // its month has no such day
	NoMonth               // the year has no such month
	NoTime                // the day has no such time
)

// Error says that a text is not a moment, and why.
type Error struct {
	Text             string
	Reason           Reason
	Year, Month, Day int    // as written, where Reason is NoDay or NoMonth
	Time             string // as written, where Reason is NoTime
	Next             bool   // it was read by Next, which takes durations too
}

// Spellings shows how a moment is written.
const Spellings message.Text = `2026-01-31, "2026-01-31 23:59:50", 20260131235950, 09:00, +2d or 2026-01-31T23:59:50+08:00`

// Error says why in English.
func (e *Error) Error() string { return e.message().String() }

// In says why in a language.
func (e *Error) In(lang message.Lang) string { return e.message().In(lang) }

func (e *Error) message() message.Message {
	switch e.Reason {
	case NoDay, NoMonth:
		return message.New("%q: %s", e.Text, wire.NoSuchDay(e.Year, e.Month, e.Day))
	case NoTime:
		return message.New("%q: there is no %s; a day goes from 00:00:00 to 23:59:59", e.Text, e.Time)
	}
	if e.Next {
		return message.New("%q is neither a duration nor a time; write 90s, 3d, 09:00, 2026-01-31, \"2026-01-31 23:59:50\" or 20260131235950", e.Text)
	}
	return message.New("%q is neither a date nor a time; write %s", e.Text, Spellings)
}

// Moment reads a moment. A date without a time is its midnight, a time without a date is on the day of now, and a duration with a
// sign counts from now. Without a zone it is in the platform's, UTC+8. The error is an *Error.
func Moment(text string, now time.Time) (time.Time, error) {
	text = strings.TrimSpace(text)
	if text != "" && (text[0] == '+' || text[0] == '-') {
		if d, err := Duration(text); err == nil {
			return now.In(wire.Zone).Add(d), nil
		}
	}
	if t := clockTime().FindStringSubmatch(text); t != nil {
		return on(text, now.In(wire.Zone).Date, t[1:])
	}
	for _, spelling := range []func() *regexp.Regexp{dashed, compact} {
		if d := spelling().FindStringSubmatch(text); d != nil {
			return dated(text, d[1:])
		}
	}
	return time.Time{}, &Error{Text: text}
}

// Next reads the moment to which a clock that shows now is to be moved. It reads what Moment reads, but a time of day is the next one
// after now, and a duration needs no sign. The error is an *Error.
func Next(text string, now time.Time) (time.Time, error) {
	if d, err := Duration(text); err == nil {
		return now.In(wire.Zone).Add(d), nil
	}
	at, err := Moment(text, now)
	if wrong, ok := errors.AsType[*Error](err); ok {
		wrong.Next = true
	}
	if err == nil && clockTime().MatchString(strings.TrimSpace(text)) && !at.After(now) {
		at = at.AddDate(0, 0, 1)
	}
	return at, err
}

// Relative reports whether the result of Moment and Next for a text depends on now.
func Relative(text string) bool {
	_, err := Duration(text)
	return err == nil || clockTime().MatchString(strings.TrimSpace(text))
}

var (
	dashed = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?$`)
	})
	compact   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$`) })
	clockTime = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(\d\d):(\d\d)(?::(\d\d))?$`) })
)

// dated returns the moment of parts: year, month, day and, where given, hour, minute, second, fraction and zone.
func dated(text string, parts []string) (time.Time, error) {
	year, month, day := number(parts[0]), number(parts[1]), number(parts[2])
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	switch {
	case year == 0:
		return time.Time{}, &Error{Text: text}
	case month < 1 || month > 12:
		return time.Time{}, &Error{Text: text, Reason: NoMonth, Year: year, Month: month, Day: day}
	case date.Month() != time.Month(month) || date.Day() != day:
		return time.Time{}, &Error{Text: text, Reason: NoDay, Year: year, Month: month, Day: day}
	}
	at, err := on(text, date.Date, parts[3:])
	if len(parts) > 7 && parts[7] != "" && err == nil {
		at, err = time.Parse(time.RFC3339Nano, strings.Replace(secondsIn(text, parts), " ", "T", 1))
		if err != nil { // its zone
			return time.Time{}, &Error{Text: text}
		}
	}
	return at.In(wire.Zone), err
}

// secondsIn returns a text that has a zone with seconds, which RFC 3339 requires.
func secondsIn(text string, parts []string) string {
	if parts[5] != "" {
		return text
	}
	return strings.TrimSuffix(text, parts[7]) + ":00" + parts[7]
}

// on returns a time of a day. parts are hour, minute, second and fraction; the last two may be missing.
func on(text string, date func() (int, time.Month, int), parts []string) (time.Time, error) {
	hour, minute, second, nanoseconds := number(parts[0]), number(parts[1]), 0, 0
	if len(parts) > 2 {
		second = number(parts[2])
	}
	if len(parts) > 3 {
		nanoseconds = number((parts[3] + "000000000")[:9])
	}
	if hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, &Error{Text: text, Reason: NoTime, Time: strings.Join(timeParts(parts), ":")}
	}
	year, month, day := date()
	return time.Date(year, month, day, hour, minute, second, nanoseconds, wire.Zone), nil
}

// timeParts returns hour, minute and second as written.
func timeParts(parts []string) (written []string) {
	for _, part := range parts[:min(3, len(parts))] {
		if part != "" {
			written = append(written, part)
		}
	}
	return written
}

// number returns the value of digits, 0 for none.
func number(digits string) int {
	n, _ := strconv.Atoi(digits) // at most nine digits
	return n
}
