package picture

import (
	"strings"
	"unicode"
)

// em is the size of labels in pixels.
const em = 12

// narrow and wide are characters that take less and more room than others.
const (
	narrowOnes = "fijlrtI.,:;'|!()[]/ ·"
	wideOnes   = "mwMW@%→←×…"
)

// advances are the widths of ASCII characters.
var advances = func() (all [unicode.MaxASCII + 1]float64) {
	for r := range all {
		all[r] = measured(rune(r))
	}
	return all
}()

// advance estimates how wide a character is, in pixels at the size of labels. It errs on the wide side: a label that is estimated too
// narrow would leave the picture.
func advance(r rune) float64 {
	if r <= unicode.MaxASCII {
		return advances[r]
	}
	return measured(r)
}

func measured(r rune) float64 {
	switch {
	case r >= 0x2e80: // ideographs, kana, full-width forms, symbols
		return em
	case strings.ContainsRune(narrowOnes, r):
		return em * .36
	case unicode.IsUpper(r), strings.ContainsRune(wideOnes, r):
		return em * .74
	}
	return em * .58
}

func width(s string) (w float64) {
	for _, r := range s {
		w += advance(r)
	}
	return w
}

// wrap breaks a text into at most most lines of a width, between words and between ideographs, and inside a word that is too long. What
// does not fit ends in an ellipsis.
func wrap(s string, limit float64, most int) (lines []string) {
	line, used := "", 0.0
	rest := plain(s)
	for rest != "" {
		word := nextWord(rest)
		w := width(word)
		for w > limit { // a word that no line holds
			word = word[:len(word)-len(lastRune(word))]
			w = width(word)
		}
		if used+w > limit && strings.TrimSpace(line) != "" {
			lines = append(lines, strings.TrimSpace(line))
			line, used = "", 0
			if len(lines) == most {
				lines[most-1] = shortened(lines[most-1], limit)
				return lines
			}
			continue
		}
		line, used, rest = line+word, used+w, rest[len(word):]
	}
	if line = strings.TrimSpace(line); line != "" {
		lines = append(lines, line)
	}
	return lines
}

// longest is how many bytes of a text are looked at: more than a label ever shows.
const longest = 1000

// plain is a text in one line without characters that act: those of control and of the direction of writing.
func plain(s string) string {
	if len(s) > longest {
		s = s[:longest] + "…"
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsGraphic(r) || unicode.IsSpace(r) {
			return r
		}
		return unicode.ReplacementChar
	}, strings.ToValidUTF8(s, string(unicode.ReplacementChar)))
	return strings.Join(strings.Fields(s), " ")
}

// nextWord is the beginning of a text that stays on one line: a blank, an ideograph, or a run of other characters.
func nextWord(s string) string {
	for i, r := range s {
		if r == ' ' || r >= 0x2e80 {
			if i > 0 {
				return s[:i]
			}
			return s[:len(string(r))]
		}
	}
	return s
}

func lastRune(s string) string {
	runes := []rune(s)
	return string(runes[len(runes)-1])
}

// shortened is a line with an ellipsis at its end, within a width.
func shortened(line string, limit float64) string {
	for line != "" && width(line)+advance('…') > limit {
		line = line[:len(line)-len(lastRune(line))]
	}
	return strings.TrimSpace(line) + "…"
}
