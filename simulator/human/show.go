package human

import (
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Time writes a moment in the platform's zone, UTC+8, such as 2026-01-31 23:59:50.
func Time(t time.Time) string { return t.In(wire.Zone).Format(time.DateTime) }

// Stamp writes a month, date or date-time of the wire (yyyyMM, yyyyMMdd, yyyyMMddHHmmss) as Time does, and anything else as it is.
func Stamp[S ~string](stamp S) string {
	text := string(stamp)
	if t, err := wire.ParseDateTime(text); err == nil {
		return Time(t)
	}
	if t, err := wire.ParseDate(text); err == nil {
		return t.Format(time.DateOnly)
	}
	if t, err := wire.ParseDate(text + "01"); err == nil {
		return t.Format("2006-01")
	}
	return text
}

// Date reads a moment as Moment does and returns its platform date as on the wire, yyyyMMdd.
func Date(text string, now time.Time) (string, error) {
	t, err := Moment(text, now)
	if err != nil {
		return "", err
	}
	return wire.FormatDate(t), nil
}

// Count writes a number of things: 1 job, 2 jobs, 1,200 jobs. plural is needed where it is not the singular with an s.
func Count(n int, singular string, plural ...string) string {
	if n == 1 {
		return "1 " + singular
	}
	return Number(n) + " " + append(plural, singular+"s")[0]
}

// Yuan writes an amount in fen as people read it, such as ¥1,234.50.
func Yuan(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	yuan, rest, _ := strings.Cut(wire.FormatFen(fen), ".")
	n, err := strconv.Atoi(yuan)
	if err != nil {
		return sign + "¥" + yuan + "." + rest
	}
	return sign + "¥" + Number(n) + "." + rest
}

// Number writes a number with commas between groups of three digits.
func Number(n int) string {
	digits, negative := strings.CutPrefix(strconv.Itoa(n), "-")
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	if negative {
		return "-" + digits
	}
	return digits
}
