package wire

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Zone is the platform's zone, UTC+8 without daylight saving. Nothing on the wire carries a zone.
var Zone = time.FixedZone("CST", 8*3600)

// ParseDateTime reads yyyyMMddHHmmss in the platform's zone. The error is a *ValueError.
func ParseDateTime(s string) (time.Time, error) {
	return parseMoment(s, "yyyyMMddHHmmss", "20180112235930")
}

// ParseDate reads yyyyMMdd as the midnight that begins that platform date. The error is a *ValueError.
func ParseDate(s string) (time.Time, error) {
	return parseMoment(s, "yyyyMMdd", "20180112")
}

// FormatDateTime writes t as yyyyMMddHHmmss in the platform's zone.
func FormatDateTime(t time.Time) string { return t.In(Zone).Format("20060102150405") }

// FormatDate writes the platform date of t as yyyyMMdd.
func FormatDate(t time.Time) string { return t.In(Zone).Format("20060102") }

// parseMoment reads shape, yyyyMMdd or yyyyMMddHHmmss; example is one such text for the error.
func parseMoment(s, shape, example string) (time.Time, error) {
	if len(s) != len(shape) || !AllDigits(s) {
		return time.Time{}, &ValueError{Rule: "CHK-5", Reason: message.New("%s is not %s (%d digits); write it like %s", quote(s), shape, len(shape), example)}
	}
	year, month, day := number(s[:4]), number(s[4:6]), number(s[6:8])
	var hour, minute, second int
	if len(s) == 14 {
		hour, minute, second = number(s[8:10]), number(s[10:12]), number(s[12:14])
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, 0, Zone)
	if hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, &ValueError{Rule: "DAT-4", Reason: message.New("%s: there is no %s:%s:%s; a day goes from 00:00:00 to 23:59:59", s, s[8:10], s[10:12], s[12:])}
	}
	if year == 0 || t.Month() != time.Month(month) || t.Day() != day {
		return time.Time{}, &ValueError{Rule: "DAT-4", Reason: message.New("%s: %s", s, NoSuchDay(year, month, day))}
	}
	return t, nil
}

// number returns the value of a text that AllDigits has accepted.
func number(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
