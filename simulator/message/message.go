// Package message holds sentences whose arguments stay apart, so that each can be said in the reader's language. Code writes the English
// sentence where it is decided; its Chinese twin stands in this package, under the English one, and a test fails where one is missing.
package message

// Lang is a language that people read.
type Lang string

// The languages there are.
const (
	English Lang = "en"
	Chinese Lang = "zh"
)

// Text is an English sentence with the verbs of Sprintf, and the key of its Chinese twin. Only constants become one, so that a test
// finds every sentence of the program.
type Text string

// Message is a sentence with its arguments. The zero Message says nothing.
type Message struct {
	Text Text
	Args []any // strings, numbers, values with a String method, and Messages, which are said in the same language
}

// New returns the message of a text and its arguments.
func New(text Text, args ...any) Message { return Message{Text: text, Args: args} }

// String says m in English.
func (m Message) String() string { return m.In(English) }

// In says m in a language; in English where no twin is known, as for messages that another version left on disk.
func (m Message) In(lang Lang) string {
	format := string(m.Text)
	if lang == Chinese {
		if twin, ok := chinese()[m.Text]; ok {
			format = twin
		}
	}
	if len(m.Args) == 0 {
		return Sprintf(format)
	}
	args := make([]any, len(m.Args))
	for i, arg := range m.Args {
		args[i] = arg
		if inner, ok := arg.(Message); ok {
			args[i] = inner.In(lang)
		}
	}
	return Sprintf(format, args...)
}
