package client

import (
	"errors"
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// ErrSignature is an answer that the platform's keys do not verify, or that should be signed and is not.
var ErrSignature = errors.New("the answer's signature does not verify")

// Answer is what the platform answered.
type Answer struct {
	Fields wire.Fields
	Status int    // HTTP
	Body   []byte // as it came
	Signed bool   // verified; false for a bare refusal, which is not signed

	// What a simulator adds in headers; empty from a real platform.
	Rule      string // that decided, e.g. IDN-5
	RequestID string // journal id of the request
	Reason    string // of a refusal, in a sentence
}

// Code is the answer's ret_code.
func (a Answer) Code() wire.Code { return wire.Code(a.Fields.Get("ret_code")) }

// OK tells whether the platform accepted.
func (a Answer) OK() bool { return a.Code() == wire.CodeSuccess }

// read decodes and verifies the body.
func (a *Answer) read(e wire.Endpoint, platform sign.Keys) error {
	if a.Status != 200 {
		return fmt.Errorf("%s answered status %d", e.Paths[0], a.Status)
	}
	var err error
	if a.Fields, err = wire.DecodeJSON(a.Body); err != nil {
		return fmt.Errorf("%s answered no message: %w", e.Paths[0], err)
	}
	if a.bareRefusal() {
		return nil
	}
	if err := sign.Verify(a.Fields.Without(e.Unsigned...), platform); err != nil {
		return fmt.Errorf("%s: %w: %w", e.Paths[0], ErrSignature, err)
	}
	a.Signed = true
	return nil
}

// bareRefusal tells an answer that is legitimately unsigned: ret_code and ret_msg alone, and not a success.
func (a *Answer) bareRefusal() bool {
	return len(a.Fields) == 2 && a.Fields.Has("ret_msg") && a.Code() != "" && !a.OK()
}
