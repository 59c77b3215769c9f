package vocabulary

import (
	"errors"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Mistake is a mistake in a feature file, not of the platform and not of a merchant: what was read, and what to write instead.
type Mistake struct{ Read, Write message.Message }

func (m *Mistake) Error() string { return m.In(message.English) }

// In says the mistake in a language.
func (m *Mistake) In(lang message.Lang) string {
	return message.New("%s; %s", m.Read, m.Write).In(lang)
}

// Mistakef returns a Mistake. What to write stands first, because its text is fixed more often.
func Mistakef(write, read message.Text, args ...any) error {
	return MistakeOf(message.New(write), read, args...)
}

// MistakeOf is Mistakef where what to write has arguments.
func MistakeOf(write message.Message, read message.Text, args ...any) error {
	return &Mistake{message.New(read, args...), write}
}

// IsMistake tells whether an error is a mistake in a feature file.
func IsMistake(err error) bool {
	_, is := errors.AsType[*Mistake](err)
	return is
}
