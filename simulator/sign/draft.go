package sign

import (
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// draft is a way to build a source string. It is right until a mistake alters it: a nil function stands for the right behaviour.
type draft struct {
	fields  wire.Fields                      // in the order written
	takes   func(*wire.Field) bool           // which fields take part
	arrange func(wire.Fields)                // the order; may sort in place
	write   func(string) string              // a value's form
	join    func([]string) string            // name=value terms into one text
	wrap    func(text string) string         // what is signed instead of the text
	charset func(text string) (string, bool) // the text in a character set; false when it cannot be written there
}

// text returns the draft's source string in UTF-8.
func (d *draft) text() string {
	takes, arrange := d.takes, d.arrange
	if takes == nil {
		takes = takesPart
	}
	fields := make(wire.Fields, 0, len(d.fields))
	for i := range d.fields {
		if takes(&d.fields[i]) {
			fields = append(fields, d.fields[i])
		}
	}
	if arrange == nil {
		arrange = func(f wire.Fields) { slices.SortStableFunc(f, func(a, b wire.Field) int { return byName(&a, &b) }) }
	}
	arrange(fields)
	text := ""
	if d.join != nil {
		text = d.join(d.terms(fields))
	} else {
		text = d.joined(fields)
	}
	if d.wrap != nil {
		text = d.wrap(text)
	}
	return text
}

// joined returns the fields as name=value joined by &, which is the right way.
func (d *draft) joined(fields wire.Fields) string {
	var b strings.Builder
	size := 0
	for i := range fields {
		size += len(fields[i].Name) + len(fields[i].Value) + len("=&")
	}
	b.Grow(size)
	for i, x := range fields {
		if d.write != nil {
			x.Value = d.write(x.Value)
		}
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(x.Name)
		b.WriteByte('=')
		b.WriteString(x.Value)
	}
	return b.String()
}

// terms returns each field as name=value.
func (d *draft) terms(fields wire.Fields) []string {
	terms := make([]string, len(fields))
	for i := range fields {
		terms[i] = d.joined(fields[i : i+1])
	}
	return terms
}

// differing returns the names of up to three fields whose value write would change.
func differing(f wire.Fields, write func(string) string) string {
	var names []string
	for i := range f {
		if takesPart(&f[i]) && write(f[i].Value) != f[i].Value {
			names = append(names, f[i].Name)
		}
	}
	return upToThree(names)
}

// upToThree joins names for a sentence.
func upToThree(names []string) string {
	if len(names) > 3 {
		names = append(names[:3], "...")
	}
	return strings.Join(names, ", ")
}
