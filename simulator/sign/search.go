package sign

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// searchBudget bounds a search, in bytes of text built and hashed: a few thousand usual messages.
const searchBudget = 8 << 20

// Fields beyond manyFields cost something even where they are empty and add nothing to the text: they are copied and sorted.
const (
	manyFields = 100
	fieldCost  = 32
)

// searcher tries source strings against a signature until one matches or the budget is spent.
type searcher struct {
	fields wire.Fields
	read   reading
	budget int
	seen   map[string]bool // what values' forms and character sets led to
}

// search returns the text that was signed and the mistakes that led to it, beside those of read.findings. When the right text was
// signed there are no mistakes. ok is false when no text matches within the budget.
func search(f wire.Fields, e Evidence, read reading, right string) (found []Finding, text string, ok bool) {
	if read.cost() == 0 {
		return nil, "", false
	}
	if found, ok := read.match(right); ok {
		return found, right, true
	}
	s := searcher{fields: f, read: read, budget: searchBudget, seen: map[string]bool{right: true}}
	var known []mistake
	for _, m := range slices.Concat(fixedMistakes, foldedOrder(f), keyAppended(e.Keys.MD5), states(f, e.Earlier)) {
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

// worthPairing reports whether a mistake is to be tried beside another. Most forms of values and character sets change nothing in a
// given message, or have the same result as an earlier one; those are not.
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

// keyAppended returns the mistake of treating an RSA source like an MD5 one.
func keyAppended(key string) []mistake {
	if key == "" {
		return nil
	}
	return []mistake{{keyInRSASource, wrapping, message.Message{}, func(d *draft) {
		d.wrap = func(s string) string { return s + "&key=" + key }
	}}}
}

// build returns the source with the given mistakes in UTF-8 (text) and in the bytes that would be signed (signed). ok is false when
// the source cannot be written in the mistake's character set or the budget is spent. Mistakes that replace fields stand last in the
// list and are applied first, so that the others work on the replaced fields.
func (s *searcher) build(mistakes ...mistake) (text, signed string, ok bool) {
	if s.budget <= 0 {
		return "", "", false
	}
	d := draft{fields: s.fields}
	for _, m := range slices.Backward(mistakes) {
		m.alter(&d)
	}
	text = d.text()
	s.budget -= len(text)*(1+s.read.cost()) + max(0, len(d.fields)-manyFields)*fieldCost
	if d.charset == nil {
		return text, text, true
	}
	signed, ok = d.charset(text)
	return text, signed, ok
}

// try returns what is wrong when the source with the given mistakes was signed; ok is false when it was not.
func (s *searcher) try(mistakes ...mistake) (found []Finding, text string, ok bool) {
	text, signed, ok := s.build(mistakes...)
	if !ok {
		return nil, "", false
	}
	if found, ok = s.read.match(signed); !ok {
		return nil, "", false
	}
	for _, m := range mistakes {
		if m.cause != (Cause{}) {
			found = append(found, m.cause.noted(m.noteOn(s.fields)))
		}
	}
	return found, text, true
}

// noteOn returns the note for a message; that of a wrong form of values names the fields it changes.
func (m mistake) noteOn(f wire.Fields) message.Message {
	if m.axis != writing {
		return m.note
	}
	var d draft
	m.alter(&d)
	names := differing(f, d.write)
	switch {
	case names == "":
		return m.note
	case m.note.IsZero():
		return message.As(names)
	}
	return message.New("%s; %s", m.note, names)
}
