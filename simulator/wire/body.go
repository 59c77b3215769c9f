package wire

import (
	"fmt"
	"slices"
	"unicode"
	"unicode/utf8"
)

// MaxBody is the largest request body in bytes (CHK-1).
const MaxBody = 1 << 20

// BodyError says why a body was not taken (CHK-1). With Field set the message as such was readable but that field's value
// is not acceptable: answer 1004 naming it. Otherwise the answer is 1012. Control tells a control character from other causes.
type BodyError struct {
	Field   string
	Control bool
	Reason  string
}

func (e *BodyError) Error() string { return e.Reason }

func unreadable(format string, args ...any) *BodyError {
	return &BodyError{Reason: fmt.Sprintf(format, args...)}
}

// checkBytes holds the bounds that JSON and forms share: size and charset.
func checkBytes(body []byte) *BodyError {
	if len(body) > MaxBody {
		return unreadable("the body has %d bytes; at most %d are taken", len(body), MaxBody)
	}
	if utf8.Valid(body) {
		return nil
	}
	at := 0
	for {
		r, size := utf8.DecodeRune(body[at:])
		if r == utf8.RuneError && size == 1 {
			return unreadable("the body is not UTF-8: bad byte 0x%02X at byte %d", body[at], at)
		}
		at += size
	}
}

// collector gathers fields, refuses a second one of the same name, and remembers the first control character in a value:
// a body that does not parse at all goes first, so that one is only reported when everything has been read.
type collector struct {
	fields  Fields
	names   map[string]struct{} // only for messages of many fields
	control *BodyError
}

// manyFields is where looking back through the list gets slower than a map.
const manyFields = 48

func (c *collector) seen(name string) bool {
	if len(c.fields) < manyFields {
		return slices.ContainsFunc(c.fields, func(f Field) bool { return f.Name == name })
	}
	if c.names == nil {
		c.names = make(map[string]struct{}, 4*manyFields)
		for _, f := range c.fields {
			c.names[f.Name] = struct{}{}
		}
	}
	_, ok := c.names[name]
	return ok
}

// add takes a field; at is the byte at which its name began.
func (c *collector) add(f Field, at int) *BodyError {
	if c.seen(f.Name) {
		return unreadable("field %q stands twice, again at byte %d; send each field once", f.Name, at)
	}
	if c.names != nil {
		c.names[f.Name] = struct{}{}
	}
	c.fields = append(c.fields, f)
	return nil
}

// foundControl notes a control character in the value of name.
func (c *collector) foundControl(name string, r rune, at int) {
	if c.control == nil {
		c.control = &BodyError{Field: name, Control: true,
			Reason: fmt.Sprintf("%s holds the control character U+%04X at byte %d; values are plain text on one line", name, r, at)}
	}
}

// result gives the fields also beside a control character: the message as such was readable.
func (c *collector) result() (Fields, error) {
	if c.control != nil {
		return c.fields, c.control
	}
	return c.fields, nil
}

// firstControl returns the first control character of s and its offset, or -1.
func firstControl(s string) (rune, int) {
	for i, r := range s {
		if unicode.IsControl(r) {
			return r, i
		}
	}
	return 0, -1
}
