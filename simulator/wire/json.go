package wire

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// typicalFields is the most room made for a message before its size is known.
const typicalFields = 20

// DecodeJSON reads an API request or answer: one flat JSON object within the bounds of CHK-1. Names are compared after unescaping, so
// "a" and "\u0061" are the same name. A byte order mark at the beginning is skipped. A number or boolean keeps its literal text. Values
// share the memory of body, which must not change from then on.
//
// The error is a *BodyError that says what is wrong at which byte, counted from 0. When a value has a control character, the fields
// are returned beside the error.
func DecodeJSON(body []byte) (Fields, error) {
	if err := checkBytes(body); err != nil {
		return nil, err
	}
	return decodeJSON(unsafe.String(unsafe.SliceData(body), len(body)))
}

// decodeJSON is DecodeJSON for text whose size and encoding were checked.
func decodeJSON(text string) (Fields, error) {
	members := (strings.Count(text, `"`) - strings.Count(text, `\`)) / 4 // most quotes with a backslash are those of JSON within a value
	d := decoder{text: text, at: len(text) - len(strings.TrimPrefix(text, ByteOrderMark)), collector: collector{fields: make(Fields, 0, max(0, min(members, typicalFields)))}}
	if err := d.object(); err != nil {
		return nil, err
	}
	return d.result()
}

// decoder walks over valid UTF-8 text.
type decoder struct {
	collector
	text string
	at   int
}

// object reads the whole text.
func (d *decoder) object() *BodyError {
	switch c := d.peek(); {
	case d.at == len(d.text):
		return unreadable("the body is empty; send one JSON object")
	case c != '{':
		return d.unexpected("an object in braces")
	}
	d.at++
	for next := d.peek(); next != '}'; {
		if err := d.member(); err != nil {
			return err
		}
		switch next = d.peek(); next {
		case ',':
			d.at++
		case '}':
		default:
			return d.unexpected("a comma or the closing brace")
		}
	}
	d.at++
	if d.peek(); d.at < len(d.text) {
		return d.unexpected("nothing after the object")
	}
	return nil
}

// member reads a name, a colon and a value.
func (d *decoder) member() *BodyError {
	if d.peek() != '"' {
		return d.unexpected("a field name in double quotes")
	}
	nameAt := d.at
	name, control, err := d.str()
	if err != nil {
		return err
	}
	if control >= 0 {
		return unreadable("the field name at byte %d holds a control character", nameAt)
	}
	if d.peek() != ':' {
		return d.unexpected("a colon")
	}
	d.at++
	f, err := d.value(name)
	if err != nil {
		return err
	}
	return d.add(f, nameAt)
}

// value reads the value of a field.
func (d *decoder) value(name string) (Field, *BodyError) {
	f := Field{Name: name}
	switch c := d.peek(); {
	case c == '"':
		value, control, err := d.str()
		if err != nil {
			return f, err
		}
		if control >= 0 {
			d.checkControl(name, value, control)
		}
		f.Value = value
		return f, nil
	case c == '{' || c == '[':
		return f, unreadable("%s holds a JSON object or array at byte %d; nested data travels as a string that holds JSON", name, d.at)
	case c == '-' || isDigit(c):
		start := d.at
		if !d.number() {
			return f, d.unexpected("a digit")
		}
		f.Kind, f.Value = Literal, d.text[start:d.at]
		return f, nil
	}
	for _, word := range [...]string{"true", "false", "null"} {
		if strings.HasPrefix(d.text[d.at:], word) {
			d.at += len(word)
			if word == "null" {
				f.Kind = Null
			} else {
				f.Kind, f.Value = Literal, word
			}
			return f, nil
		}
	}
	return f, d.unexpected("a value in double quotes")
}

// number moves over a JSON number, or to the byte that makes it none and returns false.
func (d *decoder) number() bool {
	if d.byte() == '-' {
		d.at++
	}
	if d.byte() == '0' {
		d.at++
	} else if !d.digits() {
		return false
	}
	if d.byte() == '.' {
		d.at++
		if !d.digits() {
			return false
		}
	}
	if c := d.byte(); c == 'e' || c == 'E' {
		d.at++
		if c := d.byte(); c == '+' || c == '-' {
			d.at++
		}
		return d.digits()
	}
	return true
}

// digits moves over digits and reports whether there was one.
func (d *decoder) digits() bool {
	start := d.at
	for isDigit(d.byte()) {
		d.at++
	}
	return d.at > start
}

// str reads the string that begins at the current quote. control is the offset of its first control character, raw or
// escaped, or -1. Text without escapes is not copied.
func (d *decoder) str() (s string, control int, err *BodyError) {
	d.at++
	start, control := d.at, -1
	for i := start; i < len(d.text); i++ {
		switch c := d.text[i]; {
		case c == '"':
			d.at = i + 1
			return d.text[start:i], control, nil
		case c == '\\':
			return d.escapedStr(start, i, control)
		case control < 0 && isControlAt(d.text, i):
			control = i
		}
	}
	return "", 0, unreadable("the string that begins at byte %d has no closing quote", start-1)
}

// escapedStr reads the rest of a string that began at start and whose first escape is at i.
func (d *decoder) escapedStr(start, i, control int) (string, int, *BodyError) {
	buf := append(make([]byte, 0, d.closing(i)-start), d.text[start:i]...) // an escape is longer than what it stands for
	for i < len(d.text) {
		c := d.text[i]
		switch {
		case c == '"':
			d.at = i + 1
			return unsafe.String(unsafe.SliceData(buf), len(buf)), control, nil
		case c == '\\':
			r, size, err := d.escape(i)
			if err != nil {
				return "", 0, err
			}
			if control < 0 && unicode.IsControl(r) {
				control = i
			}
			buf = utf8.AppendRune(buf, r)
			i += size
		default:
			if control < 0 && isControlAt(d.text, i) {
				control = i
			}
			buf = append(buf, c)
			i++
		}
	}
	return "", 0, unreadable("the string that begins at byte %d has no closing quote", start-1)
}

// closing returns where the quote is that closes the string around i, or the end of the text.
func (d *decoder) closing(i int) int {
	for ; i < len(d.text); i++ {
		switch d.text[i] {
		case '"':
			return i
		case '\\':
			i++
		}
	}
	return len(d.text)
}

// escape reads the escape at i and tells how many bytes it takes: 2, 6, or 12 for a surrogate pair.
func (d *decoder) escape(i int) (rune, int, *BodyError) {
	rest := d.text[i:]
	if len(rest) < 2 {
		return 0, 0, unreadable("the body ends within an escape at byte %d", i)
	}
	if rest[1] == 'u' {
		return d.unicodeEscape(i)
	}
	if n := strings.IndexByte(`"\/bfnrt`, rest[1]); n >= 0 {
		return rune("\"\\/\b\f\n\r\t"[n]), 2, nil
	}
	return 0, 0, unreadable("unknown escape \\%c at byte %d", firstRune(rest[1:]), i)
}

// unicodeEscape reads the \u escape at i, with the second of a surrogate pair.
func (d *decoder) unicodeEscape(i int) (rune, int, *BodyError) {
	r := hex4(d.text[i:])
	if r < 0 {
		return 0, 0, unreadable("\\u at byte %d is not followed by four hex digits", i)
	}
	if !utf16.IsSurrogate(r) {
		return r, 6, nil
	}
	if pair := utf16.DecodeRune(r, hex4(d.text[i+6:])); pair != unicode.ReplacementChar {
		return pair, 12, nil
	}
	return 0, 0, unreadable("%s at byte %d is a lone surrogate; characters beyond U+FFFF take a pair of escapes", d.text[i:i+6], i)
}

// hex4 returns the value of an escape \uXXXX at the beginning of s, or -1.
func hex4(s string) rune {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return -1
	}
	r, err := strconv.ParseUint(s[2:6], 16, 16)
	if err != nil {
		return -1
	}
	return rune(r)
}

