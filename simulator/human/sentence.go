package human

import (
	"unicode"
	"unicode/utf8"
)

// UpperFirst begins a sentence with a capital letter, where its language has them.
func UpperFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 || !unicode.IsLower(first) {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
