package wire

import (
	"slices"
	"strings"
	"unsafe"
)

// Digits of a card number, and those of it that are shown.
const (
	minCard, maxCard      = 12, 19
	shownFirst, shownLast = 6, 4
)

// identifiers are the names before a number that is none of a card, whatever it looks like.
var identifiers = []string{"no_order", "oid_paybill", "oid_partner", "no_refund", "oid_refundno", "sign"}

// HasCard reports whether a text has a number that may be of a card: 12 to 19 digits that pass Luhn's check, in one run or in groups, and are
// not one of the published test cards. It allocates nothing, and looks at few bytes of a text without such runs.
func HasCard(text []byte) bool {
	return hasCard(unsafe.String(unsafe.SliceData(text), len(text))) // read alone, and not kept
}

func hasCard(text string) bool {
	found := false
	eachCard(text, func(int, int) bool {
		found = true
		return false
	})
	return found
}

// MaskCards returns a text in which the middle digits of card numbers are asterisks, so that its length and all else stay. A number behind
// the name of an identifier such as no_order, and one of keep, is none of a card.
func MaskCards(text string, keep ...string) string {
	var out []byte
	eachCard(text, func(start, end int) bool {
		if slices.Contains(keep, text[start:end]) || slices.Contains(identifiers, nameBefore(text, start)) {
			return true
		}
		if out == nil {
			out = []byte(text)
		}
		hide(out, text, start, end)
		return true
	})
	if out == nil {
		return text
	}
	return string(out)
}

// CardMask hides card numbers as MaskCards does, for a package that knows no cards.
type CardMask struct{}

// HasText is HasCard for a string.
func (CardMask) HasText(text string) bool { return hasCard(text) }

// Has is HasCard.
func (CardMask) Has(text []byte) bool { return HasCard(text) }

// Hide is MaskCards.
func (CardMask) Hide(text string, keep ...string) string { return MaskCards(text, keep...) }

// hide masks the number at a place.
func hide(out []byte, text string, start, end int) {
	var digits []int
	for i := start; i < end; i += max(1, separator(text, i)) {
		if isDigit(out[i]) {
			digits = append(digits, i)
		}
	}
	for _, i := range digits[shownFirst : len(digits)-shownLast] {
		out[i] = '*'
	}
}

// eachCard calls f with the place of each number that may be of a card, until it returns false.
func eachCard(s string, f func(start, end int) bool) {
	for i := minCard - 1; i < len(s); i += minCard {
		if !inRegion(s[i]) {
			continue
		}
		start, end := i, i+1
		for start > 0 && inRegion(s[start-1]) {
			start--
		}
		for end < len(s) && inRegion(s[end]) {
			end++
		}
		if end-start >= minCard && !cardsIn(s, start, end, f) {
			return
		}
		i = end - 1
	}
}

// inRegion reports whether a byte may stand in a card number with its separators.
func inRegion(c byte) bool { return region[c] }

var region = func() (table [256]bool) {
	for _, c := range []byte("0123456789 -+%") {
		table[c] = true
	}
	return table
}()

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }

// separator returns how many bytes separate two groups of digits at i, 0 where none do.
func separator(s string, i int) int {
	switch {
	case s[i] == ' ' || s[i] == '-' || s[i] == '+':
		return 1
	case s[i] == '%' && i+2 < len(s) && s[i+1] == '2' && s[i+2] == '0':
		return 3
	}
	return 0
}

// afterEscape returns where an escape such as \u4e09 or %E5 ends whose last digits begin a region, -1 where there is none.
func afterEscape(s string, start int) int {
	for _, escape := range []struct {
		sign   string
		digits int
	}{{"\\u", 4}, {"%", 2}} {
		width := len(escape.sign) + escape.digits
		for p := max(0, start-width+1); p < start; p++ {
			if p+width <= len(s) && s[p:p+len(escape.sign)] == escape.sign && allHex(s[p+len(escape.sign):p+width]) {
				return p + width
			}
		}
	}
	return -1
}

func allHex(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) && (s[i]|0x20 < 'a' || s[i]|0x20 > 'f') {
			return false
		}
	}
	return true
}

