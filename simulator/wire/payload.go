package wire

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// FieldPayLoad is the outer field that holds an encrypted request.
const FieldPayLoad = "pay_load"

// PayLoad is the outer body of an encrypted request: a JSON object of oid_partner and pay_load, unsigned. What the pay_load holds,
// package sign encrypts and decrypts: Decode gives the outer fields, and Encode writes those two and no others.
var PayLoad Codec = payLoadCodec{}

type payLoadCodec struct{}

func (payLoadCodec) Decode(_ string, body []byte) (Fields, error) { return DecodeJSON(body) }

func (payLoadCodec) Hint(_ string, body []byte) message.Message {
	switch {
	case bytes.HasPrefix(trimStart(body), []byte("lianpay")):
		return payLoadTakes("this is the pay_load alone")
	case isObject(body):
		return payLoadHint(body)
	case isForm(body):
		return payLoadTakes("this is a form")
	}
	return message.Message{}
}

func payLoadTakes(text message.Text, args ...any) message.Message {
	return message.New("; this endpoint takes a JSON object of oid_partner and pay_load, and %s", message.New(text, args...))
}

// payLoadHint is the hint for a body that begins like a JSON object.
func payLoadHint(body []byte) message.Message {
	var outer map[string]json.RawMessage
	if json.Unmarshal(bytes.TrimPrefix(body, []byte(ByteOrderMark)), &outer) != nil {
		return message.Message{}
	}
	if value, ok := outer[FieldPayLoad]; ok {
		if value[0] == '{' {
			return payLoadTakes("pay_load is an object here: encrypt the signed request into a string of six segments")
		}
		return message.Message{}
	}
	for name := range outer {
		if strings.EqualFold(strings.ReplaceAll(name, "_", ""), "payload") {
			return payLoadTakes("the name is written %s", quote(name))
		}
	}
	if _, ok := outer["sign"]; ok {
		return payLoadTakes("this is the request in plain JSON: encrypt it as it is, signature included")
	}
	return message.Message{}
}

func (payLoadCodec) Encode(f Fields) (contentType string, body []byte) {
	outer := FieldsOf("oid_partner", f.Get("oid_partner"), FieldPayLoad, f.Get(FieldPayLoad))
	return JSON.Encode(outer)
}
