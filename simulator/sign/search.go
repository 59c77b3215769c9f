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
	s := searcher{fields: f, read: read, budget: searchBudget}
	known := slices.Concat(fixedMistakes, keyAppended(e.Keys.MD5), states(f, e.Earlier))
	for _, m := range known {
		if found, text, ok := s.try(m); ok {
			return found, text, true
		}
	}
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

// keyAppended is the mistake of treating an RSA source like an MD5 one.
func keyAppended(key string) []mistake {
	if key == "" {
		return nil
	}
	return []mistake{{keyInRSASource, wrapping, "", func(d *draft) {
		d.wrap = func(s string) string { return s + "&key=" + key }
	}}}
}

// try builds the source with the given mistakes and compares. Those that replace fields come last in the list of
// mistakes and are made first, so that the others work on the replaced fields.
func (s *searcher) try(mistakes ...mistake) (found []Finding, text string, ok bool) {
	if s.budget <= 0 {
		return nil, "", false
	}
	d := draft{fields: s.fields}
	for _, m := range slices.Backward(mistakes) {
		m.alter(&d)
	}
	text = d.text()
	s.budget -= len(text) * (1 + s.read.cost())
	signed, ok := d.bytes(text)
	if !ok {
		return nil, "", false
	}
	if found, ok = s.read.match(signed); !ok {
		return nil, "", false
	}
	for _, m := range mistakes {
		note := m.note
		if m.axis == writing {
			note = join(note, differing(s.fields, d.write))
		}
		found = append(found, finding(m.cause, note))
	}
	return found, text, true
}

// join puts the parts of a note together, leaving out empty ones.
func join(note, names string) string {
	switch {
	case names == "":
		return note
	case note == "":
		return names
	}
	return note + "; " + names
}
