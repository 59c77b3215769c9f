package wire

import (
	"slices"
	"strings"
)

// Kind says how a value was written in JSON.
type Kind uint8

const (
	// Text is a JSON string, or any form value.
	Text Kind = iota
	// Literal is a JSON number or boolean; Value is its literal text.
	Literal
	// Null is a JSON null; Value is empty.
	Null
)

// Field is one name and value of a message. Value is the decoded text: neither URL-encoded nor escaped.
type Field struct {
	Name  string
	Value string
	Kind  Kind
}

// Fields is one flat message in the order it was written, each name once.
type Fields []Field

// FieldsOf makes a message of names and values in turn. Fields without a value are left out.
func FieldsOf(namesAndValues ...string) Fields {
	f := make(Fields, 0, len(namesAndValues)/2+1) // room for the signature
	for i := 0; i < len(namesAndValues); i += 2 {
		if namesAndValues[i+1] != "" {
			f = append(f, Field{Name: namesAndValues[i], Value: namesAndValues[i+1]})
		}
	}
	return f
}

// Get returns the value of name, or "" when it is absent, null or empty: the protocol treats the three alike.
func (f Fields) Get(name string) string {
	for i := range f {
		if f[i].Name == name {
			return f[i].Value
		}
	}
	return ""
}

// Has reports whether name was written at all, with whatever value.
func (f Fields) Has(name string) bool {
	return slices.ContainsFunc(f, func(x Field) bool { return x.Name == name })
}

// Set returns a copy of the message with name set to value, in its place or at the end.
func (f Fields) Set(name, value string) Fields {
	out := append(make(Fields, 0, len(f)+2), f...) // with room for a signature
	for i := range out {
		if out[i].Name == name {
			out[i].Value, out[i].Kind = value, Text
			return out
		}
	}
	return append(out, Field{Name: name, Value: value})
}

// Without returns a copy of the message without the named fields.
func (f Fields) Without(names ...string) Fields {
	out := make(Fields, 0, len(f))
	for _, x := range f {
		if !slices.Contains(names, x.Name) {
			out = append(out, x)
		}
	}
	return out
}

// Sorted returns a copy of the message in ascending byte order of names, the order of answers and of the signature source.
func (f Fields) Sorted() Fields {
	out := slices.Clone(f)
	slices.SortFunc(out, func(a, b Field) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Map returns the message as a map, null and empty values included as "".
func (f Fields) Map() map[string]string {
	m := make(map[string]string, len(f))
	for _, x := range f {
		m[x.Name] = x.Value
	}
	return m
}

// FromMap returns a message made of a map, in ascending order of names.
func FromMap(m map[string]string) Fields {
	f := make(Fields, 0, len(m))
	for k, v := range m {
		f = append(f, Field{Name: k, Value: v})
	}
	return f.Sorted()
}
