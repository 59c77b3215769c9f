package sign

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// searchBudget bounds a search, in bytes of text built and hashed: a few thousand usual messages.
const searchBudget = 8 << 20

// searcher tries source strings against a signature until one matches or the budget is spent.
type searcher struct {
	fields wire.Fields
	read   reading
	budget int
	seen   map[string]bool // what values' forms and character sets led to
}

// search returns the text that was signed and the mistakes that led there, apart from those read tells by itself. There
// are none of them when the text is the right one.
func search(f wire.Fields, e Evidence, read reading, right string) (found []Finding, text string, ok bool) {
	if read.cost() == 0 {
		return nil, "", false
	}
	if found, ok := read.match(right); ok {
		return found, right, true
	}
	s := searcher{fields: f, read: read, budget: searchBudget, seen: map[string]bool{right: true}}
	var known []mistake
	for _, m := range slices.Concat(fixedMistakes, otherOrder(f), keyAppended(e.Keys.MD5), states(f, e.Earlier)) {
		if found, text, ok := s.try(m); ok {
			return found, text, true
		}
		if s.worthPairing(m) {
			known = append(known, m)
		}
	}
	s.read = read.paired()
	for j := range known {
		for i := range j {
			if known[i].axis == known[j].axis {
				continue
			}
			if s.budget <= 0 {
				return nil, "", false
			}
			if found, text, ok := s.try(known[i], known[j]); ok {
				return found, text, true
			}
		}
	}
	return nil, "", false
}

// worthPairing drops forms of values and character sets that change nothing in this message, or nothing else than an
// earlier one did: with most messages that is most of them.
func (s *searcher) worthPairing(m mistake) bool {
	if m.axis != writing && m.axis != charsets {
		return true
	}
	_, signed, ok := s.build(m)
	if !ok || s.seen[signed] {
		return false
	}
	s.seen[signed] = true
	return true
}

// keyAppended is the mistake of treating an RSA source like an MD5 one.
func keyAppended(key string) []mistake {
	if key == "" {
		return nil
	}
	return []mistake{{keyInRSASource, wrapping, "", func(d *draft) {
		d.wrap = func(s string) string { return s + "&key=" + key }
	}}}
}

// build returns the source with the given mistakes and how it would be signed, false when that is impossible or the
// budget is spent. Mistakes that replace fields come last in the list of mistakes and are made first, so that the others
// work on the replaced fields.
func (s *searcher) build(mistakes ...mistake) (text, signed string, ok bool) {
	if s.budget <= 0 {
		return "", "", false
	}
	d := draft{fields: s.fields}
	for _, m := range slices.Backward(mistakes) {
		m.alter(&d)
	}
	text = d.text()
	s.budget -= len(text) * (1 + s.read.cost())
	signed, ok = d.bytes(text)
	return text, signed, ok
}

// try compares the source with the given mistakes.
func (s *searcher) try(mistakes ...mistake) (found []Finding, text string, ok bool) {
	text, signed, ok := s.build(mistakes...)
	if !ok {
		return nil, "", false
	}
	if found, ok = s.read.match(signed); !ok {
		return nil, "", false
	}
	for _, m := range mistakes {
		if m.cause == "" {
			continue
		}
		found = append(found, finding(m.cause, m.noteOn(s.fields)))
	}
	return found, text, true
}

// noteOn returns the note, with the fields whose form differs.
func (m mistake) noteOn(f wire.Fields) string {
	if m.axis != writing {
		return m.note
	}
	var d draft
	m.alter(&d)
	names := differing(f, d.write)
	if m.note == "" || names == "" {
		return m.note + names
	}
	return m.note + "; " + names
}
