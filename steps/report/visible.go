package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible makes everything in a text visible and inactive: control characters, those that turn the direction of writing, and bytes that are
// no UTF-8 become escapes. Line breaks and tabs stay. The result may stand in XML.
func visible(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if strings.IndexFunc(s, isActive) < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case !isActive(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		case r > 0xff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\x%02x`, r)
		}
	}
	return b.String()
}

func isActive(r rune) bool { return r != '\n' && r != '\t' && !unicode.IsGraphic(r) }

// oneLine is a text in one line.
func oneLine(s string) string { return strings.Join(strings.Fields(visible(s)), " ") }

// indentLines keeps the lines of a text under each other.
func indentLines(indent, s string) string {
	return strings.ReplaceAll(strings.TrimSpace(visible(s)), "\n", "\n"+indent)
}
