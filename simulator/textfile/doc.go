// Package textfile reads the files that people write: configuration and merchant files, features, keys, messages to sign or verify.
// It bounds what it reads, skips a byte order mark, names the encoding of a file that is not in UTF-8, and parses YAML strictly. It does
// not know what the files are about.
package textfile

import (
	"errors"
	"io"
	"os"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// MaxSize is the largest file that is read, in bytes. It also bounds a YAML file with its aliases replaced by their values.
const MaxSize = 1 << 20

// Error is a mistake in a file. Text says what is wrong and what to write instead; the subject of its sentence is the file. Line is 0
// where the mistake has no line.
type Error struct {
	Line int
	Text message.Message
}

// Error says line and mistake in English.
func (e *Error) Error() string { return e.In(message.English) }

// In says what Error says in a language.
func (e *Error) In(lang message.Lang) string {
	if e.Line == 0 {
		return e.Text.In(lang)
	}
	return message.New("line %d: %s", e.Line, e.Text).In(lang)
}

func errorAt(line int, text message.Text, args ...any) *Error {
	return &Error{line, message.New(text, args...)}
}

// In returns an error with the name of its file: NAME:LINE: TEXT for an *Error, else NAME: ERROR. An error of the operating system already
// has the name and is returned as it is.
func In(name string, err error) error {
	if _, system := errors.AsType[*os.PathError](err); err == nil || system {
		return err
	}
	if wrong, ok := errors.AsType[*Error](err); ok && wrong.Line > 0 {
		return message.Errorf("%s:%d: %s", name, wrong.Line, wrong.Text)
	}
	return message.Errorf("%s: %w", name, err)
}

// ReadFile reads a file of text and decodes it, as Decode does.
func ReadFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return Read(f)
}

// Read reads a text to its end, at most MaxSize bytes, and decodes it, as Decode does.
func Read(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return nil, err
	}
	if len(data) > MaxSize {
		return nil, errTooLarge()
	}
	return Decode(data)
}

func errTooLarge() *Error {
	return errorAt(0, "is larger than %d MiB, the most that is read", MaxSize>>20)
}
