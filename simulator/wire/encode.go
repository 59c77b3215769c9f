package wire

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// EncodeJSON writes a message as the platform does: keys in ascending order, UTF-8 kept, nothing HTML-escaped. Text becomes
// a string; a Literal is written as it stands and Null as null, so that decoding gives the same fields back.
func EncodeJSON(f Fields) []byte {
	var room [2 * typicalFields]*Field
	sorted := room[:0]
	size := 2
	for i := range f {
		sorted = append(sorted, &f[i])
		size += len(f[i].Name) + len(f[i].Value) + 6
	}
	slices.SortFunc(sorted, func(a, b *Field) int { return strings.Compare(a.Name, b.Name) })
	out := append(make([]byte, 0, size+size/8), '{')
	for i, x := range sorted {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(appendString(out, x.Name), ':')
		switch x.Kind {
		case Literal:
			out = append(out, x.Value...)
		case Null:
			out = append(out, "null"...)
		default:
			out = appendString(out, x.Value)
		}
	}
	return append(out, '}')
}

// EncodeForm writes a message as a browser posts a form: application/x-www-form-urlencoded, in the order of the fields.
func EncodeForm(f Fields) []byte {
	var out []byte
	for i, x := range f {
		if i > 0 {
			out = append(out, '&')
		}
		out = append(out, url.QueryEscape(x.Name)...)
		out = append(out, '=')
		out = append(out, url.QueryEscape(x.Value)...)
	}
	return out
}

const lowerHex = "0123456789abcdef"

// appendString appends s as a JSON string with the fewest escapes; bytes that are no UTF-8 become U+FFFD.
func appendString(out []byte, s string) []byte {
	out = append(out, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				out = append(append(out, s[start:i]...), "\uFFFD"...)
				start = i + 1
			}
			i += size
			continue
		}
		out = appendEscape(append(out, s[start:i]...), c)
		i++
		start = i
	}
	return append(append(out, s[start:]...), '"')
}

func appendEscape(out []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(out, '\\', c)
	case '\n':
		return append(out, `\n`...)
	case '\r':
		return append(out, `\r`...)
	case '\t':
		return append(out, `\t`...)
	}
	return append(out, '\\', 'u', '0', '0', lowerHex[c>>4], lowerHex[c&15])
}
