package domain

import (
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Bounds of a match, in characters. A longer pattern is refused when it is set. No documented field takes a value as long as
// MaxGlobValue; a longer one is matched by * alone.
const (
	MaxGlob      = 256
	MaxGlobValue = 4096
)

// CheckGlob returns an error for a pattern that is too long.
func CheckGlob(pattern string) error {
	if n := utf8.RuneCountInString(pattern); n > MaxGlob {
		return message.Errorf("the pattern has %d characters and may have %d; shorten it with * for what varies", n, MaxGlob)
	}
	return nil
}

// globWords holds a bit for each place in a pattern of MaxGlob characters, and one for its end.
const globWords = MaxGlob/64 + 1

// places is a set of places in a pattern.
type places [globWords]uint64

func (s *places) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s *places) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

// Glob reports whether a text matches a pattern in which * stands for any characters, also none, and ? for one. It reads the text once and
// keeps the set of places in the pattern that the text so far may have reached, so that no pattern makes it slow.
func Glob(pattern, text string) bool {
	if pattern == "*" {
		return true
	}
	if len(text) > MaxGlobValue && utf8.RuneCountInString(text) > MaxGlobValue {
		return false
	}
	var stars, one places // where the pattern has * and ?
	at := map[rune]*places{}
	end, last := 0, rune(0)
	for _, c := range pattern {
		switch {
		case c == '*' && last == '*':
			continue // no two * in a row: one step leads past each
		case end == MaxGlob:
			return false // longer than a pattern may be
		case c == '*':
			stars.add(end)
		case c == '?':
			one.add(end)
		default:
			if at[c] == nil {
				at[c] = new(places)
			}
			at[c].add(end)
		}
		end++
		last = c
	}
	var reached places
	reached.add(0)
	reached.skip(&stars)
	for _, c := range text {
		reached.read(&stars, &one, at[c])
		reached.skip(&stars)
	}
	return reached.has(end)
}

// read goes one character of the text on: a * stays where it is, a ? or the character itself leads to the next place.
func (s *places) read(stars, one, same *places) {
	carry := uint64(0)
	for w, from := range s {
		step := from & one[w]
		if same != nil {
			step |= from & same[w]
		}
		s[w] = from&stars[w] | step<<1 | carry
		carry = step >> 63
	}
}

// skip adds what follows each * that is reached, since a * may stand for nothing.
func (s *places) skip(stars *places) {
	carry := uint64(0)
	for w, from := range s {
		step := from & stars[w]
		s[w] |= step<<1 | carry
		carry = step >> 63
	}
}
