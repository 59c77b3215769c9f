// Package plain makes texts that others wrote fit for a report: everything in them is visible and nothing acts.
package plain

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible makes everything in a text visible and inactive: control characters, those that turn the direction of writing, and bytes that are
// no UTF-8 become escapes. Line breaks and tabs stay. The result may stand in XML.
func Visible(s string) string {
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

// OneLine is a text in one line.
func OneLine(s string) string { return strings.Join(strings.Fields(Visible(s)), " ") }

// Indent keeps the lines of a text under each other.
func Indent(indent, s string) string {
	return strings.ReplaceAll(strings.TrimSpace(Visible(s)), "\n", "\n"+indent)
}
