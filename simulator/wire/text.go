package wire

import (
	"fmt"
	"strconv"
	"strings"
)

// Clip returns a text for a sentence or a table: as it is up to limit characters, else its first limit characters and an ellipsis.
func Clip(s string, limit int) string {
	n := 0
	for i := range s {
		if n++; n > limit {
			return s[:i] + "…"
		}
	}
	return s
}

// maxQuoted is how many characters of a received value a sentence shows.
const maxQuoted = 40

// clip shortens a received value for a sentence.
func clip(s string) string { return Clip(s, maxQuoted) }

// quote shows a received value in a sentence.
func quote(s string) string { return strconv.Quote(clip(s)) }

// MaxReason is the longest X-Sim-Reason, in bytes.
const MaxReason = 512

// ASCII returns s in printable ASCII, fit for a header: each other byte, and %, as %XX.
func ASCII(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c < ' ' || c > '~' || c == '%' {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
