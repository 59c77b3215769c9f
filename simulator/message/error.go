package message

import (
	"errors"
	"fmt"
)

// Error is an error that can be said in each language.
type Error struct {
	Message
	cause error
}

// Errorf returns an *Error. An argument for the verb %w is its cause.
func Errorf(text Text, args ...any) error {
	return &Error{New(text, args...), errors.Unwrap(fmt.Errorf(string(text), args...))}
}

// Error says the message in English.
func (e *Error) Error() string { return e.String() }

// Unwrap returns the cause, or nil.
func (e *Error) Unwrap() error { return e.cause }
