// Package message holds sentences whose arguments stay apart, so that each can be said in the reader's language. Code writes the English
// sentence where it is decided; its Chinese twin stands in this package, under the English one, and a test fails where one is missing.
package message

import (
	"fmt"
	"slices"
	"strings"
)

// Lang is a language that people read.
type Lang string

// The languages there are.
const (
	English Lang = "en"
	Chinese Lang = "zh"
)

// Other returns the language that is not l.
func (l Lang) Other() Lang {
	if l == Chinese {
		return English
	}
	return Chinese
}

// Text is an English sentence with the verbs of Sprintf, and the key of its Chinese twin. Only constants become one, so that a test
// finds every sentence of the program.
type Text string

// In returns the text in a language, its verbs as they are; in English where it has no twin.
func (t Text) In(lang Lang) string {
	if lang == Chinese {
		if twin, ok := chinese()[t]; ok {
			return twin
		}
	}
	return string(t)
}

// Speaker is what can be said in each language: a Message, a Text without verbs, an error that carries a Message.
type Speaker interface {
	In(lang Lang) string
}

// Message is a sentence with its arguments. The zero Message says nothing.
type Message struct {
	Text Text
	Args []any // strings, numbers, values with a String method, errors, and Speakers, which are said in the same language
}

// New returns the message of a text and its arguments.
func New(text Text, args ...any) Message { return Message{Text: text, Args: args} }

// verbatim is the argument of a message whose text is the same in every language and has no verbs.
type verbatim struct{}

var asIs = []any{verbatim{}}

func (m Message) isAsIs() bool { return len(m.Args) == 1 && m.Args[0] == verbatim{} }

// As returns the message that says a text as it is, whatever the language: what others wrote, and what was read from a file.
func As(text string) Message {
	if text == "" {
		return Message{}
	}
	return Message{Text: Text(text), Args: asIs}
}

// Of returns what an error says: the message that it carries, or else its text as it is.
func Of(err error) Message {
	if err == nil {
		return Message{}
	}
	if speaker, ok := any(err).(Speaker); ok {
		return New("%s", speaker)
	}
	return As(err.Error())
}

// IsZero reports whether m says nothing.
func (m Message) IsZero() bool { return m.Text == "" }

// String says m in English.
func (m Message) String() string { return m.In(English) }

// Equal reports whether two messages say the same, as one does that was written to a file and read again.
func (m Message) Equal(other Message) bool { return m.String() == other.String() }

// MarshalText says m in English, so that JSON has it as a string.
func (m Message) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// In says m in a language.
func (m Message) In(lang Lang) string {
	if m.IsZero() || m.isAsIs() {
		return string(m.Text)
	}
	return Sprintf(m.Text.In(lang), ArgsIn(lang, m.Args)...)
}

// ArgsIn returns arguments of a sentence with what each Speaker among them says in a language in its place.
func ArgsIn(lang Lang, args []any) []any {
	spoken := slices.Clone(args)
	for i, arg := range args {
		if inner, ok := arg.(Speaker); ok {
			spoken[i] = inner.In(lang)
		}
	}
	return spoken
}

// Map returns m with f applied to each text among its arguments. Numbers stay as they are.
func (m Message) Map(f func(string) string) Message {
	m, _ = m.mapped(f)
	return m
}

func (m Message) mapped(f func(string) string) (_ Message, changed bool) {
	if m.isAsIs() {
		to := f(string(m.Text))
		return As(to), to != string(m.Text)
	}
	args := m.Args
	for i, arg := range m.Args {
		if to, differs := mapped(arg, f); differs {
			if !changed {
				args, changed = slices.Clone(args), true
			}
			args[i] = to
		}
	}
	return Message{Text: m.Text, Args: args}, changed
}

// mapped returns what stands in the place of an argument after f, and whether that differs.
func mapped(was any, f func(string) string) (to any, differs bool) {
	text := ""
	switch arg := was.(type) {
	case int, int64, uint64:
		return was, false
	case Message:
		if inner, changed := arg.mapped(f); changed {
			return inner, true
		}
		return was, false
	case string:
		text = arg
	default:
		text = fmt.Sprint(arg)
	}
	if after := f(text); after != text {
		return after, true
	}
	return was, false
}

// Settled returns m so that it keeps nothing else alive, such as the body of which an argument is a part.
func (m Message) Settled() Message {
	if m.isAsIs() {
		return As(strings.Clone(string(m.Text)))
	}
	if len(m.Args) == 0 {
		return m
	}
	args := slices.Clone(m.Args)
	for i, arg := range args {
		switch arg := arg.(type) {
		case string:
			args[i] = strings.Clone(arg)
		case Message:
			args[i] = arg.Settled()
		}
	}
	return Message{Text: m.Text, Args: args}
}

// Size returns about how many bytes m keeps alive.
func (m Message) Size() int {
	if m.isAsIs() {
		return len(m.Text)
	}
	n := 0
	for _, arg := range m.Args {
		n += 16
		switch arg := arg.(type) {
		case string:
			n += len(arg)
		case Message:
			n += arg.Size()
		}
	}
	return n
}
