package message

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

var verbOrChoice = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`%%|%[-+# 0-9.\[\]]*[a-zA-Z]|\{[^{}|]*\|[^{}|]*\}`) })

// Sprintf is fmt.Sprintf for formats with {singular|plural}: it writes the singular where the value before it is 1, else the plural. The
// verb %w writes what %v does.
func Sprintf(format string, args ...any) string {
	if !strings.Contains(format, "{") && !strings.Contains(format, "%w") {
		return fmt.Sprintf(format, args...)
	}
	next, last := 0, ""
	format = verbOrChoice().ReplaceAllStringFunc(format, func(part string) string {
		switch {
		case part == "%%":
		case part[0] == '%':
			if next < len(args) {
				last = fmt.Sprint(args[next])
			}
			next++
			if verb, wraps := strings.CutSuffix(part, "w"); wraps {
				return verb + "v"
			}
		default:
			one, many, _ := strings.Cut(part[1:len(part)-1], "|")
			if last == "1" {
				return one
			}
			return many
		}
		return part
	})
	return fmt.Sprintf(format, args...)
}
