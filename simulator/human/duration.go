package human

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// maxDays keeps durations within what time.Duration holds.
const maxDays = 100_000

// Duration reads a length of time: a Go duration such as 90s or 72h, days such as 3d, or both such as 1d12h.
func Duration(text string) (time.Duration, error) {
	wrong := fmt.Errorf("%q is not a duration; write one such as 90s, 2m, 72h or 3d", text)
	rest, sign := strings.TrimSpace(text), time.Duration(1)
	if unsigned, negative := strings.CutPrefix(rest, "-"); negative {
		rest, sign = unsigned, -1
	} else {
		rest = strings.TrimPrefix(rest, "+")
	}
	var d time.Duration
	if number, after, ok := strings.Cut(rest, "d"); ok {
		days, err := strconv.ParseUint(number, 10, 64)
		if err != nil || days > maxDays {
			return 0, wrong
		}
		d, rest = time.Duration(days)*day, after
		if rest == "" {
			return sign * d, nil
		}
	}
	more, err := time.ParseDuration(rest)
	if err != nil || rest == "" || rest[0] == '+' || rest[0] == '-' || d+more < d {
		return 0, wrong
	}
	return sign * (d + more), nil
}

const day = 24 * time.Hour

// Units are the names of days, hours, minutes, seconds and milliseconds behind a number.
type Units [5]string

// The units of the languages there are.
var (
	English = Units{" d", " h", " min", " s", " ms"}
	Chinese = Units{" 天", " 小时", " 分钟", " 秒", " 毫秒"}
)

// Span writes a length of time in its two largest units, such as 7 h 20 min; what is left is cut off.
func (u Units) Span(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	var parts []string
	for i, unit := range []time.Duration{day, time.Hour, time.Minute, time.Second, time.Millisecond} {
		if n := d / unit; n > 0 && (unit != time.Millisecond || len(parts) == 0) {
			parts = append(parts, strconv.FormatInt(int64(n), 10)+u[i])
			d -= n * unit
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
