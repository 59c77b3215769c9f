package wire

import (
	"slices"
	"unicode"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// MaxBody is the largest request body in bytes (CHK-1).
const MaxBody = 1 << 20

// BodyError says why a body was not taken (CHK-1). With Field set the message as such was readable but that field's value
// is not acceptable: answer 1004 naming it. Otherwise the answer is 1012. Control tells a control character from other causes.
type BodyError struct {
	Field   string
	Control bool
	Reason  message.Message
}

func (e *BodyError) Error() string { return e.Reason.String() }

// In says the reason in a language.
func (e *BodyError) In(lang message.Lang) string { return e.Reason.In(lang) }

// unreadable returns the error of a body that cannot be read at all: answer 1012.
func unreadable(text message.Text, args ...any) *BodyError {
	return &BodyError{Reason: message.New(text, args...)}
}

// checkBytes checks what all formats of a body have in common: size and encoding.
func checkBytes(body []byte) *BodyError {
	if len(body) > MaxBody {
		return unreadable("the body has %d bytes; at most %d are taken", len(body), MaxBody)
	}
	return checkUTF8(body)
}

// collector gathers fields, refuses a second field of the same name, and remembers the first control character in a value. That one
// is reported only after the whole body was read, since a body that does not parse has another answer (1012 instead of 1004).
type collector struct {
	fields  Fields
	names   map[string]struct{} // only for messages of many fields
	control *BodyError
}

// manyFields is the number of fields from which a map is faster than a search through the list.
const manyFields = 48

// seen reports whether a field of that name was added.
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

// noOffset stands for the offset of a field whose position in the body would not help.
const noOffset = -1

// atOffset says where something stands in the body, for a sentence; nothing for noOffset.
func atOffset(at int) message.Message {
	if at == noOffset {
		return message.Message{}
	}
	return message.New(" at byte %d", at)
}

// add takes a field; at is the byte at which its name began, or noOffset.
func (c *collector) add(f Field, at int) *BodyError {
	if c.seen(f.Name) {
		var second message.Message
		if at != noOffset {
			second = message.New(", again at byte %d", at)
		}
		return unreadable("field %q stands twice%s; send each field once", f.Name, second)
	}
	if c.names != nil {
		c.names[f.Name] = struct{}{}
	}
	c.fields = append(c.fields, f)
	return nil
}

// checkControl notes the first control character in a value that stands at or shortly before offset at. Line breaks in sign and
// pay_load are skipped: Java's old encoder breaks Base64 into lines.
func (c *collector) checkControl(name, value string, at int) {
	if c.control != nil {
		return
	}
	mayBreak := name == "sign" || name == FieldPayLoad
	if mayBreak {
		at = noOffset // at may be that of a line break
	}
	for _, r := range value {
		if !unicode.IsControl(r) || mayBreak && (r == '\r' || r == '\n') {
			continue
		}
		c.control = &BodyError{Field: name, Control: true,
			Reason: message.New("%s holds the control character U+%04X%s; values are plain text on one line", name, r, atOffset(at))}
		return
	}
}

// result returns the fields, and a *BodyError when a value has a control character: the message as such was readable.
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
