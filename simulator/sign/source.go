package sign

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Order is how the names of fields are sorted in the text a signature covers (protocol section 2).
type Order string

const (
	// ByBytes sorts names in ascending byte order, as LianLian's PHP samples do.
	ByBytes Order = "bytes"
	// Folded sorts names without regard to case, as LianLian's Java library does: the names in lower case, by bytes.
	Folded Order = "fold"
)

// Source returns the text a signature covers (protocol section 2): every field but sign that has a value, in ascending
// byte order of names, as name=value joined by &. Values are raw; the order of f does not matter.
func Source(f wire.Fields) string { return SourceIn(ByBytes, f) }

// SourceIn is Source with the names sorted as o says; an empty order is ByBytes.
func SourceIn(o Order, f wire.Fields) string { return string(appendSource(nil, o, f)) }

// typicalSource is the room for a source, and typicalFields for the fields in it, that a signature needs for most messages.
const (
	typicalSource = 1024
	typicalFields = 32
)

// appendSource appends what SourceIn returns.
func appendSource(out []byte, o Order, f wire.Fields) []byte {
	var room [typicalFields]*wire.Field
	part := room[:0]
	size := 0
	for i := range f {
		if takesPart(&f[i]) {
			part = append(part, &f[i])
			size += len(f[i].Name) + len(f[i].Value) + len("=&")
		}
	}
	compare := byName
	if o == Folded {
		compare = byFoldedName
	}
	slices.SortStableFunc(part, compare)
	out = slices.Grow(out, size)
	for i, x := range part {
		if i > 0 {
			out = append(out, '&')
		}
		out = append(out, x.Name...)
		out = append(out, '=')
		out = append(out, x.Value...)
	}
	return out
}

// takesPart reports whether a field is part of the source.
func takesPart(x *wire.Field) bool {
	return x.Name != "sign" && x.Value != "" && x.Kind != wire.Null
}

// byName compares fields by the bytes of their names.
func byName(a, b *wire.Field) int { return strings.Compare(a.Name, b.Name) }

// byFoldedName compares fields by their names in lower case; names that are the same then stand in byte order.
func byFoldedName(a, b *wire.Field) int {
	return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), byName(a, b))
}

// mayFold reports whether the two orders can differ for a message: only where a name has an upper-case letter.
func mayFold(f wire.Fields) bool {
	return slices.ContainsFunc(f, func(x wire.Field) bool { return strings.ToLower(x.Name) != x.Name })
}
