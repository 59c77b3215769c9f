// Package problem is the one vocabulary of errors: what kind of mistake it is, which field has it, and a sentence that says what was
// wrong and what to write instead. Whoever finds a mistake says it in these terms, whatever door it came through; api.Status maps the
// code to HTTP, cmd/llsim to exit codes and the names of flags.
package problem

import (
	"errors"
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Code says what kind of mistake an Error is. Those up to Internal are what the control API writes as error.code; where the platform's
// rules refuse, its return code such as 2005 stands there instead.
type Code string

// The codes.
const (
	Malformed        Code = "bad_request" // it cannot be read at all
	Unauthorized     Code = "unauthorized"
	Forbidden        Code = "forbidden"
	NotFound         Code = "not_found"
	MethodNotAllowed Code = "method_not_allowed"
	Conflict         Code = "conflict"      // it is right, and not possible as things stand
	LimitReached     Code = "limit_reached" // it is right, and the sandbox or the server holds as much as it may
	TooLarge         Code = "too_large"
	UnsupportedMedia Code = "unsupported_media_type"
	Invalid          Code = "invalid"           // it can be read, and a value is wrong
	TooMany          Code = "too_many_requests" // too often: later
	Internal         Code = "internal"          // a fault of the simulator
	Unavailable      Code = "unavailable"       // something that a start needs is not to be had, such as an address in use
	Usage            Code = "usage"             // a command line that cannot be understood
)

// Error is a mistake.
type Error struct {
	Code    Code
	Field   string          // that has it, as a path such as merchants[0].name or a Go field such as Options.Listen; "" for none
	Message message.Message // what is wrong and what to write instead, a sentence that goes on from Field
	cause   error
}

// Error returns the field and the message in English.
func (e *Error) Error() string { return e.In(message.English) }

// In returns the field and the message in a language.
func (e *Error) In(lang message.Lang) string {
	if e.Field == "" {
		return e.Message.In(lang)
	}
	return e.Field + ": " + e.Message.In(lang)
}

// Unwrap returns the error that the message was made from with %w, or nil.
func (e *Error) Unwrap() error { return e.cause }

// New returns an Error about a field; "" is none. An argument for the verb %w is its cause.
func New(code Code, field string, text message.Text, args ...any) error {
	return &Error{Code: code, Field: field, Message: message.New(text, args...), cause: errors.Unwrap(fmt.Errorf(string(text), args...))}
}

// NotFoundf returns an Error that says what does not exist.
func NotFoundf(text message.Text, args ...any) error { return New(NotFound, "", text, args...) }

// Conflictf returns an Error that says what stands in the way.
func Conflictf(text message.Text, args ...any) error { return New(Conflict, "", text, args...) }

// Invalidf returns an Error about a value that no single field has.
func Invalidf(text message.Text, args ...any) error { return New(Invalid, "", text, args...) }

// Malformedf returns an Error about a request that cannot be read.
func Malformedf(text message.Text, args ...any) error { return New(Malformed, "", text, args...) }

// Of returns an Error whose sentence is that of err, which is its cause.
func Of(code Code, field string, err error) error {
	return &Error{Code: code, Field: field, Message: message.Of(err), cause: err}
}

// Within returns err with a place before its field, such as merchants[0] before name; of another error, one that begins with the place.
func Within(place string, err error) error {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return Of(Internal, place, err)
	}
	inside := *e
	inside.Field = place
	if e.Field != "" {
		inside.Field += "." + e.Field
	}
	return &inside
}

// CodeOf returns the code of the first Error in err's chain, Internal where there is none, "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}
