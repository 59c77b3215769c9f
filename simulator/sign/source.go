package sign

import (
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Source returns the text a signature covers (protocol section 2): every field but sign that has a value, in ascending
// byte order of names, as name=value joined by &. Values are raw; the order of f does not matter.
func Source(f wire.Fields) string {
	signed := make(wire.Fields, 0, len(f))
	size := 0
	for i := range f {
		if takesPart(&f[i]) {
			signed = append(signed, f[i])
			size += len(f[i].Name) + len(f[i].Value) + len("=&")
		}
	}
	slices.SortStableFunc(signed, byName)
	var b strings.Builder
	b.Grow(size)
	for i := range signed {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(signed[i].Name)
		b.WriteByte('=')
		b.WriteString(signed[i].Value)
	}
	return b.String()
}

func takesPart(x *wire.Field) bool {
	return x.Name != "sign" && x.Value != "" && x.Kind != wire.Null
}

func byName(a, b wire.Field) int { return strings.Compare(a.Name, b.Name) }
