package sign

import (
	"fmt"
	"strings"
)

// maxSentence is the longest X-Sim-Reason, in bytes.
const maxSentence = 512

// Sentence puts the report into one line of ASCII of at most 512 bytes, fit for a header. Characters that are not
// printable ASCII, and %, are percent-encoded; findings that find no room are left out.
func (r Report) Sentence() string {
	if r.Valid {
		return "the signature verifies"
	}
	sentence := "the signature does not verify"
	for i, f := range r.Findings {
		separator := "; "
		if i == 0 {
			separator = ": "
		}
		part := separator + ascii(f.Detail)
		if len(sentence)+len(part) > maxSentence {
			part = separator + f.Cause
		}
		if len(sentence)+len(part) > maxSentence {
			break
		}
		sentence += part
	}
	return sentence
}

func ascii(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '%' {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
