// Package message holds sentences whose arguments stay apart, so that each can be said in the reader's language. Code writes the English
// sentence where it is decided; its Chinese twin stands in this package, under the English one, and a test fails where one is missing.
package message

import (
	"fmt"
	"slices"
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

// asIs is the text of a sentence that is the same in every language.
const asIs Text = "%s"

// As returns the message that says a text as it is, whatever the language: what others wrote, and what was read from a file.
func As(text string) Message {
	if text == "" {
		return Message{}
	}
	return New(asIs, text)
}

// Of returns what an error says: the message that it carries, or else its text as it is.
func Of(err error) Message {
	if err == nil {
		return Message{}
	}
	if speaker, ok := any(err).(Speaker); ok {
		return New(asIs, speaker)
	}
	return As(err.Error())
}

// IsZero reports whether m says nothing.
func (m Message) IsZero() bool { return m.Text == "" }

// String says m in English.
func (m Message) String() string { return m.In(English) }

// MarshalText says m in English, so that JSON has it as a string.
func (m Message) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// In says m in a language.
func (m Message) In(lang Lang) string {
	if m.IsZero() {
		return ""
	}
	args := make([]any, len(m.Args))
	for i, arg := range m.Args {
		args[i] = arg
		if inner, ok := arg.(Speaker); ok {
			args[i] = inner.In(lang)
		}
	}
	return Sprintf(m.Text.In(lang), args...)
}

// Map returns m with f applied to each text among its arguments. Numbers stay as they are.
func (m Message) Map(f func(string) string) Message {
	m, _ = m.mapped(f)
	return m
}

func (m Message) mapped(f func(string) string) (_ Message, changed bool) {
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
func mapped(arg any, f func(string) string) (to any, differs bool) {
	text := ""
	switch arg := arg.(type) {
	case int, int64, uint64:
		return arg, false
	case Message:
		return arg.mapped(f)
	case string:
		text = arg
	default:
		text = fmt.Sprint(arg)
	}
	after := f(text)
	return after, after != text
}
