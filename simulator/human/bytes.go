package human

import (
	"strconv"
	"strings"
)

// units of bytes, the largest first.
var byteUnits = []struct {
	name string
	size int64
}{{"TiB", 1 << 40}, {"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}}

// Bytes writes a number of bytes in the largest unit that it fills, such as 1.5 GiB.
func Bytes(n int64) string {
	for _, u := range byteUnits {
		if n >= u.size {
			return strings.TrimSuffix(strconv.FormatFloat(float64(n)/float64(u.size), 'f', 1, 64), ".0") + " " + u.name
		}
	}
	return Count(int(n), "byte")
}

// ParseBytes reads a number of bytes such as 1000000, 64MiB or 2 GiB. It returns false for anything else, and for less than one byte.
func ParseBytes(text string) (int64, bool) {
	digits, size := strings.TrimSpace(text), int64(1)
	for _, u := range byteUnits {
		if before, ok := strings.CutSuffix(digits, u.name); ok {
			digits, size = strings.TrimSpace(before), u.size
			break
		}
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n <= 0 || n > (1<<63-1)/size {
		return 0, false
	}
	return n * size, true
}
