package wire

import (
	"slices"
	"strings"
)

// Kind says how a value stood in the JSON text.
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

// Set returns the message with name set to value, in its place or at the end. The receiver is left as it was.
func (f Fields) Set(name, value string) Fields {
	out := slices.Clone(f)
	for i := range out {
		if out[i].Name == name {
			out[i].Value, out[i].Kind = value, Text
			return out
		}
	}
	return append(out, Field{Name: name, Value: value})
}

// Without returns the message less the named fields. The receiver is left as it was.
func (f Fields) Without(names ...string) Fields {
	out := make(Fields, 0, len(f))
	for _, x := range f {
		if !slices.Contains(names, x.Name) {
			out = append(out, x)
		}
	}
	return out
}

// Sorted returns the message in ascending byte order of names, as answers and the signature source want it.
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

// FromMap makes a message of a map, in ascending order of names.
func FromMap(m map[string]string) Fields {
	f := make(Fields, 0, len(m))
	for k, v := range m {
		f = append(f, Field{Name: k, Value: v})
	}
	return f.Sorted()
}
