package page

import (
	"fmt"
	"strings"
)

// maxReason is the longest X-Sim-Reason in bytes.
const maxReason = 512

// HeaderText puts a sentence into printable ASCII, percent-encoded, of at most 512 bytes, for X-Sim-Reason.
func HeaderText(s string) string {
	var b strings.Builder
	for i := range len(s) {
		part := s[i : i+1]
		if c := s[i]; c < ' ' || c > '~' || c == '%' {
			part = fmt.Sprintf("%%%02X", c)
		}
		if b.Len()+len(part) > maxReason {
			break
		}
		b.WriteString(part)
	}
	return b.String()
}
