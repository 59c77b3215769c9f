package main

import (
	"errors"
	"net/http"
)

// Failure is an error the shop expects: what to say, and the HTTP status that goes with it.
type Failure struct {
	Status int
	Text   string
}

func (f *Failure) Error() string { return f.Text }

var (
	errBadInput   = &Failure{400, "this cannot be taken"}
	errSignature  = &Failure{403, "the signature does not verify"}
	errUnknown    = &Failure{404, "there is no such number"}
	errMismatch   = &Failure{409, "this is not what was agreed"}
	errPaid       = &Failure{409, "the order is paid"}
	errInProgress = &Failure{409, "a payment is in progress: wait for its result"}
	errOver       = &Failure{410, "the order has ended"}
	errRefused    = &Failure{422, "the payment platform refused"}
	errLost       = &Failure{503, "no answer from the payment platform that can be trusted: try again"} // it may have done what was asked
)

// status is the HTTP status of an outcome. An error that nobody expected, of the store for example, is 500.
func status(err error) int {
	if err == nil {
		return http.StatusOK
	}
	if f, ok := errors.AsType[*Failure](err); ok {
		return f.Status
	}
	return http.StatusInternalServerError
}
