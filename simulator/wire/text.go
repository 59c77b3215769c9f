package wire

import "strconv"

// clip shortens text for a sentence.
func clip(s string) string {
	const most = 40
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}

// quote shows a received value in a sentence.
func quote(s string) string { return strconv.Quote(clip(s)) }
