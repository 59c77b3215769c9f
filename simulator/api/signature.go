package api

import (
	"bytes"
	"errors"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Message is a platform message inside a control body: one flat JSON object. The order of its keys is kept, since a signature
// made in that order is one of the known mistakes.
type Message wire.Fields

// UnmarshalJSON reads the object as the platform would (protocol section 2): numbers and booleans keep their literal text.
// Unlike the platform it takes line breaks in sign: Base64 cut into lines is one of the known mistakes.
func (m *Message) UnmarshalJSON(data []byte) error {
	f, err := wire.DecodeJSON(data)
	bad, ok := errors.AsType[*wire.BodyError](err)
	if inSign := ok && bad.Control && bad.Field == "sign"; err != nil && !inSign {
		return err
	}
	*m = Message(f)
	return nil
}

// MarshalJSON writes the object in the order of its fields.
func (m Message) MarshalJSON() ([]byte, error) {
	members := make([][]byte, len(m))
	for i, f := range m {
		object := wire.EncodeJSON(wire.Fields{f})
		members[i] = object[1 : len(object)-1]
	}
	return append(append([]byte("{"), bytes.Join(members, []byte(","))...), '}'), nil
}

// Diagnose is the body of POST /_sim/v1/signature/diagnose: a signed message, and whose it is: a merchant of a sandbox, or the
// owner of a key.
type Diagnose struct {
	Fields     Message `json:"fields"`
	OidPartner string  `json:"oid_partner,omitempty"`
	Sandbox    string  `json:"sandbox,omitempty"`    // of oid_partner; "default" without it
	PublicKey  string  `json:"public_key,omitempty"` // PEM or its Base64, for sign_type RSA
	MD5Key     string  `json:"md5_key,omitempty"`    // for sign_type MD5
}

// Diagnosed says whether a signature verifies, over which source, and if not what was done wrong.
type Diagnosed struct {
	Valid     bool      `json:"valid"`
	Source    string    `json:"source"` // that is right for these fields
	Diagnosis []Finding `json:"diagnosis"`
}

// Finding is a mistake that explains the signature.
type Finding struct {
	Cause  string `json:"cause"`
	Detail string `json:"detail"`
	Source string `json:"source"` // that was signed
}
