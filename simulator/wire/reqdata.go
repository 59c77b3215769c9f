package wire

import (
	"errors"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// ReqData is a browser's form whose field req_data is a flat JSON object; further fields are overlooked (WAP-1 to WAP-3).
var ReqData Codec = reqData{}

type reqData struct{}

func (reqData) Decode(_ string, body []byte) (Fields, error) {
	form, err := DecodeForm(body)
	if err != nil && !strings.Contains(form.Get("req_data"), "{") { // line breaks between members are no fault
		return nil, err
	}
	text := form.Get("req_data")
	if text == "" {
		return nil, unreadable("the form has no field req_data")
	}
	f, err := decodeJSON(text)
	if bad, ok := errors.AsType[*BodyError](err); ok && bad.Field == "" {
		bad.Reason = message.New("req_data: %s", bad.Reason)
	}
	return f, err
}

func (reqData) Hint(contentType string, body []byte) message.Message {
	if isObject(body) {
		return message.New("; the H5 cashier takes a browser's form with the JSON object in its field req_data, and this is the JSON object alone")
	}
	return browserForm{}.Hint(contentType, body)
}

func (reqData) Encode(f Fields) (contentType string, body []byte) {
	return FormType, EncodeForm(Fields{{Name: "req_data", Value: string(EncodeJSON(f))}})
}
