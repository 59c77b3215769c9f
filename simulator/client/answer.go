package client

import (
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// ErrSignature is the error of an answer whose signature the platform's keys do not verify, or that has none and should.
var ErrSignature = message.Errorf("the answer's signature does not verify")

// Answer is what the platform answered.
type Answer struct {
	Fields wire.Fields
	Status int    // of HTTP
	Body   []byte // as received
	Signed bool   // verified; false for a bare refusal, which is not signed

	// What a simulator adds in headers; empty from a real platform.
	Rule      string // the rule that decided, such as IDN-5
	RequestID string // the journal's id of the request
	Reason    string // why it was refused, in a sentence
}

// Code returns the answer's ret_code.
func (a Answer) Code() wire.Code { return wire.Code(a.Fields.Get("ret_code")) }

// OK reports whether the platform accepted: ret_code 0000.
func (a Answer) OK() bool { return a.Code() == wire.CodeSuccess }

// read decodes and verifies the body.
func (a *Answer) read(e wire.Endpoint, platform sign.Keys) error {
	if a.Status != 200 {
		return message.Errorf("%s answered status %d", e.Paths[0], a.Status)
	}
	var err error
	if a.Fields, err = wire.DecodeJSON(a.Body); err != nil {
		return message.Errorf("%s answered no message: %w", e.Paths[0], err)
	}
	if a.bareRefusal() {
		return nil
	}
	if err := sign.Verify(a.Fields.Without(e.Unsigned...), platform); err != nil {
		return message.Errorf("%s: %w", e.Paths[0], message.Errorf("%w: %s", ErrSignature, err))
	}
	a.Signed = true
	return nil
}

// bareRefusal reports whether the answer is a refusal with ret_code and ret_msg alone, which is not signed.
func (a *Answer) bareRefusal() bool {
	return len(a.Fields) == 2 && a.Fields.Has("ret_msg") && a.Code() != "" && !a.OK()
}