// peek moves over blanks and returns the byte there, or 0 at the end.
func (d *decoder) peek() byte {
	for d.at < len(d.text) {
		switch d.text[d.at] {
		case ' ', '\t', '\r', '\n':
			d.at++
		default:
			return d.text[d.at]
		}
	}
	return 0
}

// byte returns the current byte, or 0 at the end.
func (d *decoder) byte() byte {
	if d.at < len(d.text) {
		return d.text[d.at]
	}
	return 0
}

// unexpected returns the error of what stands at the current byte in place of wanted.
func (d *decoder) unexpected(wanted message.Text) *BodyError {
	if d.at >= len(d.text) {
		return unreadable("the body ends at byte %d where %s was expected", d.at, wanted)
	}
	r := firstRune(d.text[d.at:])
	shown := fmt.Sprintf("%q", r)
	if !unicode.IsGraphic(r) {
		shown = fmt.Sprintf("U+%04X", r)
	}
	return unreadable("%s at byte %d where %s was expected", shown, d.at, wanted)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// isControlAt reports whether a control character (U+0000-001F, U+007F-009F) begins at byte i of valid UTF-8.
func isControlAt(s string, i int) bool {
	c := s[i]
	return c < 0x20 || c == 0x7F || c == 0xC2 && s[i+1] < 0xA0
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
