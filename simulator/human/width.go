package human

import (
	"unicode"

	"golang.org/x/text/width"
)

// Width returns how many cells of a terminal a text takes: a Chinese character takes two.
func Width(s string) int {
	cells := 0
	for _, r := range s {
		switch kind := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			cells += 2
		default:
			cells++
		}
	}
	return cells
}
