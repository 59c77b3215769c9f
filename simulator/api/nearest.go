package api

import (
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Nearest returns the word of known that word most likely was meant to be, or "" when none is near: another spelling with
// capitals, hyphens or underscores, or a few letters off.
func Nearest(word string, known []string) string {
	word = plain(word)
	best, least := "", max(1, len(word)/3)+1
	for _, k := range known {
		if d := distance(word, plain(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// Suggest returns what a message about an unknown word ends with: "did you mean …?" with the Nearest of known, or otherwise where none is
// near.
func Suggest(word string, known []string, otherwise string) string {
	return Suggestion(word, known, message.As(otherwise)).String()
}

// Suggestion is Suggest as a message.
func Suggestion(word string, known []string, otherwise message.Message) message.Message {
	if near := Nearest(word, known); near != "" {
		return message.New("did you mean %s?", near)
	}
	return otherwise
}

// UnknownKey returns what a message about an unknown key ends with: the key that was probably meant, or all that are known.
func UnknownKey(key string, known []string) message.Message {
	return Suggestion(key, known, message.New("known here: %s", strings.Join(known, ", ")))
}

func plain(s string) string {
	return strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(s))
}

// distance counts the letters to insert, drop or replace, and the neighbours to swap, to make b of a (optimal string alignment).
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range len(b) {
			replaced := last[j]
			if a[i] != b[j] {
				replaced++
			}
			row[j+1] = min(replaced, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}