// cardsIn calls f for the card numbers of a region, and returns false when f does.
func cardsIn(s string, start, end int, f func(start, end int) bool) bool {
	escaped := afterEscape(s, start) // behind an escape a number begins, whatever stands before
	for i := max(start, escaped); i < end; {
		switch {
		case isDigit(s[i]):
			last := 0
			if i == escaped || wordBefore(s, i) {
				last = cardAt(s, i, end)
			}
			if last > 0 && !f(i, last) {
				return false
			}
			i = max(last, skipDigits(s, i, end))
		case s[i] == '%' && separator(s, i) == 0: // another escape
			i += 3
			escaped = i
		default:
			i += max(1, separator(s, i))
		}
	}
	return true
}

func skipDigits(s string, i, end int) int {
	for i < end && isDigit(s[i]) {
		i++
	}
	return i
}

// cardAt returns where the card number ends that begins at i, 0 where none does: one run of digits, or groups of three to six with the same
// separator.
func cardAt(s string, i, end int) int {
	var number [maxCard]byte
	run := skipDigits(s, i, end)
	if run-i >= minCard {
		if run-i <= maxCard && wordAfter(s, run) && isCard(number[:copy(number[:], s[i:run])]) && !isTestCard(number[:run-i]) {
			return run
		}
		return 0
	}
	n, best, tests := 0, 0, false
	for at := i; ; {
		group := skipDigits(s, at, end) - at
		if group < 3 || group > 6 || n+group > maxCard {
			break
		}
		n += copy(number[n:], s[at:at+group])
		at += group
		if n >= minCard && isCard(number[:n]) && wordAfter(s, at) {
			best, tests = at, isTestCard(number[:n])
		}
		width := 0
		if at < end {
			width = separator(s, at)
		}
		if width == 0 {
			break
		}
		at += width
	}
	if tests {
		return 0
	}
	return best
}

// wordBefore reports whether digits at i begin a number: what stands before them is no part of a longer word of letters and digits, such as
// a signature in hexadecimal or Base64. A word of letters alone may stand there.
func wordBefore(s string, i int) bool {
	for p := i - 1; p >= 0; p-- {
		switch {
		case isLetter(s[p]):
		case isDigit(s[p]), s[p] == '/', s[p] == '+' && p < i-1:
			return p == i-1 && !isDigit(s[p])
		default:
			return true
		}
	}
	return true
}

// wordAfter is wordBefore for what stands behind a number.
func wordAfter(s string, i int) bool {
	for p := i; p < len(s); p++ {
		switch {
		case isLetter(s[p]):
		case isDigit(s[p]):
			return p == i
		default:
			return true
		}
	}
	return true
}

// isCard reports whether digits are those of a card. No card begins as a date does.
func isCard(number []byte) bool {
	return number[0] >= '2' && (number[0] != '2' || string(number[:4]) >= "2221") && luhn(number)
}

// isTestCard reports whether a card is one of the published ones.
func isTestCard(number []byte) bool {
	return slices.ContainsFunc(testCards, func(card string) bool { return card == string(number) })
}

// testCards are the numbers of Cards.
var testCards = func() (numbers []string) {
	for _, c := range Cards() {
		numbers = append(numbers, c.Number)
	}
	return numbers
}()

// luhn checks the last digit of a card number.
func luhn(number []byte) bool {
	sum := 0
	for i := range number {
		d := int(number[len(number)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// punctuation may stand between a name and its value, in JSON and in forms, escaped or not.
const punctuation = `":= '\\`

// nameBefore returns the name in front of a value that begins at i, "" where there is none.
func nameBefore(s string, i int) string {
	s = s[max(0, i-64):i]
	for len(s) > 0 {
		if n := len(s); n >= 3 && s[n-3] == '%' && slices.Contains([]string{"22", "3A", "3D", "20", "5C", "27", "3a", "3d", "5c"}, s[n-2:]) {
			s = s[:n-3]
		} else if strings.IndexByte(punctuation, s[n-1]) >= 0 {
			s = s[:n-1]
		} else {
			break
		}
	}
	start := len(s)
	for start > 0 && isLetter(s[start-1]) {
		start--
	}
	return s[start:]
}
