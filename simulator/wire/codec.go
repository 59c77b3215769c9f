package wire

import (
	"bytes"
	"mime"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Content types of forms.
const (
	FormType      = "application/x-www-form-urlencoded"
	MultipartType = "multipart/form-data"
)

// Codec is how the body of a request is written.
type Codec interface {
	// Decode reads a body, after Inflate. The Content-Type alone does not tell what a body is: curl -d says that JSON is a form.
	// The error is a *BodyError.
	Decode(contentType string, body []byte) (Fields, error)
	// Hint says what a body that cannot be used looks like, for the sentence of a refusal. It begins with a semicolon, or is empty.
	Hint(contentType string, body []byte) message.Message
	// Encode writes a body.
	Encode(f Fields) (contentType string, body []byte)
}

// The codecs of requests.
var (
	JSON        Codec = jsonCodec{}            // a JSON object
	JSONOrForm  Codec = jsonCodec{forms: true} // a JSON object, or a form of either kind whose Content-Type says so
	BrowserForm Codec = browserForm{}          // the form that a shopper's browser sends
)

type jsonCodec struct{ forms bool }

func (c jsonCodec) Decode(contentType string, body []byte) (Fields, error) {
	switch c.formType(contentType, body) {
	case FormType:
		return DecodeForm(body)
	case MultipartType:
		return DecodeMultipart(contentType, body)
	}
	return DecodeJSON(body)
}

// formType returns which kind of form a body is read as, "" for JSON.
func (c jsonCodec) formType(contentType string, body []byte) string {
	if !c.forms || isObject(body) {
		return ""
	}
	if declared := mediaType(contentType); declared == FormType || declared == MultipartType {
		return declared
	}
	return ""
}

func (c jsonCodec) Hint(contentType string, body []byte) message.Message {
	switch {
	case c.formType(contentType, body) != "" || !isForm(body):
		return message.Message{}
	case c.forms:
		return message.New("; this endpoint takes JSON, or a form whose Content-Type is %s or %s, and this is a form that %s", FormType, MultipartType, cameAs(mediaType(contentType)))
	}
	return message.New("; this endpoint takes a JSON object, and this is a form (only the cashier and queries take one)")
}

func (jsonCodec) Encode(f Fields) (contentType string, body []byte) {
	return "application/json;charset=utf-8", EncodeJSON(f)
}

type browserForm struct{}

func (browserForm) Decode(_ string, body []byte) (Fields, error) { return DecodeForm(body) }

func (browserForm) Hint(contentType string, body []byte) message.Message {
	declared := mediaType(contentType)
	switch {
	case isObject(body):
		return message.New("; the cashier takes a browser's form, %s, and this is JSON", FormType)
	case declared != "" && declared != FormType:
		return message.New("; the cashier takes a browser's form, %s, and this %s", FormType, cameAs(declared))
	}
	return message.Message{}
}

func (browserForm) Encode(f Fields) (contentType string, body []byte) { return FormType, EncodeForm(f) }

// cameAs says with which Content-Type a body came.
func cameAs(mediaType string) message.Message {
	if mediaType == "" {
		return message.New("came without a Content-Type")
	}
	return message.New("came as %s", clip(mediaType))
}

// mediaType returns a Content-Type in small letters without its parameters, "" where it cannot be parsed.
func mediaType(contentType string) string {
	declared, _, _ := mime.ParseMediaType(contentType)
	return declared
}

// isObject reports whether a body begins like a JSON object.
func isObject(body []byte) bool { return bytes.HasPrefix(trimStart(body), []byte("{")) }

// isForm reports whether a body that is not JSON looks like a form of either kind.
func isForm(body []byte) bool {
	body = trimStart(body)
	if bytes.HasPrefix(body, []byte("--")) {
		return bytes.Contains(body, []byte("form-data"))
	}
	return len(body) > 0 && asciiLetter(body[0]) && bytes.IndexByte(body, '=') > 0
}

// trimStart returns a body without byte order mark and blanks around it.
func trimStart(body []byte) []byte {
	return bytes.TrimSpace(bytes.TrimPrefix(body, []byte(ByteOrderMark)))
}

func asciiLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
