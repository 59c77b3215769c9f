package human

import (
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// maxDays is the largest number of days, which keeps durations within the range of time.Duration.
const maxDays = 100_000

// Duration reads a duration as people write it: 90s, 72h, 3d or 1d12h, with or without a sign.
func Duration(text string) (time.Duration, error) {
	trimmed := strings.TrimSpace(text)
	unsigned, negative := strings.CutPrefix(trimmed, "-")
	d, ok := length(strings.TrimPrefix(unsigned, "+"))
	switch {
	case !ok || negative && strings.HasPrefix(unsigned, "+"):
		return 0, message.Errorf("%q is not a duration; write one such as 90s, 2m, 72h or 3d", text)
	case negative:
		return -d, nil
	}
	return d, nil
}

// length reads a duration without a sign.
func length(text string) (d time.Duration, ok bool) {
	if number, after, withDays := strings.Cut(text, "d"); withDays {
		days, err := strconv.ParseUint(number, 10, 64)
		if err != nil || days > maxDays {
			return 0, false
		}
		d, text = time.Duration(days)*day, after
		if text == "" {
			return d, true
		}
	}
	if text == "" || text[0] == '+' || text[0] == '-' {
		return 0, false
	}
	more, err := time.ParseDuration(text)
	return d + more, err == nil && d+more >= d
}

const day = 24 * time.Hour

// Units are the words for days, hours, minutes, seconds and milliseconds behind a number.
type Units [5]string

// The units of each language.
var (
	English = Units{" d", " h", " min", " s", " ms"}
	Chinese = Units{" 天", " 小时", " 分钟", " 秒", " 毫秒"}
)

// In returns the units of a language, "zh" or "en".
func In(lang string) Units {
	if lang == "zh" {
		return Chinese
	}
	return English
}

// Span writes a duration in its two largest units, such as 7 h 20 min; the rest is dropped.
func (u Units) Span(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	var parts []string
	for i, unit := range []time.Duration{day, time.Hour, time.Minute, time.Second, time.Millisecond} {
		if n := d / unit; n > 0 && (unit != time.Millisecond || len(parts) == 0) {
			parts = append(parts, strconv.FormatInt(int64(n), 10)+u[i])
			d %= unit
		}
		if len(parts) == 2 {
			break
		}
	}
	if len(parts) == 0 {
		return "0" + u[3]
	}
	return sign + strings.Join(parts, " ")
}
